using System.CommandLine;
using System.Globalization;
using Sextant.Cli.Parts;
using Sextant.Cli.Reports;
using Sextant.Cli.Screen;
using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;
using Sextant.Measurement;
using Sextant.Measurement.Lake;
using Sextant.Measurement.Storage;
using Sextant.Store.Duck;

namespace Sextant.Cli.Commands;

/// <summary>
/// <c>sextant data</c>: what campaigns left in the lake, for those who want all of it. <c>files</c> lists its files, <c>query</c> runs SQL
/// over it and can change nothing, <c>export</c> copies it into a folder with a manifest.
/// </summary>
internal static class DataCommand
{
    private static readonly Argument<string> Sql = new("sql");
    private static readonly Option<string> From = new("--from") { HelpName = "DATE" };
    private static readonly Option<string> To = new("--to") { HelpName = "DATE" };
    private static readonly Option<string> Campaign = new("--campaign") { HelpName = "ID" };
    private static readonly Option<string> Table = new("--table") { HelpName = "NAME,..." };
    private static readonly Option<string> Form = new("--format") { HelpName = "FORMAT" };
    private static readonly Option<bool> Json = new("--json");
    private static readonly Option<string> Folder = new("--output") { HelpName = "DIR", Required = true };
    private static readonly Option<string> Licence = new("--licence") { HelpName = "TEXT" };

    public static Verb Create() => new("data")
    {
        new Verb("files", SettingGroups.None, FilesAsync) { From, To, Campaign, Table, Json },
        new Verb("query", SettingGroups.None, QueryAsync) { Sql, From, To, Campaign, Form },
        DataPrune.Create(),
        new Verb("export", SettingGroups.None, ExportAsync) { Folder, From, To, Campaign, Table, Form, Licence },
    };

    private static async Task<int> FilesAsync(VerbRun run, CancellationToken cancellation)
    {
        LakeRange range = RangeOf(run);
        LakeTable[] tables = TablesOf(run);
        MeasurementStores stores = await StoreRoom.OpenKeptAsync(run, cancellation).ConfigureAwait(false);
        await using (stores.ConfigureAwait(false))
        {
            HashSet<string> damaged = [.. (await stores.Lake.DamagedAsync(cancellation).ConfigureAwait(false)).Select(file => file.Path)];
            (long files, long rows, long bytes, int faults) = (0, 0, 0, 0);
            List<object>? listed = run.Parsed.GetValue(Json) ? [] : null;
            foreach (LakeTable table in tables)
            {
                foreach (LakeFile file in await stores.Lake.FilesAsync(table, range, cancellation).ConfigureAwait(false))
                {
                    bool broken = damaged.Contains(file.Path);
                    listed?.Add(new { Table = table, file.Path, file.Day, file.Campaign, file.Rows, file.Bytes, file.Sha256, Damaged = broken });
                    if (listed is null)
                    {
                        run.Say(broken ? "data.file-damaged" : "data.file", file.Path, file.Rows, file.Bytes, file.Sha256);
                    }

                    (files, rows, bytes, faults) = (files + 1, rows + file.Rows, bytes + file.Bytes, faults + (broken ? 1 : 0));
                }
            }

            if (listed is null)
            {
                run.Say("data.files-sum", files, rows, bytes, faults);
                await TellElsewhereAsync(run, stores, cancellation).ConfigureAwait(false);
            }
            else
            {
                ResultJson.Write(run, new { Schema = 1, Rows = rows, Bytes = bytes, Damaged = faults, Files = listed });
            }

            return faults > 0 ? ExitCodes.NotReady : ExitCodes.Ok;
        }
    }

    private static async Task<int> QueryAsync(VerbRun run, CancellationToken cancellation)
    {
        string sql = run.Parsed.GetValue(Sql)!;
        string form = Choice(run, "table", "table", "csv", "ndjson");
        LakeRange range = RangeOf(run);
        MeasurementStores stores = await StoreRoom.OpenKeptAsync(run, cancellation).ConfigureAwait(false);
        await using (stores.ConfigureAwait(false))
        {
            try
            {
                using LakeQuery query = await stores.Lake.QueryAsync(sql, range, cancellation).ConfigureAwait(false);
                if (form == "ndjson")
                {
                    await query.RunJsonAsync(line => run.Console.Out.WriteLine(line), cancellation).ConfigureAwait(false);
                    return ExitCodes.Ok;
                }

                var rows = new QueryRows(run.Console, query.Columns, asCsv: form == "csv");
                long count = await query.RunAsync(rows.Add, cancellation).ConfigureAwait(false);
                rows.End();
                run.Complain("data.rows", count);
                await TellElsewhereAsync(run, stores, cancellation).ConfigureAwait(false);
                return ExitCodes.Ok;
            }
            catch (NotAQueryException)
            {
                throw new BadInputException("data.not-a-query");
            }
            catch (DuckException fault)
            {
                throw new BadInputException(fault.Fault == DuckFault.OutOfMemory ? "data.too-large" : "data.refused", Brief(fault));
            }
        }
    }

