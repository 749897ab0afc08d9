using System.Net;
using Sextant.Programme.Documents;
using Sextant.Programme.People;
using Sextant.Wire.Dns;
using static Sextant.Cli.Settings.SettingGroups;

namespace Sextant.Cli.Settings;

/// <summary>
/// Every setting, one line each: option, variable, key of <c>sextant.json</c>, help, validation and reference follow from it.
/// What it is for stands in the texts under <c>setting.NAME</c>, why it has its default under <c>setting.NAME.why</c>.
/// </summary>
internal static class SettingCatalog
{
    public static readonly Setting<string> Lang = new("lang", Common, ValueKinds.OneOf("vi|en", "vi", "en"));
    public static readonly Setting<string> DataFolder = new("data", Common, FileKinds.Folder);
    public static readonly Setting<DatabaseChoice> Database = new("database", Common, ChoiceKinds.Database) { Default = "sqlite", Secret = true };

    public static readonly Setting<IPEndPoint> Resolver = new("resolver", Resolving, ValueKinds.Endpoint(53), repeatable: true);
    public static readonly Setting<string> RootHints = new("root-hints", Resolving, FileKinds.RootHints);

    public static readonly Setting<string> CaFile = new("ca-file", Trusting, FileKinds.CaFile);
    public static readonly Setting<IPNetwork> GlobalPrefix = new("global-prefix", Dialling, ValueKinds.Network, repeatable: true);
    public static readonly Setting<IPNetwork> NeverDial = new("never-dial", Dialling, ValueKinds.Network, repeatable: true);
    public static readonly Setting<DnsName> NeverMeasure = new("never-measure", Dialling, ValueKinds.Domain, repeatable: true);
    public static readonly Setting<IPNetwork> OwnNetwork = new("own-network", Dialling, ValueKinds.Network, repeatable: true);

    public static readonly Setting<string> VantageName = new("vantage", Vantage, ValueKinds.Name(63)) { Default = "local" };
    public static readonly Setting<Uri> Contact = new("contact", Vantage, ChoiceKinds.Contact);
    public static readonly Setting<Anchor> Anchors = new("anchor", Vantage, ChoiceKinds.Anchor, repeatable: true);

    public static readonly Setting<TimeSpan> DnsTimeout = new("dns-timeout", Asking, ValueKinds.Duration("100ms", "30s")) { Default = "3s" };
    public static readonly Setting<int> DnsRate = new("dns-rate", Asking, ValueKinds.Whole(1, 1000)) { Default = "10" };
    public static readonly Setting<int> DnsNetworkRate = new("dns-network-rate", Asking, ValueKinds.Whole(1, 10_000)) { Default = "100" };
    public static readonly Setting<int> ResolverRate = new("resolver-rate", Asking, ValueKinds.Whole(1, 1_000_000)) { Default = "500" };

    public static readonly Setting<int> Concurrency = new("concurrency", Limits, ValueKinds.Whole(1, 2000)) { Default = "64" };
    public static readonly Setting<TimeSpan> ConnectTimeout = new("connect-timeout", Limits, ValueKinds.Duration("100ms", "60s")) { Default = "4s" };
    public static readonly Setting<TimeSpan> TlsTimeout = new("tls-timeout", Limits, ValueKinds.Duration("100ms", "60s")) { Default = "6s" };
    public static readonly Setting<TimeSpan> HttpTimeout = new("http-timeout", Limits, ValueKinds.Duration("100ms", "2m")) { Default = "10s" };
    public static readonly Setting<TimeSpan> FetchTimeout = new("fetch-timeout", Limits, ValueKinds.Duration("1s", "5m")) { Default = "15s" };
    public static readonly Setting<TimeSpan> GreetingTimeout = new("greeting-timeout", Limits, ValueKinds.Duration("1s", "5m")) { Default = "30s" };
    public static readonly Setting<TimeSpan> SmtpTimeout = new("smtp-timeout", Limits, ValueKinds.Duration("1s", "5m")) { Default = "15s" };
    public static readonly Setting<TimeSpan> NameTimeout = new("name-timeout", Limits, ValueKinds.Duration("10s", "1h")) { Default = "4m" };
    public static readonly Setting<int> HttpRate = new("http-rate", Limits, ValueKinds.Whole(1, 1000)) { Default = "5" };
    public static readonly Setting<int> HttpConnections = new("http-connections", Limits, ValueKinds.Whole(1, 100)) { Default = "2" };
    public static readonly Setting<int> HttpNetworkRate = new("http-network-rate", Limits, ValueKinds.Whole(1, 10_000)) { Default = "50" };
    public static readonly Setting<int> HttpProviderRate = new("http-provider-rate", Limits, ValueKinds.Whole(1, 100_000)) { Default = "200" };
    public static readonly Setting<int> SmtpRate = new("smtp-rate", Limits, ValueKinds.Whole(1, 100)) { Default = "1" };
    public static readonly Setting<TimeRange> RetrySpacing = new("retry-spacing", Limits, ValueKinds.Range("100ms", "1h")) { Default = "1s-3s" };
    public static readonly Setting<TimeRange> CampaignRetrySpacing = new("campaign-retry-spacing", Limits, ValueKinds.Range("100ms", "1h")) { Default = "2m-5m" };

