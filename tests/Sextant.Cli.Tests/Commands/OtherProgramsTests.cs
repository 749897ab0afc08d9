using Sextant.Cli.Parts;
using Sextant.Testing.Databases;
using Sextant.Testing;

namespace Sextant.Cli.Tests.Commands;

/// <summary>Databases that another program holds, or that a newer version of this one has written: one sentence, exit code 2, and nothing is changed.</summary>
public sealed class OtherProgramsTests
{
    [Fact(Timeout = 180_000)]
    public async Task A_database_that_another_holds_is_waited_for_and_then_said()
    {
        using var folder = new TemporaryFolder();
        Task<(int Code, string Out, string Error)> LoadAsync(string language) => TestConsole.RunInAsync(folder.Path, ["pack", "load", RegisterRoom.OwnPack, "--lang", language, "--data", folder.Path]);
        Assert.Equal(ExitCodes.Ok, (await LoadAsync("en")).Code);
        using (SqliteFile.Hold(Path.Combine(folder.Path, "register.db")))
        {
            // Who only reads does not wait for a writer.
            Assert.Equal(ExitCodes.Ok, (await TestConsole.RunInAsync(folder.Path, ["kpi", "--data", folder.Path])).Code);
            (int Code, string Out, string Error)[] both = await Task.WhenAll(LoadAsync("vi"), LoadAsync("en"));
            Assert.All(both, one => Assert.Equal((ExitCodes.BadInput, ""), (one.Code, one.Out)));
            Assert.Equal($"Một chương trình khác đang giữ cơ sở dữ liệu dưới {folder.Path}: hãy chờ chương trình đó xong rồi chạy lại đúng lệnh này.", both[0].Error.Trim());
            Assert.Equal($"Another program holds the database under {folder.Path}: wait until it is done, then run the same command again.", both[1].Error.Trim());
        }

        Assert.Equal(ExitCodes.Ok, (await LoadAsync("en")).Code);
    }

    [Theory]
    [InlineData("register.db", "programme", "kpi")]
    [InlineData("register.db", "programme", "serve --port 0")]
    [InlineData("measurement.db", "measurement", "explain x.vn")]
    [InlineData("measurement.db", "measurement", "serve --port 0")]
    [InlineData("measurement.db", "measurement", "data query SELECT")]
    public async Task What_a_newer_version_wrote_is_left_alone(string database, string area, string line)
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, database);
        if (area == "measurement")
        {
            folder.Write(database, "");
        }

        Assert.Equal(ExitCodes.Ok, (await TestConsole.RunInAsync(folder.Path, [area == "programme" ? "kpi" : "rejudge", "--data", folder.Path])).Code);
        SqliteFile.Run(file, $"INSERT INTO {area}_migration (MigrationId, ProductVersion) VALUES ('29991231_Unheard', '99.0.0')");
        foreach ((string language, string sentence) in new[]
        {
            ("vi", $"Cơ sở dữ liệu {file} do một phiên bản Sextant mới hơn ghi. Hãy chạy phiên bản đó, hoặc đặt lại bản sao trước khi nâng cấp."),
            ("en", $"The database {file} was written by a newer Sextant. Start that version, or put back the copy made before its upgrade."),
        })
        {
            var (code, written, complained) = await TestConsole.RunInAsync(folder.Path, [.. line.Split(' '), "--lang", language, "--data", folder.Path]);
            Assert.Equal((ExitCodes.BadInput, ""), (code, written));
            Assert.Equal(sentence, complained.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1].Trim()); // before it stands that the pack was loaded, where it was
        }
    }
}
