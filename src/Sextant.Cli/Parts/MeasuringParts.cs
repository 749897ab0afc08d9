using System.Globalization;
using System.Net;
using Sextant.Checks.Web.Content;
using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;
using Sextant.Measurement.Addresses;
using Sextant.Measurement.Probes;
using Sextant.Measurement.Scans;
using Sextant.Measurement.Vantages;
using Sextant.Net;
using Sextant.Net.Dialling;
using Sextant.Net.Dns;
using Sextant.Net.Guard;
using Sextant.Net.Http;
using Sextant.Net.Pacing;
using Sextant.Net.Smtp;
using Sextant.Net.Tls;
using Sextant.Web;
using Sextant.Wire.Addresses;

namespace Sextant.Cli.Parts;

/// <summary>From settings to a scanner: the one place where parts of Net are built.</summary>
internal sealed class MeasuringParts : IDisposable
{
    private readonly KnownAddresses _known;
    private readonly Pacer _pacer;
    private readonly SharedTurns? _shared;
    private readonly Func<bool, ProbeTools> _tools;

    private MeasuringParts(Func<bool, ProbeTools> tools, bool campaign, VantageOptions vantage, KnownAddresses known, (Pacer Pacer, SharedTurns? Shared) pacing)
    {
        (_tools, _known, _pacer, _shared) = (tools, known, pacing.Pacer, pacing.Shared);
        Tools = tools(campaign);
        Vantage = new VantageSelfCheck(Tools, vantage);
        Scanner = new Scanner(Tools, Vantage, known);
    }

    public ProbeTools Tools { get; }

    public VantageSelfCheck Vantage { get; }

    public IScanner Scanner { get; }

    /// <summary>What was sent out so far.</summary>
    public OutwardTraffic Traffic() => new(_pacer.Granted(PacedUse.Dns), _pacer.Granted(PacedUse.Http), _pacer.Granted(PacedUse.Smtp), _pacer.Waited);

    /// <summary>A scanner for campaigns beside the one for single names: the same pacer and network under it, so that both together are as polite as one.</summary>
    public IScanner ForCampaigns(SextantSettings settings, MeasuringUse use) =>
        new Scanner(_tools(true) with { Options = Tools.Options with { Retries = RetriesOf(use.Lab ? settings.Limits.RetrySpacing : settings.Limits.CampaignRetrySpacing) } }, Vantage, _known);

