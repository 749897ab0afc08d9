using System.Net;
using Sextant.Checks.Observations;
using Sextant.Web.Hosting;
using Sextant.Wire;
using Says = Sextant.Checks.Wording.Texts;

namespace Sextant.Web.Pages.Targets;

/// <summary>Operations of one sort: all lookups of a host, all its ports, each hop of a page.</summary>
public sealed record SeenGroup(string Title, IReadOnlyList<SeenRow> Rows);

/// <summary>One operation: what was asked of whom, what came, and the rest.</summary>
/// <param name="Mark"><c>pass</c>, <c>fail</c> or <c>not-applicable</c>: it went well, it did not, there is nothing.</param>
public sealed record SeenRow(string Mark, string Asked, string Got, string Detail);

/// <summary>What a scan saw, as rows for people. Every word of a stranger's server is tamed here and encoded by the page.</summary>
public static class SeenGroups
{
    /// <summary>The groups of one kind of target; those without rows are left out.</summary>
    public static IReadOnlyList<SeenGroup> Of(Scan scan, string kind, PageLanguage language)
    {
        var rows = new SeenRows(language);
        IEnumerable<SeenGroup> groups = kind switch
        {
            "site" when scan.Web is { } web => web.Hosts.SelectMany(host => OfHost(rows, host)),
            "mail" when scan.Mail is { } mail => OfMail(rows, mail),
            "zone" when scan.Zone is { } zone => OfZone(rows, zone),
            "name-server" when scan.NameServer is { } server => OfServer(rows, server),
            _ => [],
        };
        return [.. groups.Where(group => group.Rows.Count > 0)];
    }

    private static IEnumerable<SeenGroup> OfHost(SeenRows rows, HostObservation host)
    {
        yield return rows.Group("seen.lookups", host.Name, [.. rows.Lookups([host.Aaaa, host.A, host.Https, .. host.Again])]);
        yield return rows.Group("seen.path", host.Name, [.. rows.Walk(host.Ipv6Walk)]);
        yield return rows.Group("seen.servers", host.Name, [.. host.AtServers.Select(rows.Of)]);
        yield return rows.Group("seen.ports", host.Name, [.. host.Ports.Select(rows.Of)]);
        yield return rows.Group("seen.tls", host.Name, [.. host.Tls.Select(rows.Of)]);
        foreach (Fetch fetch in host.Fetches)
        {
            yield return rows.Group("seen.fetch", $"{SeenRows.Word(fetch.Family)} {Says.Tame(fetch.Url)}", [.. rows.Hops(fetch)]);
        }
    }

    private static IEnumerable<SeenGroup> OfMail(SeenRows rows, MailObservation mail)
    {
        yield return rows.Group("seen.lookups", mail.Domain, [.. rows.Lookups([mail.Mx])]);
        foreach (MxHost host in mail.Hosts)
        {
            yield return rows.Group("seen.mail", host.Name, [.. rows.Lookups([host.Aaaa, host.A]), .. host.Sessions.SelectMany(rows.Talk)]);
        }
    }

    private static IEnumerable<SeenGroup> OfZone(SeenRows rows, ZoneObservation zone)
    {
        yield return rows.Group("seen.lookups", zone.Zone, [.. rows.Lookups([zone.Soa, zone.Aaaa, zone.A])]);
        yield return rows.Group("seen.delegation", zone.Zone, [.. rows.Delegated(zone.Delegation)]);
        yield return rows.Group("seen.path", zone.Zone, [.. rows.Walk(zone.Ipv6Walk)]);
        yield return rows.Group("seen.path4", zone.Zone, [.. rows.Walk(zone.Ipv4Walk)]);
        foreach (NameServerLook server in zone.Servers)
        {
            yield return rows.Group("seen.server", server.Name, [.. rows.Lookups([server.Aaaa, server.A]), .. server.Answers.Concat(server.Large).Select(rows.Of), .. server.Samples.Select(rows.Of)]);
        }
    }

    private static IEnumerable<SeenGroup> OfServer(SeenRows rows, NameServerObservation server)
    {
        yield return rows.Group("seen.lookups", server.Name, [.. rows.Lookups([server.Aaaa, server.A])]);
        yield return rows.Group("seen.path", server.Name, [.. rows.Walk(server.Ipv6Walk)]);
        yield return rows.Group("seen.servers", server.Name, [.. server.Answers.Concat(server.Large).Select(rows.Of), .. server.Samples.Select(rows.Of)]);
        yield return rows.Group("seen.recursion", server.Name, [.. server.Recursion.Select(rows.Of)]);
    }
}

/// <summary>How each sort of observation is put into a row.</summary>
internal sealed class SeenRows(PageLanguage language)
{
    public SeenGroup Group(string key, string name, IReadOnlyList<SeenRow> rows) => new(language.Texts.Format(key, Says.Tame(name)), rows);

    public IEnumerable<SeenRow> Lookups(IEnumerable<Lookup?> lookups) => lookups.OfType<Lookup>().Select(lookup => Row(
        lookup.Failure,
        $"{lookup.Type} {lookup.Name}",
        lookup.Addresses.Count > 0 ? string.Join(", ", lookup.Addresses) : string.Join(", ", lookup.Data.Take(12)),
        Joined(lookup.Ttl is { } ttl ? $"TTL {ttl}" : null, lookup.AuthenticData ? "AD" : null, lookup.Aliases.Count > 0 ? "→ " + string.Join(" → ", lookup.Aliases) : null, Tries(lookup.Attempts))));

