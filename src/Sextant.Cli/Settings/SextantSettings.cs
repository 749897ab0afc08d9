using System.Net;
using Sextant.Measurement.Retention;
using Sextant.Programme.People;
using Sextant.Wire.Dns;

namespace Sextant.Cli.Settings;

/// <summary>All settings, valid. Plain facts: the wiring turns them into the options of Net, Measurement and the rest.</summary>
internal sealed record SextantSettings
{
    public required string? Language { get; init; }

    public required KeepingSettings Keeping { get; init; }

    public required ResolvingSettings Resolving { get; init; }

    public required DiallingSettings Dialling { get; init; }

    public required VantageSettings Vantage { get; init; }

    public required LimitSettings Limits { get; init; }

    public required PacingSettings Pacing { get; init; }

    public required string Profile { get; init; }

    /// <summary>How long what was measured is kept.</summary>
    public required RetentionOptions Retention { get; init; }

    /// <summary>The port of the web server on localhost; 0 lets the system choose.</summary>
    public required int Port { get; init; }

    /// <summary>Where people reach the pages; null: where the server listens.</summary>
    public required Uri? PublicUrl { get; init; }

    /// <summary>The mail server that takes letters on; null: none is sent.</summary>
    public required Uri? MailServer { get; init; }

    /// <summary>Whose name letters bear; null: none is sent.</summary>
    public required string? MailFrom { get; init; }

    /// <summary>MiB that all files may have that one unit adds to its reports on tasks.</summary>
    public required int ReportFiles { get; init; }

    /// <summary>Identity providers that vouch for people; empty: none.</summary>
    public required IReadOnlyList<SignInProvider> SignInProviders { get; init; }

    /// <summary>How many days a provider's word stands without another sign-in there.</summary>
    public required int SignInProviderDays { get; init; }

    /// <summary>Where <c>/metrics</c> is answered; null: nowhere.</summary>
    public required IPEndPoint? Metrics { get; init; }

    /// <summary>Networks of reverse proxies whose X-Forwarded-For is believed; empty: of none.</summary>
    public required IReadOnlyList<IPNetwork> TrustedProxies { get; init; }
}

/// <summary>Where things are kept.</summary>
internal sealed record KeepingSettings(string DataFolder, DatabaseChoice Database);

/// <summary>Where names are looked up. <paramref name="Resolvers"/> empty: the system's; <paramref name="RootHintsFile"/> null: the built-in ones.</summary>
internal sealed record ResolvingSettings(IReadOnlyList<IPEndPoint> Resolvers, string? RootHintsFile);

/// <summary>Which addresses are dialled, at which pace, and which certificates are trusted beside the system's.</summary>
internal sealed record DiallingSettings(
    string? CaFile,
    IReadOnlyList<IPNetwork> GlobalPrefixes,
    IReadOnlyList<IPNetwork> NeverDial,
    NameSet NeverMeasure,
    IReadOnlyList<IPNetwork> OwnNetworks);

/// <summary>Who measures. <paramref name="Contact"/> null: the User-Agent carries none.</summary>
internal sealed record VantageSettings(string Name, Uri? Contact, IReadOnlyList<Anchor> Anchors);

/// <summary>How long is waited, and how many names are measured at once.</summary>
internal sealed record LimitSettings
{
    public required int Concurrency { get; init; }

    public required TimeSpan Dns { get; init; }

    public required TimeSpan Connect { get; init; }

    public required TimeSpan Tls { get; init; }

    /// <summary>From the request to its headers.</summary>
    public required TimeSpan Http { get; init; }

    /// <summary>A whole fetch: every hop and the body.</summary>
    public required TimeSpan Fetch { get; init; }

    public required TimeSpan SmtpGreeting { get; init; }

    /// <summary>From an SMTP command to its reply.</summary>
    public required TimeSpan Smtp { get; init; }

    /// <summary>All probes of one name together.</summary>
    public required TimeSpan Name { get; init; }

    /// <summary>Between the tries of a failed operation when one name is checked.</summary>
    public required TimeRange RetrySpacing { get; init; }

    /// <summary>The same in a campaign.</summary>
    public required TimeRange CampaignRetrySpacing { get; init; }
}

/// <summary>How politely: per second and target, or per second and /48 (IPv4 /24).</summary>
internal sealed record PacingSettings
{
    public required int HttpPerAddress { get; init; }

    public required int HttpConnectionsPerAddress { get; init; }

    public required int HttpPerNetwork { get; init; }

    public required int HttpPerProvider { get; init; }

    public required int DnsPerServer { get; init; }

    public required int DnsPerNetwork { get; init; }

    /// <summary>In bulk, to one recursive resolver.</summary>
    public required int DnsPerResolver { get; init; }

    public required int SmtpPerAddress { get; init; }
}

/// <summary>What a reference target of the self-check is good for.</summary>
internal enum AnchorKind
{
    /// <summary>Has IPv4 only.</summary>
    V4,

    /// <summary>Has IPv6 only.</summary>
    V6,

    /// <summary>Works over both families.</summary>
    Dual,

    /// <summary>Known not to work: when it seems to, the vantage deceives itself.</summary>
    Broken,

    /// <summary>A mail server that greets over both families.</summary>
    Smtp,
}

/// <summary>A reference target of the self-check.</summary>
internal sealed record Anchor(AnchorKind Kind, string Name);

/// <summary>Which database keeps the tables.</summary>
internal enum DatabaseKind
{
    /// <summary>Files in the data folder.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server.</summary>
    Postgres,
}

/// <summary>The database; <paramref name="Connection"/> only for PostgreSQL.</summary>
internal sealed record DatabaseChoice(DatabaseKind Kind, string? Connection);
