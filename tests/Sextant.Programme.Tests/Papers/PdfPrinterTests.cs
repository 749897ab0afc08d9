using System.Text;
using Sextant.Programme.Papers;
using Sextant.Programme.Papers.Writing;
using Sextant.Programme.Register;
using Sextant.Testing;

namespace Sextant.Programme.Tests.Papers;

public sealed class PdfPrinterTests
{
    private static readonly Paper Some = new() { Language = "vi", Letterhead = new Letterhead { Issuer = "Ban Công tác" }, Subject = "Thử in", Year = 2026, Blocks = [new PaperText("Một câu.")] };

    [Fact]
    public async Task Without_a_browser_it_says_so()
    {
        using var printer = new PdfPrinter("/nowhere/chromium");
        Assert.Equal("pdf-none", (await Assert.ThrowsAsync<RefusedException>(() => printer.PrintAsync(Some))).Word);
    }

    [Fact]
    public async Task A_browser_that_hangs_is_ended_and_one_that_writes_nothing_is_told()
    {
        using var folder = new TemporaryFolder();
        using var hangs = new PdfPrinter(Script(folder, "hangs", "sleep 1000"), TimeSpan.FromSeconds(1));
        Assert.Equal("pdf-failed", (await Assert.ThrowsAsync<RefusedException>(() => hangs.PrintAsync(Some))).Word);
        using var nothing = new PdfPrinter(Script(folder, "nothing", "exit 1"));
        Assert.Equal("pdf-failed", (await Assert.ThrowsAsync<RefusedException>(() => nothing.PrintAsync(Some))).Word);
    }

    [Fact]
    public async Task Chromium_prints_a_paper_where_there_is_one()
    {
        using var printer = new PdfPrinter();
        Assert.SkipWhen(printer.Program is null, "there is no Chromium on this machine");
        byte[] pdf = await printer.PrintAsync(Some, TestContext.Current.CancellationToken);
        Assert.Equal("%PDF-", Encoding.ASCII.GetString(pdf, 0, 5));
    }

    private static string Script(TemporaryFolder folder, string name, string line)
    {
        string path = Path.Combine(folder.Path, name);
        File.WriteAllText(path, "#!/bin/sh\n" + line + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        return path;
    }
}