    public IEnumerable<SeenRow> Walk(PathWalk? walk) => walk is null ? [] :
    [
        .. walk.Steps.Select(step => Row(step.Failure, $"{step.Question} @ {step.Server} {step.Address}", step.Failure is null ? step.Zone : "", Ms(step.Milliseconds))),
        walk.Stop is { } stop
            ? Row(walk.Failure ?? Failure.DnsNoServers, $"{stop.Zone} {stop.Server}", language.Texts.Format("seen.path-stops", stop.Zone), stop.Reason)
            : Row(walk.Failure, Word(walk.Family), walk.Reached ? language.Texts["seen.path-reached"] : "", ""),
    ];

    public IEnumerable<SeenRow> Delegated(Delegation? delegation) => delegation is null ? [] :
    [
        Row(null, "NS @ " + delegation.Parent, string.Join(", ", delegation.Names), delegation.HasDs ? "DS" : ""),
        .. delegation.Glue.Select(glue => Row(null, glue.Name, string.Join(", ", glue.Addresses), "glue")),
    ];

    public SeenRow Of(ServerAnswer answer) => Row(
        answer.Failure,
        $"{answer.Type} {answer.Name} @ {answer.Server} {answer.Address} {answer.Transport.ToUpperInvariant()}",
        answer.Data.Count > 0 ? string.Join(", ", answer.Data.Take(6)) : answer.Rcode ?? "",
        Joined(answer.Authoritative ? "AA" : null, answer.Truncated ? "TC" : null, answer.Size is { } size ? $"{size} B" : null, answer.WithEdns is { } edns ? "EDNS: " + Why(edns) : null, Tries(answer.Attempts)));

    public SeenRow Of(QuerySample sample) => Row(
        sample.Attempts.Select(attempt => attempt.Failure).FirstOrDefault(failure => failure is not null),
        $"UDP {new IPEndPoint(sample.Address, 53)}",
        language.Texts.Format("seen.sample", sample.Attempts.Count, sample.Attempts.Count(attempt => attempt.Failure is not null)),
        "");

    public SeenRow Of(PortLook port) => Row(port.Failure, "TCP " + new IPEndPoint(port.Address, port.Port), port.Open ? language.Texts["seen.open"] : "", Tries(port.Attempts));

    public SeenRow Of(TlsLook tls) => Row(
        tls.Handshake ?? (tls.Certificate.Count > 0 ? tls.Certificate[0] : null),
        $"TLS {new IPEndPoint(tls.Address, tls.Port)} {tls.ServerName}",
        Joined(tls.Protocol, tls.Alpn),
        Joined(string.Join(", ", tls.Names.Take(6)), tls.NotAfter is { } until ? "≤ " + language.Texts.Day(DateOnly.FromDateTime(until.UtcDateTime)) : null, Tries(tls.Attempts)));

    public IEnumerable<SeenRow> Hops(Fetch fetch)
    {
        foreach ((Hop hop, int at) in fetch.Hops.Select((hop, at) => (hop, at + 1)))
        {
            yield return Row(
                hop.Failure ?? hop.Certificate,
                $"{at}. {hop.Url} @ {hop.Address}",
                Joined(hop.Status is { } status ? $"HTTP/{hop.HttpVersion} {status}" : null, hop.Location is { } to ? "→ " + to : null),
                Joined(hop.Server, hop.ConnectMs is { } connect ? "TCP " + Ms(connect) : null, hop is { TlsMs: { } tls, Shared: not true } ? "TLS " + Ms(tls) : null, hop.FirstByteMs is { } first ? "HTTP " + Ms(first) : null));
        }

        yield return Row(fetch.Failure, fetch.FinalUrl ?? fetch.Url, fetch.Page is { } page ? Joined(page.Title, $"{page.Length} B") : "", Tries(fetch.Attempts));
    }

    public IEnumerable<SeenRow> Talk(SmtpLook talk)
    {
        yield return Row(
            talk.Failure,
            "SMTP " + new IPEndPoint(talk.Address, 25),
            Joined(talk.GreetingCode?.ToString(System.Globalization.CultureInfo.InvariantCulture), talk.Greeting),
            Joined(talk.EhloCode is { } ehlo ? $"EHLO {ehlo}" : null, talk.StartTlsOffered ? "STARTTLS" : null, talk.StartTls is { } why ? "STARTTLS: " + Why(why) : null, Tries(talk.Attempts)));
        if (talk.Tls is { } tls)
        {
            yield return Of(tls);
        }
    }

    public static string Word(Family family) => family == Family.V6 ? "IPv6" : "IPv4";

    // What failed stands where the answer would: a row never looks empty for want of one.
    private SeenRow Row(Failure? failure, string asked, string got, string detail) => new(
        failure is null ? "pass" : failure is Failure.DnsNoData or Failure.DnsNxdomain ? "not-applicable" : "fail",
        Says.Tame(asked),
        Says.Tame(failure is { } why ? Joined(got, Why(why)) : got),
        Says.Tame(detail));

    private string Why(Failure failure) => language.Says.Of(failure);

    private string Tries(IReadOnlyList<Attempt> attempts) => attempts switch
    {
        [] => "",
        [{ } one] => Ms(one.Milliseconds),
        _ => language.Texts.Format("seen.tries", attempts.Count, string.Join(", ", attempts.Take(8).Select(one => $"{Ms(one.Milliseconds)}{(one.Failure is { } why ? " " + why.ToWord() : " ✓")}"))),
    };

    private string Ms(double milliseconds) => milliseconds.ToString(milliseconds < 100 ? "0.0" : "0", language.Texts.Culture) + " ms";

    private static string Joined(params ReadOnlySpan<string?> parts)
    {
        var present = new List<string>();
        foreach (string? part in parts)
        {
            if (!string.IsNullOrEmpty(part))
            {
                present.Add(part);
            }
        }

        return string.Join(" · ", present);
    }
}
