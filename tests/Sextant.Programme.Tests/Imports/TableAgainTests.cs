using System.Text;
using Sextant.Programme.Imports;
using Sextant.Programme.People;
using Sextant.Programme.Tables;
using Sextant.Store.Databases;
using static Sextant.Programme.Tests.Tasks.TaskRoom;

namespace Sextant.Programme.Tests.Imports;

/// <summary>What a person sees of tables: everything that is wrong at once, that the same was applied before, all imports of old, and names instead of keys.</summary>
public sealed class TableAgainTests
{
    private const string Press = "press-day,outlet,press-title,press-link\n2026-11-02,Báo Nhân Dân,Chuyển đổi IPv6,https://nhandan.vn/a\n2026-11-03,VnExpress,Tăng trưởng,https://vnexpress.net/b\n";

    private static readonly Viewer Everything = With("lan", Role.Office, null) with { Grants = [.. Enum.GetValues<Role>().Where(role => role != Role.FocalPoint).Select(role => new Grant(role.ToString(), role, null, null, null))] };

    [Fact]
    public async Task A_table_without_a_column_is_told_what_else_is_wrong_with_its_rows()
    {
        using ImportRoom room = await ImportRoom.OpenAsync(DatabaseKind.Sqlite);
        ImportOutcome outcome = await room.StageAsync(DomainTable.Id, "target-kind,domain,from,màu\nblog,-x-.vn,31/11/2026,xanh\nsite,tốt.vn,,\n", Office);
        Assert.Null(outcome.Key);
        Assert.Equal("1 column-missing | 1D column-unknown | 2A word | 2B host | 2C day", ImportRoom.Said(outcome.Faults));
    }

    /// <summary>Whatever column is missing, rows are looked at without a fall, and that it is missing is said once and not for each row.</summary>
    [Fact]
    public async Task Every_form_reads_its_rows_without_any_one_of_its_columns()
    {
        using ImportRoom room = await ImportRoom.OpenAsync(DatabaseKind.Sqlite);
        int tried = 0;
        foreach (ImportForm form in ImportCatalog.All.Where(form => !form.HasScope))
        {
            foreach (TableColumn missing in form.Table.Columns.Where(column => column.Required))
            {
                TableColumn[] rest = [.. form.Table.Columns.Where(column => column != missing)];
                string text = string.Join(';', rest.Select(column => column.Id)) + "\n" + string.Join(';', rest.Select(_ => "hue")) + "\n" + string.Join(';', rest.Select(_ => "1")) + "\n";
                ImportOutcome outcome = await room.StageAsync(form.Table.Id, text, Everything);
                Assert.True(outcome.Faults.List.Count(fault => fault.Word == "column-missing") == 1, $"{form.Table.Id} without {missing.Id}: {ImportRoom.Said(outcome.Faults)}");
                Assert.True(rest.Length == 0 || outcome.Faults.Count > 1, $"{form.Table.Id} without {missing.Id}: nothing else was looked at");
                tried++;
            }
        }

        Assert.InRange(tried, 30, 500);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task The_same_rows_in_another_file_are_said_to_stand_already_until_they_are_undone(DatabaseKind kind)
    {
        using ImportRoom room = await ImportRoom.OpenAsync(kind);
        string first = await room.BringInAsync("press-items", Press, Office);
        string[] lines = Press.TrimEnd().Split('\n');
        string saved = string.Join("\r\n", lines[0].Replace(',', ';'), lines[2].Replace(',', ';').Replace("2026-11-03", "03/11/2026", StringComparison.Ordinal), lines[1].Replace(',', ';'));
        string again = (await room.StageAsync("press-items", saved, Office)).Key!;
        Assert.Equal(first, (await room.Store.FindAsync(again, Office))!.SameAs);
        string other = (await room.StageAsync("press-items", Press.Replace("Tăng trưởng", "Tăng", StringComparison.Ordinal), Office)).Key!;
        Assert.Null((await room.Store.FindAsync(other, Office))!.SameAs);
        await room.Desk.UndoAsync(first, "nhầm", Office);
        Assert.Null((await room.Store.FindAsync(again, Office))!.SameAs);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Imports_of_old_are_paged_through_and_what_they_wrote_has_names(DatabaseKind kind)
    {
        using ImportRoom room = await ImportRoom.OpenAsync(kind);
        string first = await room.BringInAsync("press-items", Press, Office);
        for (int i = 0; i < 4; i++)
        {
            await room.Desk.DropAsync((await room.StageAsync("press-items", Press.Replace("nhandan.vn/a", "nhandan.vn/" + i, StringComparison.Ordinal), Office)).Key!, Office);
        }

        (int count, IReadOnlyList<ImportView> newest) = await room.Store.PageAsync(Office, 1, 2);
        (_, IReadOnlyList<ImportView> last) = await room.Store.PageAsync(Office, 9, 2);
        Assert.Equal((5, 2, first), (count, newest.Count, Assert.Single(last).Key));
        var keys = new List<string>();
        for (string? after = null; ;)
        {
            (IReadOnlyList<ImportView> part, string? next) = await room.Store.PartAsync(Office, (after, 2));
            keys.AddRange(part.Select(one => one.Key));
            if ((after = next) is null)
            {
                break;
            }
        }

        Assert.Equal((5, 5), (keys.Count, keys.Distinct().Count()));
        Assert.Equal([("Chuyển đổi IPv6, Báo Nhân Dân", "/communication"), ("Tăng trưởng, VnExpress", "/communication")], (await room.Store.FindAsync(first, Office))!.Lines.Select(line => (line.Name!, line.Place!)));

        string domains = await room.BringInAsync(DomainTable.Id, "organisation,target-kind,domain\nhue,site,baohue.vn\n", Office);
        ImportLine line = Assert.Single((await room.Store.FindAsync(domains, Office, "en"))!.Lines);
        Assert.Equal(("baohue.vn, Hue", "/targets/site/baohue.vn"), (line.Name!.Replace(" City", "", StringComparison.Ordinal), line.Place));
    }
}
