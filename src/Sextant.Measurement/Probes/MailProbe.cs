using System.Globalization;
using System.Net;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Measurement.Probes;

/// <summary>Looks at a mail domain: its MX records, each mail server's addresses, and one conversation with each address.</summary>
internal sealed class MailProbe(ScanSession session)
{
    /// <summary>Mail servers looked at. 10: more than any delivery would try.</summary>
    internal const int MostHosts = 10;

    /// <summary>Addresses of one family and server looked at. 8: every address counts, and large operators publish this many.</summary>
    internal const int MostAddresses = 8;

    public async Task<MailObservation> LookAsync(string domain, CancellationToken cancellation)
    {
        Lookup mx = await session.Names.LookAsync(domain, "MX", cancellation).ConfigureAwait(false);
        (int Preference, string Name)[] exchanges = [.. mx.Data.Select(Exchange)];
        // RFC 7505: a NULL MX is the only one, with the root as its host.
        bool nullMx = exchanges is [{ Name: "" }];
        MxHost[] hosts = await Task.WhenAll(exchanges
            .Where(exchange => exchange.Name.Length > 0)
            .OrderBy(exchange => exchange.Preference).ThenBy(exchange => exchange.Name, StringComparer.Ordinal)
            .Take(MostHosts)
            .Select(exchange => LookAtHostAsync(exchange.Preference, exchange.Name, cancellation))).ConfigureAwait(false);
        return new MailObservation { Domain = domain, Mx = mx, NullMx = nullMx, Hosts = hosts };
    }

    private async Task<MxHost> LookAtHostAsync(int preference, string name, CancellationToken cancellation)
    {
        Lookup[] found = await Task.WhenAll(
            session.Names.LookAsync(name, "A", cancellation),
            session.Names.LookAsync(name, "AAAA", cancellation)).ConfigureAwait(false);
        IEnumerable<IPAddress> addresses = found.SelectMany(lookup => lookup.Addresses.Take(MostAddresses));
        SmtpLook[] sessions = await Task.WhenAll(addresses.Select(address => session.Talks.TalkAsync(address, name, cancellation))).ConfigureAwait(false);
        return new MxHost { Preference = preference, Name = name, A = found[0], Aaaa = found[1], Sessions = sessions };
    }

    // "10 mail.example.vn." as the lookup keeps it.
    private static (int Preference, string Name) Exchange(string data)
    {
        string[] parts = data.Split(' ', 2);
        return (int.Parse(parts[0], CultureInfo.InvariantCulture), parts[1].TrimEnd('.').ToLowerInvariant());
    }
}
