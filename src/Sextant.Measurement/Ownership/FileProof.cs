using System.Net;
using System.Text;
using Sextant.Measurement.Probes;
using Sextant.Net.Http;
using Sextant.Net.Http.Bodies;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Measurement.Ownership;

/// <summary>
/// The file at the domain, over https and http and both families. Only the name itself is asked: a redirect elsewhere is not followed, since who controls where it leads need not
/// control the domain; and no address is dialled that the guard refuses, since who claims a name chooses where it leads.
/// </summary>
internal sealed class FileProof(ProbeTools tools, OwnershipOptions options)
{
    private readonly HttpFetcher _http = new(
        tools.Dialler,
        tools.Tls,
        new HttpFetcherOptions
        {
            Version = options.Version, Contact = options.Contact, MaxRedirects = options.MostRedirects, MaxTransfer = options.MostBytes, MaxBody = options.MostBytes, MaxPassedOver = 0,
            ConnectTimeout = tools.Options.ConnectTimeout, TlsTimeout = tools.Options.TlsTimeout,
        },
        tools.Clock);

    public async Task<OwnershipFault> LookAsync(OwnershipQuestion question, CancellationToken cancellation)
    {
        OwnershipFault worst = OwnershipFault.Absent;
        bool asked = false;
        foreach ((string scheme, Family family) in ((string, Family)[])[("https", Family.V6), ("https", Family.V4), ("http", Family.V6), ("http", Family.V4)])
        {
            if (await FetchAsync($"{scheme}://{question.Name}{question.FilePath}", family, question, cancellation).ConfigureAwait(false) is not { } fault)
            {
                continue;
            }

            if (fault == OwnershipFault.None)
            {
                return fault;
            }

            (worst, asked) = (!asked || fault > worst ? fault : worst, true);
        }

        return asked ? worst : OwnershipFault.Unreachable;
    }

    // Null: the name has no address of the family.
    private async Task<OwnershipFault?> FetchAsync(string url, Family family, OwnershipQuestion question, CancellationToken cancellation)
    {
        if (!FetchUrl.TryParse(url, out FetchUrl? address, out _))
        {
            return OwnershipFault.Absent;
        }

        FetchOutcome outcome = await _http.FetchAsync(
            new FetchRequest { Url = address, Family = family, Lookup = LookupAsync, Follows = next => next.Name?.Ascii == question.Name }, cancellation).ConfigureAwait(false);
        using FetchedBody? body = outcome.Body;
        return outcome.Hops is [{ Lookup: { Addresses.Count: 0, Failure: Failure.DnsNoData } }] ? null : Judge(outcome, question);
    }

    private static OwnershipFault Judge(FetchOutcome outcome, OwnershipQuestion question)
    {
        if (outcome.Failure is Failure.AddressForbidden or Failure.Excluded || (outcome.Failure == Failure.HttpRedirectForbidden && outcome.Hops[^1].Lookup is not null))
        {
            return OwnershipFault.Forbidden;
        }

        if (outcome.Failure is Failure.HttpRedirectForbidden or Failure.HttpTooManyRedirects or Failure.HttpRedirectLoop)
        {
            return OwnershipFault.Redirected;
        }

        if (outcome.Hops.Any(hop => hop.Certificate is not null))
        {
            return OwnershipFault.Certificate;
        }

        if (outcome is { Status: 200, Body: { } body })
        {
            return outcome.Cut ? OwnershipFault.TooLong : outcome.Failure is not null ? OwnershipFault.Unreachable
                : Encoding.UTF8.GetString(body.Head).TrimStart('\uFEFF').Split('\n').Any(line => line.Trim() == question.Value) ? OwnershipFault.None : OwnershipFault.Other;
        }

        return outcome.Status is 404 or 410 or 403 ? OwnershipFault.Absent : OwnershipFault.Unreachable;
    }

    private async ValueTask<HostLookup> LookupAsync(string name, Family family, CancellationToken cancellation)
    {
        if (!DnsName.TryParse(name, out DnsName? asked))
        {
            return new HostLookup([], Failure.DnsNxdomain);
        }

        (IReadOnlyList<IPAddress> addresses, Failure? failure) = await HostLook.AskAsync(tools, asked, family, cancellation).ConfigureAwait(false);
        return new HostLookup(addresses, failure);
    }
}
