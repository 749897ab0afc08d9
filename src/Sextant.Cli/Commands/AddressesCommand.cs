using System.CommandLine;
using System.Globalization;
using System.Net;
using Sextant.Cli.Parts;
using Sextant.Cli.Reports;
using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;
using Sextant.Measurement.Addresses;
using Sextant.Wire.Addresses;
using Sextant.Wire.Addresses.Origins;

namespace Sextant.Cli.Commands;

/// <summary><c>sextant addresses</c>: who stands behind an address, by data that somebody loaded; every answer has its source and date.</summary>
internal static class AddressesCommand
{
    /// <summary>One in twenty: real lists have single faulty rows, a file of another layout has nothing else.</summary>
    private const int FaultyShare = 20;

    private static readonly Argument<string[]> Files = new("file") { Arity = ArgumentArity.OneOrMore };
    private static readonly Argument<string[]> Addresses = new("ip") { Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string> Format = new("--format") { HelpName = "range-csv|mrt|delegated" };
    private static readonly Option<string> Source = new("--source") { HelpName = "TEXT", Required = true };
    private static readonly Option<string> Licence = new("--licence") { HelpName = "TEXT" };
    private static readonly Option<string> Date = new("--date") { HelpName = "YYYY-MM-DD", Required = true };
    private static readonly Option<string> At = new("--at") { HelpName = "YYYY-MM-DD" };
    private static readonly Option<bool> Json = new("--json");

    public static Verb Create() => new("addresses")
    {
        new Verb("load", SettingGroups.None, LoadAsync) { Files, Format, Source, Licence, Date },
        new Verb("status", SettingGroups.None, StatusAsync) { Json },
        new Verb("lookup", SettingGroups.None, LookupAsync) { Addresses, At, Json },
    };

    private static Task<int> LoadAsync(VerbRun run, CancellationToken cancellation)
    {
        DateOnly date = DayOf(run.Parsed.GetValue(Date)!);
        if (date > DateOnly.FromDateTime(run.Clock.GetUtcNow().UtcDateTime))
        {
            throw new BadInputException("addresses.date-ahead", Day(date));
        }

        (AddressRows rows, AddressFormat format, IReadOnlyList<AddressFile> files) = AddressFiles.Read(run.Parsed.GetValue(Files)!, FormatOf(run.Parsed.GetValue(Format)));
        bool refused = rows.Count == 0 || rows.Reading.Faulty * FaultyShare > rows.Reading.Rows;
        if (!refused)
        {
            var about = new AddressSource(run.Parsed.GetValue(Source)!, run.Parsed.GetValue(Licence), date, format, run.Clock.GetUtcNow(), files);
            (AddressVersion version, bool isNew) = AddressRoom.Guarded(() => AddressRoom.Store(run.Settings.Keeping).Keep(rows, about));
            run.Say(isNew ? "addresses.loaded" : "addresses.unchanged", run.Texts["addresses.facts." + AddressReport.Word(version.Facts)], version.Source, Day(version.Date), version.Rows, version.Origins, version.Table);
            AddressReport.Remarks(run, version);
        }

        foreach ((RowFault fault, AddressReading.FaultCount count) in rows.Reading.Faults)
        {
            run.Complain("addresses.fault", count.Rows, run.Texts["addresses.fault." + AddressReport.Word(fault)], count.FirstLine);
        }

        return refused ? throw new BadInputException("addresses.refused", rows.Reading.Faulty, rows.Reading.Rows, AddressReport.Word(format)) : Task.FromResult(ExitCodes.Ok);
    }

    private static Task<int> StatusAsync(VerbRun run, CancellationToken cancellation)
    {
        AddressStore store = AddressRoom.Store(run.Settings.Keeping);
        AddressReport.Status(run, AddressRoom.Guarded(store.Versions), store.Folder, run.Parsed.GetValue(Json));
        return Task.FromResult(ExitCodes.Ok);
    }

    private static Task<int> LookupAsync(VerbRun run, CancellationToken cancellation)
    {
        IPAddress[] addresses = [.. run.Parsed.GetValue(Addresses)!.Select(word => StrictAddress.TryParse(word, out IPAddress? address) ? address : throw new BadInputException("addresses.no-address", word))];
        DateOnly? at = run.Parsed.GetValue(At) is { } day ? DayOf(day) : null;
        KnownAddresses known = AddressRoom.InForce(run.Settings.Keeping, at);
        if (known.Versions.Count == 0)
        {
            run.Complain(at is null ? "addresses.none" : "addresses.none-at", at is { } asked ? Day(asked) : null);
            return Task.FromResult(ExitCodes.BadInput);
        }

        AddressReport.Lookup(run, known, addresses, run.Parsed.GetValue(Json));
        return Task.FromResult(ExitCodes.Ok);
    }

    private static string Day(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly DayOf(string word) =>
        DateOnly.TryParseExact(word, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) ? date : throw new BadInputException("addresses.no-date", word);

    private static AddressFormat? FormatOf(string? word) => word switch
    {
        null => null,
        "range-csv" => AddressFormat.RangeCsv,
        "mrt" => AddressFormat.Mrt,
        "delegated" => AddressFormat.Delegated,
        _ => throw new BadInputException("addresses.no-format", word),
    };
}
