using System.Globalization;
using System.Net;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Measurement.Probes;

/// <summary>Looks at a mail domain: its MX records, each mail server's addresses, and one conversation with each address.</summary>
internal sealed class MailProbe(ScanSession session)
{
    /// <summary>Mail servers looked at. 64: every one counts, and no domain needs so many; what is past the bound is said to be open.</summary>
    internal const int MostHosts = 64;

    /// <summary>Addresses of a domain talked to. 256: 64 servers at two addresses of each family; a hostile domain sends nobody to more.</summary>
    internal const int MostTalks = 256;

    /// <summary>Addresses of one family and server looked at. 8: every address counts, and large operators publish this many.</summary>
    internal const int MostAddresses = 8;

    public async Task<MailObservation> LookAsync(string domain, CancellationToken cancellation)
    {
        Lookup mx = await session.Progress.FollowAsync(ScanLooks.MailExchanges, session.Names.LookAsync(domain, "MX", cancellation)).ConfigureAwait(false);
        (int Preference, string Name)[] exchanges = [.. mx.Data.Select(Exchange)];
        // RFC 7505: a NULL MX is the only one, with the root as its host.
        bool nullMx = exchanges is [{ Name: "" }];
        MxHost[] hosts = await session.Progress.FollowAsync(ScanLooks.MailAddresses, Task.WhenAll(exchanges
            .Where(exchange => exchange.Name.Length > 0)
            .OrderBy(exchange => exchange.Preference).ThenBy(exchange => exchange.Name, StringComparer.Ordinal)
            .Take(MostHosts)
            .Select(exchange => FindAsync(exchange.Preference, exchange.Name, cancellation)))).ConfigureAwait(false);
        return new MailObservation { Domain = domain, Mx = mx, NullMx = nullMx, Hosts = await session.Progress.FollowAsync(ScanLooks.MailSessions, TalkAsync(hosts, cancellation)).ConfigureAwait(false) };
    }

    private async Task<MxHost> FindAsync(int preference, string name, CancellationToken cancellation)
    {
        Lookup[] found = await Task.WhenAll(
            session.Names.LookAtServerAsync(name, "A", cancellation),
            session.Names.LookAtServerAsync(name, "AAAA", cancellation)).ConfigureAwait(false);
        return new MxHost { Preference = preference, Name = name, A = found[0], Aaaa = found[1] };
    }

    // In the order of preference: those past the bound are the ones that mail would reach last.
    private async Task<MxHost[]> TalkAsync(MxHost[] hosts, CancellationToken cancellation)
    {
        (MxHost Host, IPAddress Address)[] all =
        [
            .. (from host in hosts
                from lookup in new[] { host.A, host.Aaaa }
                from address in lookup.Addresses.Take(MostAddresses)
                select (host, address)).Take(MostTalks),
        ];
        return await Task.WhenAll(hosts.Select(async host => host with
        {
            Sessions = await session.Talks.SettleAsync(
                host.Name,
                await Task.WhenAll(all.Where(a => ReferenceEquals(a.Host, host))
                    .Select(a => session.Talks.TalkAsync(a.Address, host.Name, cancellation))).ConfigureAwait(false),
                cancellation).ConfigureAwait(false),
        })).ConfigureAwait(false);
    }

    // "10 mail.example.vn." as the lookup keeps it.
    private static (int Preference, string Name) Exchange(string data)
    {
        string[] parts = data.Split(' ', 2);
        return (int.Parse(parts[0], CultureInfo.InvariantCulture), parts[1].TrimEnd('.').ToLowerInvariant());
    }
}
