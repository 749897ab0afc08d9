using System.CommandLine;
using System.Net;
using Sextant.Cli.Parts;
using Sextant.Cli.Reports;
using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;
using Sextant.Cli.Wording;
using Sextant.Measurement.Addresses;
using Sextant.Measurement.Bulk;
using Sextant.Net.Bulk;
using Sextant.Net.Dns;
using Sextant.Net.Guard;
using Sextant.Wire.Dns;

namespace Sextant.Cli.Commands;

/// <summary><c>sextant dns NAMES</c>: resolves lists of any length.</summary>
internal static class DnsCommand
{
    private static readonly Argument<string> Names = new("names");
    private static readonly Option<string> Types = new("--types") { HelpName = "TYPE,..." };
    private static readonly Option<string> Output = new("--output") { HelpName = "FILE" };
    private static readonly Option<string> Format = new("--format") { HelpName = "ndjson|csv|terse|parquet" };
    private static readonly Option<int> Threads = new("--threads") { HelpName = "N" };
    private static readonly Option<string> Io = new("--io") { HelpName = "auto|batched|single" };
    private static readonly Option<bool> Iterative = new("--iterative");
    private static readonly Option<bool> Ipv6Only = new("--ipv6-only");
    private static readonly Option<bool> Json = new("--json");

    public static Verb Create() => new("dns", SettingGroups.Resolving | SettingGroups.Dialling | SettingGroups.Asking, ResolveAsync)
    {
        Names, Types, Iterative, Ipv6Only, Output, Format, Threads, Io, Json,
    };

    private static async Task<int> ResolveAsync(VerbRun run, CancellationToken cancellation)
    {
        string? output = run.Parsed.GetValue(Output);
        if (output is null && run.Parsed.GetValue(Json))
        {
            throw new BadInputException("dns.json-needs-output");
        }

        string format = FormatOf(run.Parsed.GetValue(Format));
        if (output is null && format == "parquet")
        {
            throw new BadInputException("dns.parquet-needs-output");
        }

        BulkOptions options = OptionsOf(run);
        using BulkRun work = Open(WantedOf(run, options, format, output), run.Parsed.GetValue(Names)!, run);
        var resolver = new BulkResolver(options, new Net.MachineNetwork(), run.Clock);
        var screen = new DnsScreen(run, options, work, resolver) { List = run.Parsed.GetValue(Names)!, Output = output };
        bool complete = false;
        bool silent = false;
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
        catch (BulkSilenceException silence)
        {
            silent = true;
            work.Pause();
            run.Complain("dns.silence", silence.Silence.TotalSeconds.ToString("0", run.Texts.Language.Culture()), silence.Lost);
        }
        finally
        {
            await screen.DisposeAsync().ConfigureAwait(false);
        }

        screen.WriteSummary(run.Parsed.GetValue(Json), complete);
        return complete ? ExitCodes.Ok : silent ? ExitCodes.Unknown : ExitCodes.Interrupted;
    }

    private static BulkRunOptions WantedOf(VerbRun run, BulkOptions options, string format, string? output) => new()
    {
        Types = options.Types,
        Format = format,
        Way = options.Iteration switch { null => "stub", { Families: FamilyMode.V6Only } => "iterative-ipv6", _ => "iterative" },
        NeverMeasure = run.Settings.Dialling.NeverMeasure,
        Output = output,
    };

    private static BulkOptions OptionsOf(VerbRun run)
    {
        BulkIteration? iteration = IterationOf(run);
        IReadOnlyList<IPEndPoint> resolvers = iteration is null ? SystemResolvers.Or(run.Settings.Resolving.Resolvers) : [];
        if (resolvers.Count == 0 && iteration is null)
        {
            throw new BadInputException("dns.no-resolver");
        }

        int threads = run.Parsed.GetResult(Threads) is null ? Environment.ProcessorCount : run.Parsed.GetValue(Threads);
        IReadOnlyList<IPNetwork> own = run.Settings.Dialling.OwnNetworks;
        PacingSettings pacing = run.Settings.Pacing;
        KnownAddresses known = iteration is null ? KnownAddresses.None : AddressRoom.InForce(run.Settings.Keeping);
        var options = new BulkOptions
        {
            Resolvers = resolvers,
            Iteration = iteration,
            Types = TypesOf(run.Parsed.GetValue(Types) ?? "A,AAAA"),
            Threads = threads is >= 1 and <= 256 ? threads : throw new BadInputException("dns.bad-threads"),
            Timeout = run.Settings.Limits.Dns,
            Rate = address => own.Any(n => n.Contains(address)) ? 0 : iteration is null ? pacing.DnsPerResolver : pacing.DnsPerServer,
            ProviderRate = iteration is null ? 0 : pacing.DnsPerNetwork,
            Provider = known.KnowsSystems ? known.SystemOf : null,
            Io = IoOf(run.Parsed.GetValue(Io)),
        };
        // Walks wait for servers that are dead or must be paced: four times as many keep the others busy.
        return iteration is null ? options : options with { InFlight = options.InFlight * 4 };
    }

    private static BulkIteration? IterationOf(VerbRun run)
    {
        bool ipv6Only = run.Parsed.GetValue(Ipv6Only);
        if (!run.Parsed.GetValue(Iterative))
        {
            return ipv6Only ? throw new BadInputException("dns.ipv6-only-iterates") : null;
        }

        DialGuard guard = MeasuringParts.GuardOf(run.Settings);
        return new BulkIteration
        {
            RootHints = run.Settings.Resolving.RootHintsFile is { } file ? RootHints.Parse(File.ReadAllText(file)) : RootHints.Builtin,
            Families = ipv6Only ? FamilyMode.V6Only : FamilyMode.Dual,
            Allows = address => guard.Judge(address) is null,
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
        word is null or "ndjson" or "csv" or "terse" or "parquet" ? word ?? "ndjson" : throw new BadInputException("dns.bad-format", word);

    private static BulkIo IoOf(string? word) => word switch
    {
        null or "auto" => BulkIo.Auto,
        "batched" when OperatingSystem.IsLinux() => BulkIo.Batched,
        "single" => BulkIo.Single,
        _ => throw new BadInputException("dns.bad-io", word),
    };
}
