using System.Diagnostics;
using System.Text;
using Sextant.Programme.Imports;
using Sextant.Programme.Imports.Papers;
using Sextant.Programme.Tables;
using Sextant.Store.Databases;
using Sextant.Testing;
using static Sextant.Programme.Tests.Tasks.TaskRoom;

namespace Sextant.Programme.Tests.Imports;

/// <summary>Tables that go through a spreadsheet that others wrote, as people's do: opened in LibreOffice Calc and saved by it.</summary>
public sealed class CalcTests
{
    private const string Calc = "/usr/bin/soffice";

    /// <summary>Semicolons, quotes, UTF-8, from the first row, what is typed taken as Calc takes it in Vietnamese (1066): days and numbers with points between thousands.</summary>
    private const string AsTyped = "--infilter=CSV:59,34,76,1,,1066,false,true";

    [Fact(Timeout = 180_000)]
    public async Task What_went_out_and_was_saved_by_Calc_comes_back_unchanged()
    {
        Assert.SkipUnless(File.Exists(Calc), "LibreOffice Calc is not installed (apt install libreoffice-calc-nogui): tables were not saved by another spreadsheet.");
        using ImportRoom room = await ImportRoom.OpenAsync(DatabaseKind.Sqlite);
        using var folder = new TemporaryFolder();
        string[] lists = [DomainTable.Id, DocumentTable.Id, ConclusionTable.Id];
        foreach (string list in lists)
        {
            await File.WriteAllBytesAsync(folder[list + ".xlsx"], (await room.GiveAsync(list, Office, "xlsx")).Content);
        }

        await SaveAsync(folder, [.. lists.Select(list => folder[list + ".xlsx"])]);
        foreach (string list in lists)
        {
            ImportOutcome staged = await room.Desk.StageAsync(new ImportUpload(list, null, list + ".xlsx", await File.ReadAllBytesAsync(Path.Combine(folder["out"], list + ".xlsx"))), Office);
            Assert.True(staged.Faults.None, list + ": " + ImportRoom.Said(staged.Faults));
            (int added, int changed, int unchanged) = (await room.Store.FindAsync(staged.Key!, Office))!.Counts;
            Assert.Equal((list, 0, 0), (list, added, changed));
            Assert.True(unchanged > 5, list);
            await room.Desk.DropAsync(staged.Key!, Office);
        }
    }

    [Fact(Timeout = 180_000)]
    public async Task Days_and_numbers_typed_in_Calc_are_read_as_they_were_meant()
    {
        Assert.SkipUnless(File.Exists(Calc), "LibreOffice Calc is not installed (apt install libreoffice-calc-nogui): tables were not filled in by another spreadsheet.");
        using var folder = new TemporaryFolder();
        string typed = folder["typed.csv"];
        await File.WriteAllTextAsync(typed, "Đơn vị;Tên miền;Từ ngày;Đo về\nỦy ban nhân dân “Huế”;1.234.567;30/06/2026;trang web\nhue;94,1;1/7/2026;trang web\n", new UTF8Encoding(false));
        await SaveAsync(folder, [AsTyped, typed]);
        var faults = new TableFaults();
        Table table = TableReader.Read(ImportCatalog.Of(DomainTable.Id)!.Table, "typed.xlsx", await File.ReadAllBytesAsync(Path.Combine(folder["out"], "typed.xlsx")), faults)!;
        Assert.Equal([("Ủy ban nhân dân “Huế”", 1_234_567m, new DateOnly(2026, 6, 30)), ("hue", 94.1m, new DateOnly(2026, 7, 1))],
            table.Rows.Select(row => (row.Text("organisation"), row.Amount("domain", 0, 10_000_000, 1), row.Day("from"))).Select(row => (row.Item1!, row.Item2!.Value, row.Item3!.Value)));
        Assert.True(faults.None, ImportRoom.Said(faults));
    }

    private static async Task SaveAsync(TemporaryFolder folder, string[] words)
    {
        // A profile of its own: two at once do not wait for each other, and nothing of the machine's counts.
        string[] all = ["-env:UserInstallation=file://" + folder["profile"], "--headless", "--norestore", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", folder["out"], .. words];
        using Process calc = Process.Start(new ProcessStartInfo(Calc, all) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        string said = await calc.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await calc.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(calc.ExitCode == 0, said);
    }
}