    public static readonly Setting<string> Profile = new("profile", Judging, ChoiceKinds.Profile) { Default = "national" };

    public static readonly Setting<int> Port = new("port", Serving, ValueKinds.Whole(0, 65535)) { Default = "6464" };
    public static readonly Setting<IPEndPoint> Metrics = new("metrics", Serving, ValueKinds.Endpoint(6465));
    public static readonly Setting<Uri> PublicUrl = new("public-url", Serving, ChoiceKinds.PublicUrl);
    public static readonly Setting<IPNetwork> TrustedProxy = new("trusted-proxy", Serving, ValueKinds.Network, repeatable: true);

    public static readonly Setting<Uri> MailServer = new("mail-server", Serving, ChoiceKinds.MailServer) { Secret = true };
    public static readonly Setting<string> MailFrom = new("mail-from", Serving, ChoiceKinds.MailAddress);

    public static readonly Setting<int> ReportFiles = new("report-files", Serving, ValueKinds.Whole((int)(DocumentVault.DefaultBytes >> 20), 1 << 20, "MIB")) { Default = "1024" };

    public static readonly Setting<SignInProvider> SignInProvider = new("sign-in-provider", Serving, ProviderKind.Provider, repeatable: true);
    public static readonly Setting<int> SignInProviderDays = new("sign-in-provider-days", Serving, ValueKinds.Whole(1, 366, "DAYS")) { Default = "30" };

    public static readonly Setting<int> KeepObservations = new("keep-observations", Retaining, ValueKinds.Days) { Default = "400" };
    public static readonly Setting<int> KeepFindings = new("keep-findings", Retaining, ValueKinds.Days) { Default = "400" };
    public static readonly Setting<int> KeepVerdicts = new("keep-verdicts", Retaining, ValueKinds.Days) { Default = "1100" };
    public static readonly Setting<int> KeepHistory = new("keep-history", Retaining, ValueKinds.Days) { Default = "1100" };

    /// <summary>Every setting, in the order in which help and reference show them.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        Lang, DataFolder, Database,
        Resolver, RootHints,
        GlobalPrefix, NeverDial, NeverMeasure, OwnNetwork,
        CaFile,
        VantageName, Contact, Anchors,
        DnsTimeout, DnsRate, DnsNetworkRate, ResolverRate,
        Concurrency, ConnectTimeout, TlsTimeout, HttpTimeout, FetchTimeout, GreetingTimeout, SmtpTimeout, NameTimeout,
        HttpRate, HttpConnections, HttpNetworkRate, HttpProviderRate, SmtpRate, RetrySpacing, CampaignRetrySpacing,
        Profile,
        Port, PublicUrl, Metrics, TrustedProxy, MailServer, MailFrom, ReportFiles, SignInProvider, SignInProviderDays,
        KeepObservations, KeepFindings, KeepVerdicts, KeepHistory,
    ];

    /// <summary>The setting of this name, or null.</summary>
    public static Setting? Find(string name) => All.FirstOrDefault(s => s.Name == name);
}