    private static async Task<int> ExportAsync(VerbRun run, CancellationToken cancellation)
    {
        string folder = Path.GetFullPath(run.Parsed.GetValue(Folder)!);
        var plan = new ExportPlan(TablesOf(run), RangeOf(run), Choice(run, "parquet", "parquet", "csv", "ndjson") switch
        {
            "csv" => ExportFormat.Csv,
            "ndjson" => ExportFormat.Ndjson,
            _ => ExportFormat.Parquet,
        });
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new BadInputException("data.folder-not-empty", folder);
        }

        string? licence = run.Parsed.GetValue(Licence);
        MeasurementStores stores = await StoreRoom.OpenKeptAsync(run, cancellation).ConfigureAwait(false);
        await using (stores.ConfigureAwait(false))
        {
            IReadOnlyList<ExportedFile> files;
            try
            {
                files = await stores.Lake.ExportAsync(plan, folder, cancellation).ConfigureAwait(false);
            }
            catch (DuckException fault)
            {
                throw new BadInputException("data.no-export", folder, Brief(fault));
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                throw new BadInputException("data.unwritable", folder);
            }

            ExportManifest.Write(folder, plan, files, licence, run.Clock.GetUtcNow());
            foreach (ExportedFile file in files)
            {
                run.Say("data.exported", file.File, file.Rows, file.Bytes);
            }

            run.Say("data.manifest", Path.Combine(folder, ExportManifest.FileName));
            if (licence is null)
            {
                run.Complain("data.no-licence");
            }

            await TellElsewhereAsync(run, stores, cancellation).ConfigureAwait(false);

            return ExitCodes.Ok;
        }
    }

    // Each machine keeps the files of what it measured: who asks one of them is told that there is more.
    private static async Task TellElsewhereAsync(VerbRun run, MeasurementStores stores, CancellationToken cancellation)
    {
        int files = await stores.Lake.ElsewhereAsync(cancellation).ConfigureAwait(false);
        if (files > 0)
        {
            run.Complain("data.elsewhere", files);
        }
    }

    // DuckDB's first paragraph says what is wrong and where; the advice after it is for those who configure a database of their own.
    private static string Brief(DuckException fault)
    {
        string[] paragraphs = fault.Message.ReplaceLineEndings("\n").Split("\n\n", 2);
        string line = paragraphs.Length > 1 && paragraphs[1].StartsWith("LINE ", StringComparison.Ordinal) ? $" ({paragraphs[1].Split('\n')[0].Trim()})" : "";
        return paragraphs[0].Replace('\n', ' ') + line;
    }

    private static LakeRange RangeOf(VerbRun run)
    {
        var range = new LakeRange(DayOf(run, From), DayOf(run, To), run.Parsed.GetValue(Campaign));
        return range.From > range.To ? throw new BadInputException("data.range", run.Parsed.GetValue(From), run.Parsed.GetValue(To)) : range;
    }

    private static DateOnly? DayOf(VerbRun run, Option<string> option)
    {
        string? word = run.Parsed.GetValue(option);
        return word is null ? null
            : DateOnly.TryParseExact(word, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day
            : throw new BadInputException("data.bad-date", option.Name, word);
    }

    private static LakeTable[] TablesOf(VerbRun run)
    {
        string? words = run.Parsed.GetValue(Table);
        return words is null
            ? Enum.GetValues<LakeTable>()
            : [.. words.Split(',', StringSplitOptions.TrimEntries).Select(word =>
                Enum.GetValues<LakeTable>().Where(table => table.ToString().Equals(word, StringComparison.OrdinalIgnoreCase)).Cast<LakeTable?>().FirstOrDefault()
                ?? throw new BadInputException("data.bad-table", word))];
    }

    private static string Choice(VerbRun run, string fallback, params string[] allowed)
    {
        string word = run.Parsed.GetValue(Form) ?? fallback;
        return allowed.Contains(word) ? word : throw new BadInputException("data.bad-format", word, string.Join(", ", allowed));
    }
}
