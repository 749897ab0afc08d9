using System.CommandLine;
using System.Net;
using Sextant.Cli.Parts;
using Sextant.Cli.Reports;
using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;
using Sextant.Measurement.Bulk;
using Sextant.Net.Bulk;
using Sextant.Wire.Dns;

namespace Sextant.Cli.Commands;

/// <summary><c>sextant dns NAMES</c>: resolves lists of any length.</summary>
internal static class DnsCommand
{
    private static readonly Argument<string> Names = new("names");
    private static readonly Option<string> Types = new("--types") { HelpName = "TYPE,..." };
    private static readonly Option<string> Output = new("--output") { HelpName = "FILE" };
    private static readonly Option<string> Format = new("--format") { HelpName = "ndjson|csv|terse" };
    private static readonly Option<int> Threads = new("--threads") { HelpName = "N" };
    private static readonly Option<string> Io = new("--io") { HelpName = "auto|batched|single" };
    private static readonly Option<bool> Json = new("--json");

    public static Verb Create() => new("dns", SettingGroups.Resolving | SettingGroups.Dialling | SettingGroups.Asking, ResolveAsync)
    {
        Names, Types, Output, Format, Threads, Io, Json,
    };

    private static async Task<int> ResolveAsync(VerbRun run, CancellationToken cancellation)
    {
        string? output = run.Parsed.GetValue(Output);
        if (output is null && run.Parsed.GetValue(Json))
        {
            throw new BadInputException("dns.json-needs-output");
        }

        BulkOptions options = OptionsOf(run);
        var wanted = new BulkRunOptions
        {
            Types = options.Types,
            Format = FormatOf(run.Parsed.GetValue(Format)),
            Way = "stub",
            Output = output,
        };
        using BulkRun work = Open(wanted, run.Parsed.GetValue(Names)!, run);
        var resolver = new BulkResolver(options, new Net.MachineNetwork(), run.Clock);
        var screen = new DnsScreen(run, options, work, resolver) { List = run.Parsed.GetValue(Names)!, Output = output };
        bool complete = false;
        try
        {
            screen.Begin();
            await resolver.RunAsync(work, cancellation).ConfigureAwait(false);
            work.Finish();
            complete = true;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            work.Pause();
        }
        finally
        {
            await screen.DisposeAsync().ConfigureAwait(false);
        }

        screen.WriteSummary(run.Parsed.GetValue(Json), complete);
        return complete ? ExitCodes.Ok : ExitCodes.Interrupted;
    }

    private static BulkOptions OptionsOf(VerbRun run)
    {
        IReadOnlyList<IPEndPoint> resolvers = SystemResolvers.Or(run.Settings.Resolving.Resolvers);
        if (resolvers.Count == 0)
        {
            throw new BadInputException("dns.no-resolver");
        }

        int threads = run.Parsed.GetResult(Threads) is null ? Environment.ProcessorCount : run.Parsed.GetValue(Threads);
        IReadOnlyList<IPNetwork> own = run.Settings.Dialling.OwnNetworks;
        return new BulkOptions
        {
            Resolvers = resolvers,
            Types = TypesOf(run.Parsed.GetValue(Types) ?? "A,AAAA"),
            Threads = threads is >= 1 and <= 256 ? threads : throw new BadInputException("dns.bad-threads"),
            Timeout = run.Settings.Limits.Dns,
            Rate = address => own.Any(n => n.Contains(address)) ? 0 : run.Settings.Pacing.DnsPerResolver,
            Io = IoOf(run.Parsed.GetValue(Io)),
        };
    }

    private static BulkRun Open(BulkRunOptions options, string list, VerbRun run)
    {
        if (list != "-" && !File.Exists(list))
        {
            throw new BadInputException("names.no-file", list);
        }

        try
        {
            return BulkRun.Open(options, list == "-" ? run.Console.In : File.OpenRead(list), run.Console.OutBytes, run.Clock);
        }
        catch (BulkRefusedException refused)
        {
            throw new BadInputException(
                refused.Refusal switch
                {
                    BulkRefusal.OutputExists => "dns.output-exists",
                    BulkRefusal.InUse => "dns.output-in-use",
                    _ => "dns.other-run",
                },
                refused.Path);
        }
    }

    private static IReadOnlyList<DnsType> TypesOf(string text)
    {
        var types = new List<DnsType>();
        foreach (string word in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!DnsTypes.TryParse(word, out DnsType type) || type is DnsType.Opt or DnsType.Axfr or DnsType.Ixfr || types.Count == 64)
            {
                throw new BadInputException("dns.bad-types", text);
            }

            if (!types.Contains(type))
            {
                types.Add(type);
            }
        }

        return types.Count > 0 ? types : throw new BadInputException("dns.bad-types", text);
    }

    private static string FormatOf(string? word) =>
        word is null or "ndjson" or "csv" or "terse" ? word ?? "ndjson" : throw new BadInputException("dns.bad-format", word);

    private static BulkIo IoOf(string? word) => word switch
    {
        null or "auto" => BulkIo.Auto,
        "batched" when OperatingSystem.IsLinux() => BulkIo.Batched,
        "single" => BulkIo.Single,
        _ => throw new BadInputException("dns.bad-io", word),
    };
}
