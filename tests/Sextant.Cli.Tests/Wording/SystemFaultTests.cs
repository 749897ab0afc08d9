using System.Globalization;
using Sextant.Cli.Wording;
using Sextant.Store.Files;

namespace Sextant.Cli.Tests.Wording;

/// <summary>What the system refuses is said in the reader's language, whatever language the runtime speaks.</summary>
public sealed class SystemFaultTests
{
    [Fact]
    public async Task A_file_that_is_not_there_or_may_not_be_read_is_said_in_Vietnamese()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal($"Không đọc được {folder.Path}/x.csv: không có tệp này.", await ComplaintAsync(folder, "addresses", "load", Path.Combine(folder.Path, "x.csv"), "--source", "x", "--date", "2026-01-01"));
        Assert.Equal($"Không đọc được {folder.Path}: đây là thư mục, không phải tệp.", await ComplaintAsync(folder, "addresses", "load", folder.Path, "--source", "x", "--date", "2026-01-01"));
        string packed = Path.Combine(folder.Path, "x.gz");
        await File.WriteAllBytesAsync(packed, [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3], TestContext.Current.CancellationToken);
        Assert.Equal($"Không đọc được {packed}: nội dung nén gzip trong tệp bị hỏng.", await ComplaintAsync(folder, "addresses", "load", packed, "--source", "x", "--date", "2026-01-01"));
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_is_said_in_Vietnamese()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal("Thư mục dữ liệu /proc/sextant chưa có và không tạo được ở đó. Hãy chọn thư mục khác bằng --data DIR.", await ComplaintAsync(folder, "kpi", "--data", "/proc/sextant"));
    }

    [Theory]
    [InlineData(Errno.NoSpace, "đĩa đã đầy.")]
    [InlineData(Errno.InputOutput, "đĩa báo lỗi vào ra.")]
    [InlineData(20, "một phần của đường dẫn là tệp, không phải thư mục.")] // ENOTDIR
    [InlineData(Errno.ReadOnly, "hệ thống tệp chỉ cho đọc.")]
    public void Faults_of_the_disk_have_a_clause_whoever_throws_them(int error, string clause)
    {
        Texts texts = Texts.Of(Language.Vi);
        Assert.Equal(clause, SystemFault.Of(StorageException.Of("write", "/data/x", error), texts));
        Assert.Equal(clause, SystemFault.Of(new IOException($"English words : '/data/x'", error), texts));
        Assert.Equal("/data/x", SystemFault.PathOf(new IOException($"English words : '/data/x'", error)));
    }

    [Fact]
    public void What_is_not_known_by_its_kind_keeps_its_own_words() =>
        Assert.Equal("something odd", SystemFault.Of(new IOException("something odd\nand more", 4711), Texts.Of(Language.Vi)));

    private static async Task<string> ComplaintAsync(TemporaryFolder folder, params string[] words)
    {
        string[] data = words.Contains("--data") ? [] : ["--data", Path.Combine(folder.Path, "data")];
        var (code, _, complained) = await TestConsole.RunInAsync(folder.Path, [.. words, .. data]);
        Assert.True(code == ExitCodes.BadInput, string.Create(CultureInfo.InvariantCulture, $"{code}: {complained}"));
        return complained.Trim();
    }
}
