using System.Net;
using Sextant.Checks.Observations;
using Sextant.Measurement.Probes;
using Sextant.Wire;

namespace Sextant.Measurement.Vantages;

/// <summary>Configured sites that are known to be healthy over one family or both, and ones known to be broken over IPv6.</summary>
internal sealed class WebAnchors(ScanSession session, VantageOptions options)
{
    public async Task<AnchorLook[]> LookAsync(CancellationToken cancellation)
    {
        AnchorLook[][] looks = await Task.WhenAll(
        [
            .. options.V4.Select(name => LookAtAsync("v4", name, [Family.V4], cancellation)),
            .. options.V6.Select(name => LookAtAsync("v6", name, [Family.V6], cancellation)),
            .. options.Dual.Select(name => LookAtAsync("dual", name, [Family.V4, Family.V6], cancellation)),
            .. options.Broken.Select(name => LookAtAsync("broken", name, [Family.V6], cancellation)),
        ]).ConfigureAwait(false);
        return [.. looks.SelectMany(group => group)];
    }

    private async Task<AnchorLook[]> LookAtAsync(string role, string name, Family[] families, CancellationToken cancellation)
    {
        AnchorLook[][] looks = await Task.WhenAll(families.Select(family => LookAtFamilyAsync(role, name, family, cancellation))).ConfigureAwait(false);
        return [.. looks.SelectMany(group => group)];
    }

    private async Task<AnchorLook[]> LookAtFamilyAsync(string role, string name, Family family, CancellationToken cancellation)
    {
        Lookup lookup = await session.Names.LookAsync(name, family == Family.V6 ? "AAAA" : "A", cancellation).ConfigureAwait(false);
        if (lookup.Addresses.Count == 0)
        {
            return [new AnchorLook { Role = role, Name = name, Family = family, Port = 443, KnownBroken = role == "broken", Failure = lookup.Failure ?? Failure.DnsNoData }];
        }

        IPAddress address = lookup.Addresses[0];
        // One that is broken on purpose fails as it should: trying it again would make every check wait for nothing, and
        // whatever answers in its place does so at the first try.
        PortLook[] ports = await Task.WhenAll(new[] { 443, 80 }.Select(port => role == "broken"
            ? session.Ports.LookOnceAsync(address, port, cancellation)
            : session.Ports.LookAsync(address, port, cancellation))).ConfigureAwait(false);
        return [.. ports.Select(port => new AnchorLook
        {
            Role = role,
            Name = name,
            Address = address,
            Family = family,
            Port = port.Port,
            Healthy = port.Open,
            KnownBroken = role == "broken",
            Failure = port.Failure,
            Milliseconds = port.Attempts[^1].Milliseconds,
        })];
    }
}
