using System.Text;
using Sextant.Checks.Observations;

namespace Sextant.Programme.Domains.Suggesting;

/// <summary>The names that a scan met beside the one it was asked for, each with where. All of it is others' text: who takes a name reads it as one first.</summary>
internal static class SeenNames
{
    /// <summary>1,000 of one way: certificates of large hosters hold a few hundred names, and a page with more links is not read to its end.</summary>
    internal const int Most = 1000;

    /// <summary>Each name once a way, as it was sent.</summary>
    /// <param name="blob">Raw bytes of the evidence by their name; null where there are none.</param>
    internal static IEnumerable<(string Way, string Name)> Of(Scan scan, Func<string, byte[]?> blob)
    {
        HostObservation[] hosts = [.. scan.Web?.Hosts ?? []];
        Fetch[] fetches = [.. hosts.SelectMany(host => host.Fetches)];
        IEnumerable<TlsLook> tls = hosts.SelectMany(host => host.Tls).Concat(scan.Mail?.Hosts.SelectMany(host => host.Sessions).Select(session => session.Tls).OfType<TlsLook>() ?? []);
        return Way("certificate", tls.SelectMany(look => look.Names))
            .Concat(Way("mx", scan.Mail?.Hosts.Select(host => host.Name) ?? []))
            .Concat(Way("ns", scan.Zone is { } zone ? [.. zone.Delegation?.Names ?? [], .. zone.ChildNames] : []))
            .Concat(Way("alias", Lookups(scan, hosts).SelectMany(lookup => lookup.Aliases).Concat(hosts.SelectMany(host => host.AtServers).Select(answer => answer.Alias).OfType<string>())))
            .Concat(Way("redirect", fetches.SelectMany(fetch => fetch.Hops.Select(hop => hop.Url).Append(fetch.Page?.MetaRefresh ?? "")).Select(HostOf).OfType<string>()))
            .Concat(Way("link", fetches.Select(fetch => fetch.Page?.Blob).OfType<string>().Distinct().SelectMany(name => Links(blob(name)))));
    }

    private static IEnumerable<(string, string)> Way(string way, IEnumerable<string> names) => names.Distinct(StringComparer.OrdinalIgnoreCase).Take(Most).Select(name => (way, name));

    private static IEnumerable<Lookup> Lookups(Scan scan, HostObservation[] hosts) =>
        hosts.SelectMany(host => (Lookup?[])[host.A, host.Aaaa, host.Https]).Concat(scan.Mail is { } mail ? [mail.Mx, .. mail.Hosts.SelectMany(host => (Lookup[])[host.A, host.Aaaa])] : [])
            .Concat(OfHops(hosts)).OfType<Lookup>();

    private static IEnumerable<Lookup?> OfHops(HostObservation[] hosts) => hosts.SelectMany(host => host.Fetches).SelectMany(fetch => fetch.Hops).Select(hop => hop.Lookup);

    private static string? HostOf(string url) => Uri.TryCreate(url, UriKind.Absolute, out Uri? read) && read.Scheme is "http" or "https" && read.HostNameType == UriHostNameType.Dns ? read.IdnHost : null;

    // Every "//host" of the page, be it in a link, a picture or a script: what a page of the unit uses of the unit's domain is of interest, whatever for.
    private static IEnumerable<string> Links(byte[]? page)
    {
        if (page is null)
        {
            yield break;
        }

        string text = Encoding.UTF8.GetString(page);
        for (int at = text.IndexOf("//", StringComparison.Ordinal); at >= 0; at = text.IndexOf("//", at, StringComparison.Ordinal))
        {
            at += 2;
            ReadOnlySpan<char> rest = text.AsSpan(at, Math.Min(260, text.Length - at));
            int end = rest.IndexOfAny("/\\?#\"'<>() \t\r\n&;,:@");
            if (end > 0)
            {
                yield return rest[..end].ToString();
            }
        }
    }
}