    /// <param name="settings">Valid settings.</param>
    /// <param name="use">Who asks, and in which world.</param>
    /// <param name="clock">The clock.</param>
    public static MeasuringParts Build(SextantSettings settings, MeasuringUse use, TimeProvider clock)
    {
        IPEndPoint[] resolvers = [.. use.Resolvers ?? SystemResolvers.Or(settings.Resolving.Resolvers)];
        DialGuard guard = Guard(settings, use, resolvers);
        KnownAddresses known = AddressRoom.InForce(settings.Keeping);
        SharedTurns? shared = use.Lab ? null : SharedTurns.In(Path.Combine(settings.Keeping.DataFolder, "pacing"), clock);
        var pacer = new Pacer(PacerOptionsOf(settings, use, resolvers, known) with { Shared = shared }, clock);
        INetwork network = use.Network ?? new MachineNetwork();
        var dialler = new Dialler(network, guard, pacer, clock);
        var tls = new TlsDialogue(Trust(settings.Dialling.CaFile, use.CaPem), clock);
        RootHints roots = Roots(settings.Resolving.RootHintsFile, use.RootHints);
        var http = new HttpFetcher(dialler, tls, HttpOptions(settings), clock);
        return new MeasuringParts(ToolsOf, use.Campaign, VantageOptionsOf(settings, use), known, (pacer, shared));

        ProbeTools ToolsOf(bool campaign)
        {
            var dns = new DnsTransport(network, guard, pacer, clock, sharesPorts: campaign);
            return new ProbeTools
            {
                Network = network,
                Dns = dns,
                Stub = new StubClient(dns, new StubOptions { Resolvers = resolvers }),
                Roots = roots,
                WalkerV4 = Walker(FamilyMode.V4Only),
                WalkerV6 = Walker(FamilyMode.V6Only),
                Walker = Walker(FamilyMode.Dual),
                Dialler = dialler,
                Tls = tls,
                Http = http,
                Smtp = new SmtpDialogue(dialler, tls, SmtpOptionsOf(settings.Limits), clock),
                Suffixes = use.Suffixes ?? Wire.Names.PublicSuffixes.Default,
                Clock = clock,
                Options = ProbeOptionsOf(settings, use),
            };

            IterativeResolver Walker(FamilyMode families) => new(dns, new IterativeOptions { RootHints = roots, Families = families });
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Vantage.Dispose();
        _shared?.Dispose();
    }

    /// <summary>The guard for what goes to addresses that the measured name, without a world or a server around it.</summary>
    public static DialGuard GuardOf(SextantSettings settings) => new(new DialGuardOptions
    {
        GlobalPrefixes = Prefixes(settings.Dialling.GlobalPrefixes),
        NeverDial = Prefixes(settings.Dialling.NeverDial),
        NeverMeasure = settings.Dialling.NeverMeasure,
        OwnNetworks = Prefixes(settings.Dialling.OwnNetworks),
        AllowOwnHost = true,
    });

    /// <summary>The guard for what goes to addresses that the office wrote down: outside, and into one's own networks where the settings name them.</summary>
    public static DialGuard GuardOfOutward(SextantSettings settings) => new(new DialGuardOptions
    {
        GlobalPrefixes = [.. Prefixes(settings.Dialling.GlobalPrefixes), .. Prefixes(settings.Dialling.OwnNetworks)],
        NeverDial = Prefixes(settings.Dialling.NeverDial),
        OwnNetworks = Prefixes(settings.Dialling.OwnNetworks),
        AllowOwnHost = true,
    });

    private static IpPrefix[] Prefixes(IEnumerable<IPNetwork> networks) => [.. networks.Select(network => IpPrefix.Of(network.BaseAddress, network.PrefixLength))];

    private static DialGuard Guard(SextantSettings settings, MeasuringUse use, IPEndPoint[] resolvers) => new(new DialGuardOptions
    {
        GlobalPrefixes = Global(settings, use),
        NeverDial = Prefixes(settings.Dialling.NeverDial),
        NeverMeasure = settings.Dialling.NeverMeasure,
        OwnNetworks = Prefixes(settings.Dialling.OwnNetworks),
        // In a server, whoever asks for a measurement would reach the server's own ports.
        AllowOwnHost = !use.Serving,
        Resolvers = resolvers,
    });

    private static IpPrefix[] Global(SextantSettings settings, MeasuringUse use) => [.. Prefixes(settings.Dialling.GlobalPrefixes), .. use.GlobalPrefixes];

    private static ProbeOptions ProbeOptionsOf(SextantSettings settings, MeasuringUse use)
    {
        return new ProbeOptions
        {
            // Rule 1: minutes between the tries of a campaign, so that a fault that passes is no fault; seconds in the lab, where nothing passes by itself.
            // And seconds inside networks one owns, whoever else the campaign measures.
            Retries = RetriesOf(use.Campaign && !use.Lab ? settings.Limits.CampaignRetrySpacing : settings.Limits.RetrySpacing) with
            {
                OwnNetworks = Prefixes(settings.Dialling.OwnNetworks),
                OwnShortest = settings.Limits.RetrySpacing.From,
                OwnLongest = settings.Limits.RetrySpacing.To,
            },
            NameTimeout = settings.Limits.Name,
            ConnectTimeout = settings.Limits.Connect,
            DnsTimeout = settings.Limits.Dns,
            TlsTimeout = settings.Limits.Tls,
            GlobalPrefixes = [.. Global(settings, use).Select(prefix => prefix.ToString())],
            Lab = use.Lab,
            Program = Shell.Version,
        };
    }

    private static VantageOptions VantageOptionsOf(SextantSettings settings, MeasuringUse use)
    {
        VantageSettings vantage = settings.Vantage;
        IReadOnlyList<Anchor> anchors = [.. vantage.Anchors, .. use.Anchors];
        return new VantageOptions
        {
            Name = vantage.Name,
            V4 = Of(AnchorKind.V4),
            V6 = Of(AnchorKind.V6),
            Dual = Of(AnchorKind.Dual),
            Broken = Of(AnchorKind.Broken),
            Smtp = Of(AnchorKind.Smtp),
            TopLevel = use.TopLevel ?? "vn",
            Retries = RetriesOf(settings.Limits.RetrySpacing),
        };

        string[] Of(AnchorKind kind) => [.. anchors.Where(anchor => anchor.Kind == kind).Select(anchor => anchor.Name)];
    }

    private static RetryOptions RetriesOf(TimeRange spacing) => new() { Shortest = spacing.From, Longest = spacing.To };

    private static PacerOptions PacerOptionsOf(SextantSettings settings, MeasuringUse use, IPEndPoint[] resolvers, KnownAddresses known) => new()
    {
        HttpPerAddress = settings.Pacing.HttpPerAddress,
        HttpConnections = settings.Pacing.HttpConnectionsPerAddress,
        HttpPerNetwork = settings.Pacing.HttpPerNetwork,
        HttpPerProvider = settings.Pacing.HttpPerProvider,
        DnsPerAddress = settings.Pacing.DnsPerServer,
        DnsPerProvider = settings.Pacing.DnsPerNetwork,
        SmtpPerAddress = settings.Pacing.SmtpPerAddress,
        OwnNetworks = [.. Prefixes(settings.Dialling.OwnNetworks), .. use.GlobalPrefixes],
        Provider = known.KnowsSystems ? known.SystemOf : null,
        Resolvers = [.. resolvers.Select(resolver => resolver.Address)],
    };

    private static HttpFetcherOptions HttpOptions(SextantSettings settings) => new()
    {
        Version = Shell.Version,
        Contact = settings.Vantage.Contact?.AbsoluteUri,
        MaxHead = PageReader.LongestBody,
        HeadersTimeout = settings.Limits.Http,
        TotalTimeout = settings.Limits.Fetch,
        ConnectTimeout = settings.Limits.Connect,
        TlsTimeout = settings.Limits.Tls,
    };

    private static SmtpOptions SmtpOptionsOf(LimitSettings limits) => new()
    {
        ConnectTimeout = limits.Connect,
        GreetingTimeout = limits.SmtpGreeting,
        ReplyTimeout = limits.Smtp,
        TlsTimeout = limits.Tls,
    };

    private static TrustAnchors Trust(string? caFile, string? caPem) => (caFile, caPem) switch
    {
        (null, null) => TrustAnchors.System,
        (null, { } pem) => TrustAnchors.WithPem(pem),
        ({ } file, null) => TrustAnchors.WithPem(File.ReadAllText(file)),
        ({ } file, { } pem) => TrustAnchors.WithPem(File.ReadAllText(file), pem),
    };

    private static RootHints Roots(string? file, string? text) =>
        text is not null ? RootHints.Parse(text) : file is null ? RootHints.Builtin : RootHints.Parse(File.ReadAllText(file));
}
