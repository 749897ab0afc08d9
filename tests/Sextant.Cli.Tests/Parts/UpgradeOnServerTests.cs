using Sextant.Cli.Tests.Commands.Backups;
using Sextant.Programme.Register;
using Sextant.Testing;
using DatabaseKind = Sextant.Store.Databases.DatabaseKind;

namespace Sextant.Cli.Tests.Parts;

/// <summary>What an earlier program wrote into PostgreSQL is opened by this one, row for row.</summary>
public sealed class UpgradeOnServerTests
{
    private const string NewPlaces = "SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable FROM information_schema.columns WHERE table_schema = 'public' "
        + "UNION ALL SELECT 'index ' || indexname FROM pg_indexes WHERE schemaname = 'public' "
        + "UNION ALL SELECT 'constraint ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n' "
        + "UNION ALL SELECT 'trigger ' || tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1";

    [Fact(Timeout = 300_000)]
    public async Task Rows_of_an_earlier_program_stay_and_its_tables_become_those_of_today()
    {
        using TestDatabase old = await TestDatabase.CreateAsync(DatabaseKind.PostgreSql);
        using TestDatabase fresh = await TestDatabase.CreateAsync(DatabaseKind.PostgreSql);
        using var place = new TemporaryFolder();
        string data = Path.Combine(place.Path, "data");
        Directory.CreateDirectory(data);
        File.Copy(Released("postgresql-anchors.txt"), Path.Combine(data, "audit-anchors.txt"));
        var rows = new ServerRows(old.Options.Location);
        await rows.FillAsync(Released("postgresql.sql"));
        Dictionary<string, string> before = await ContentAsync(rows, await TablesAsync(rows));
        Assert.Equal(56, before.Count); // tables of that program
        Assert.Equal(["1", "8", "17", "232", "3"], ((string[])["person", "audit_entry", "register_task", "outside_point", "target_scan"]).Select(table => before[table].Split(' ')[0]));

        // The first thing done with it is asking the log: who opens it migrates it.
        (string, string)[] environment = [("SEXTANT_DATABASE", old.Options.Location + ";Timeout=300;Command Timeout=300")]; // a busy machine is no fault
        (int code, string written, string complained) = await TestConsole.RunInAsync(place.Path, ["audit", "verify", "--data", data, "--lang", "en"], environment);
        Assert.True(code == ExitCodes.Ok, complained + written);
        Assert.Contains("The log is whole: 8 entries", written);
        Assert.Contains("vouch for the entries up to 8", written);
        Assert.Equal(before, await ContentAsync(rows, before.ToDictionary(table => table.Key, table => table.Value.Split(' ')[2])));

        await ServedPages.AskAsync(place, data, environment, () => Task.CompletedTask); // each area opens its tables, and its pages show the rows
        await ProgrammeDatabase.OpenAsync(fresh.Options, TestContext.Current.CancellationToken);
        List<string> made = await new ServerRows(fresh.Options.Location).WordsAsync(NewPlaces);
        Assert.Empty(made.Except(await rows.WordsAsync(NewPlaces)));
        HashSet<string> tables = [.. made.Where(line => line.Contains('.', StringComparison.Ordinal)).Select(line => line.Split('.')[0])];
        Assert.Empty((await rows.WordsAsync(NewPlaces)).Where(line => tables.Contains(line.Split('.')[0])).Except(made));
    }

    private static string Released(string name) => Repository.At("tests", "Sextant.Cli.Tests", "Parts", "Released", name);

    // Tables with the columns that they have.
    private static async Task<Dictionary<string, string>> TablesAsync(ServerRows server) =>
        (await server.WordsAsync(
            "SELECT table_name || ' ' || string_agg(quote_ident(column_name), ',' ORDER BY ordinal_position) FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE '%\\_migration' GROUP BY table_name"))
        .ToDictionary(line => line.Split(' ')[0], line => line.Split(' ')[1]);

    // How many rows, what they say in these columns, and the columns.
    private static async Task<Dictionary<string, string>> ContentAsync(ServerRows server, Dictionary<string, string> tables)
    {
        string sql = string.Join(" UNION ALL ", tables.Select(table => $"SELECT '{table.Key}|' || count(*) || ' ' || coalesce(md5(string_agg(t::text, '' ORDER BY t::text COLLATE \"C\")), '-') || ' {table.Value}' FROM (SELECT {table.Value} FROM public.{table.Key}) t"));
        return (await server.WordsAsync(sql)).ToDictionary(line => line.Split('|')[0], line => line.Split('|')[1]);
    }
}
