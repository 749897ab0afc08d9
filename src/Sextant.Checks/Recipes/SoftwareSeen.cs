using Sextant.Checks.Observations;

namespace Sextant.Checks.Recipes;

/// <summary>
/// Which software a target runs, by what it says of itself unasked: the Server header, the SMTP greeting. Name servers are not asked
/// for their version (many count that as an attack), so theirs is known only when somebody who runs them says it.
/// </summary>
public static class SoftwareSeen
{
    private static readonly (string Word, Software Software)[] Web =
    [
        ("nginx", Software.Nginx),
        ("openresty", Software.Nginx),
        ("tengine", Software.Nginx),
        ("apache", Software.Apache),
        ("httpd", Software.Apache),
        ("microsoft-iis", Software.Iis),
    ];

    /// <summary>The software of one kind of target in a scan.</summary>
    public static Software Detect(Scan scan, TargetKind kind) => kind switch
    {
        TargetKind.Site => OfWeb(scan.Web?.Hosts ?? []),
        TargetKind.Mail => OfMail(scan.Mail?.Hosts ?? []),
        _ => Software.Unknown,
    };

    /// <summary>The software of what a finding speaks of: the very host or mail server, where it said what it is.</summary>
    public static Software Detect(Scan scan, TargetKind kind, Finding finding)
    {
        bool Named(string name) => string.Equals(name, finding.Subject, StringComparison.OrdinalIgnoreCase)
            || (finding.Parameters.TryGetValue("server", out string? server) && string.Equals(name, server, StringComparison.OrdinalIgnoreCase))
            || (finding.Parameters.TryGetValue("host", out string? host) && string.Equals(name, host, StringComparison.OrdinalIgnoreCase));

        Software own = kind switch
        {
            TargetKind.Site => OfWeb([.. scan.Web?.Hosts.Where(h => Named(h.Name)) ?? []]),
            TargetKind.Mail => OfMail([.. scan.Mail?.Hosts.Where(h => Named(h.Name)) ?? []]),
            _ => Software.Unknown,
        };
        return own == Software.Unknown ? Detect(scan, kind) : own;
    }

    /// <summary>The software named by a Server header; unknown where several or none of ours are.</summary>
    public static Software OfServerHeader(string? header) =>
        header is null ? Software.Unknown : Web.FirstOrDefault(w => header.Contains(w.Word, StringComparison.OrdinalIgnoreCase)).Software;

    /// <summary>The software named by an SMTP greeting.</summary>
    public static Software OfGreeting(string? greeting) =>
        greeting?.Contains("postfix", StringComparison.OrdinalIgnoreCase) == true ? Software.Postfix : Software.Unknown;

    // What stands before the page: the first hop, over either family, for the faulty family may not have answered at all.
    private static Software OfWeb(IReadOnlyList<HostObservation> hosts) => hosts
        .SelectMany(h => h.Fetches)
        .OrderByDescending(f => f.Family)
        .SelectMany(f => f.Hops.Take(1))
        .Select(hop => OfServerHeader(hop.Server))
        .FirstOrDefault(s => s != Software.Unknown);

    private static Software OfMail(IReadOnlyList<MxHost> hosts) => hosts
        .SelectMany(h => h.Sessions)
        .Select(s => OfGreeting(s.Greeting))
        .FirstOrDefault(s => s != Software.Unknown);
}
