using System.Net;
using Sextant.Measurement.Probes;
using Sextant.Net.Dns;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Measurement.Ownership;

/// <summary>
/// The TXT record, asked of each authoritative server of the zone over both families: a resolver may remember for hours that there was none. Where none of them can be asked, or the
/// name is an alias, the vantage's resolvers answer.
/// </summary>
internal sealed class RecordProof(ProbeTools tools, OwnershipOptions options)
{
    /// <summary>Twice: one datagram may get lost.</summary>
    private const int Tries = 2;

    public async Task<OwnershipFault> LookAsync(OwnershipQuestion question, CancellationToken cancellation)
    {
        if (!DnsName.TryParse(question.TxtName, out DnsName? name))
        {
            return OwnershipFault.Absent;
        }

        IReadOnlyList<IPAddress> servers = await ServersAsync(name, cancellation).ConfigureAwait(false);
        OwnershipFault?[] said = await Task.WhenAll(servers.Select(server => AskAsync(server, name, question.Value, cancellation))).ConfigureAwait(false);
        OwnershipFault[] answers = [.. said.OfType<OwnershipFault>()];
        if (answers.Length == 0 || answers.Contains(OwnershipFault.Unreachable))
        {
            return await ByResolverAsync(name, question.Value, cancellation).ConfigureAwait(false);
        }

        return answers.All(one => one == OwnershipFault.None) ? OwnershipFault.None
            : answers.Contains(OwnershipFault.None) ? OwnershipFault.NotEverywhere
            : answers.Max();
    }

    // Null: silence, or no answer for this zone. Unreachable: an alias, whose end lies elsewhere.
    private async Task<OwnershipFault?> AskAsync(IPAddress server, DnsName name, string value, CancellationToken cancellation)
    {
        DnsAskOptions ask = DnsAskOptions.Authoritative with { Timeout = tools.Options.DnsTimeout };
        for (int i = 0; i < Tries; i++)
        {
            DnsExchange exchange = await tools.Dns.AskAsync(new IPEndPoint(server, 53), new DnsQuestion(name, DnsType.Txt), ask, cancellation).ConfigureAwait(false);
            if (exchange.Message is { Authoritative: true, Truncated: false } message && message.Rcode is DnsRcode.NoError or DnsRcode.NxDomain)
            {
                return message.Answers.Any(record => record.Owner == name && record.Type == DnsType.Cname) ? OwnershipFault.Unreachable
                    : Judge(message.Answers.Where(record => record.Owner == name), value);
            }

            if (exchange.Answered || exchange.Failure is Failure.AddressForbidden or Failure.Excluded)
            {
                return null;
            }
        }

        return null;
    }

    private static OwnershipFault Judge(IEnumerable<DnsRecord> records, string value)
    {
        string[] texts = [.. records.Select(record => record.RData).OfType<TxtRecord>().Select(text => text.Text.Trim())];
        return texts.Length == 0 ? OwnershipFault.Absent : texts.Contains(value, StringComparer.Ordinal) ? OwnershipFault.None : OwnershipFault.Other;
    }

    private async Task<OwnershipFault> ByResolverAsync(DnsName name, string value, CancellationToken cancellation)
    {
        StubAnswer answer = await tools.Stub.LookupAsync(name, DnsType.Txt, cancellation).ConfigureAwait(false);
        return answer.Failure switch
        {
            null => Judge(answer.Records, value),
            Failure.DnsNoData or Failure.DnsNxdomain => OwnershipFault.Absent,
            _ => OwnershipFault.Unreachable,
        };
    }

    private async Task<IReadOnlyList<IPAddress>> ServersAsync(DnsName name, CancellationToken cancellation)
    {
        if ((await tools.Walker.ZoneCutAsync(name, cancellation).ConfigureAwait(false)).Zone is not { } zone)
        {
            return [];
        }

        DelegationAnswer delegation = await tools.Walker.DelegationAsync(zone, cancellation).ConfigureAwait(false);
        IReadOnlyList<IPAddress>[] found = await Task.WhenAll(delegation.NameServers.Take(options.MostServers).Select(async server =>
        {
            IReadOnlyList<IPAddress> v6 = await HostLook.AddressesAsync(tools, server, Family.V6, cancellation).ConfigureAwait(false);
            IReadOnlyList<IPAddress> v4 = await HostLook.AddressesAsync(tools, server, Family.V4, cancellation).ConfigureAwait(false);
            IPAddress[] glue = [.. delegation.Glue.Where(one => one.Name == server).SelectMany(one => one.Addresses)];
            return (IReadOnlyList<IPAddress>)[.. v6.Take(options.MostAddresses), .. v4.Take(options.MostAddresses), .. v6.Count + v4.Count == 0 ? glue.Take(2 * options.MostAddresses) : []];
        })).ConfigureAwait(false);
        return [.. found.SelectMany(addresses => addresses).Distinct()];
    }
}
