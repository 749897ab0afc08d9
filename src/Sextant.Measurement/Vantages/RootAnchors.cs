using System.Net;
using Sextant.Checks.Observations;
using Sextant.Measurement.Probes.Servers;
using Sextant.Measurement.Probes;
using Sextant.Wire;

namespace Sextant.Measurement.Vantages;

/// <summary>The references everyone has: the root's servers and a top-level domain's, asked directly over each family.</summary>
internal sealed class RootAnchors(ScanSession session, ProbeTools tools, string topLevel)
{
    /// <summary>Root servers asked for each family. 3 of 13: one in maintenance must not look like the end of IPv6.</summary>
    private const int Asked = 3;

    public async Task<AnchorLook[]> LookAsync(CancellationToken cancellation)
    {
        IPAddress[] roots = [.. tools.RootAddresses(Family.V4).Take(Asked), .. tools.RootAddresses(Family.V6).Take(Asked)];
        Task<AnchorLook[]> root = Task.WhenAll(roots.Select(address => AskAsync("root", ".", address, cancellation)));
        (Delegation? delegation, _) = await session.Paths.DelegationAsync(topLevel, cancellation).ConfigureAwait(false);
        IPAddress[] glue = [.. delegation?.Glue.SelectMany(g => g.Addresses) ?? []];
        Task<AnchorLook[]> tld = Task.WhenAll(new[] { Family.V4, Family.V6 }
            .SelectMany(family => glue.Where(address => HostAddresses.FamilyOf(address) == family).Take(2))
            .Select(address => AskAsync("tld", topLevel, address, cancellation)));
        return [.. await root.ConfigureAwait(false), .. await tld.ConfigureAwait(false)];
    }

    private async Task<AnchorLook> AskAsync(string role, string zone, IPAddress address, CancellationToken cancellation)
    {
        ServerAnswer answer = await session.Servers.AskAsync(new ServerQuestion(address, "udp", zone, "SOA"), cancellation).ConfigureAwait(false);
        return new AnchorLook
        {
            Role = role,
            Name = zone,
            Address = address,
            Family = HostAddresses.FamilyOf(address),
            Port = 53,
            Healthy = answer is { Failure: null, Authoritative: true },
            Failure = answer.Failure,
            Milliseconds = answer.Milliseconds ?? 0,
        };
    }
}
