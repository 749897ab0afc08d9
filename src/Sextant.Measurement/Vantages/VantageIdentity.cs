using System.Net;
using Sextant.Checks.Observations;
using Sextant.Measurement.Probes;
using Sextant.Wire;

namespace Sextant.Measurement.Vantages;

/// <summary>The forward-confirmed names of the own addresses; null where there is none.</summary>
/// <param name="Ehlo">The name said in EHLO, of IPv6 before IPv4.</param>
/// <param name="V4">Of the own IPv4 address.</param>
/// <param name="V6">Of the own IPv6 address.</param>
internal sealed record VantageNames(string? Ehlo, string? V4, string? V6);

/// <summary>Who this vantage is to a mail server: its own addresses' PTR, confirmed forward.</summary>
internal sealed class VantageIdentity(ProbeTools tools, RetryOptions retries)
{
    private Task<VantageNames>? _names;

    public Task<VantageNames> NamesAsync(CancellationToken cancellation)
    {
        Task<VantageNames>? known = Volatile.Read(ref _names);
        if (known is { IsFaulted: false, IsCanceled: false })
        {
            return known;
        }

        Task<VantageNames> asking = AskAsync(cancellation);
        Volatile.Write(ref _names, asking);
        return asking;
    }

    public async Task<string> EhloNameAsync(CancellationToken cancellation)
    {
        VantageNames names = await NamesAsync(cancellation).ConfigureAwait(false);
        return names.Ehlo ?? Literal(Own(Family.V6) ?? Own(Family.V4));
    }

    private async Task<VantageNames> AskAsync(CancellationToken cancellation)
    {
        using var time = new NameTime(tools.Options.NameTimeout, null, tools.Clock);
        var looks = new NameLooks(tools, new Retrying(retries, time, tools.Clock), new BlobSink());
        string?[] confirmed = await Task.WhenAll(
            ConfirmedAsync(looks, Own(Family.V4), "A", cancellation),
            ConfirmedAsync(looks, Own(Family.V6), "AAAA", cancellation)).ConfigureAwait(false);
        // One name is said to everybody; the other family counts as confirmed only when it bears the same name.
        string? ehlo = confirmed[1] ?? confirmed[0];
        return new VantageNames(ehlo, confirmed[0] == ehlo ? ehlo : null, confirmed[1] == ehlo ? ehlo : null);
    }

    private static async Task<string?> ConfirmedAsync(NameLooks looks, IPAddress? own, string type, CancellationToken cancellation)
    {
        if (own is null)
        {
            return null;
        }

        Lookup pointer = await looks.LookAsync(ReverseName.Of(own), "PTR", cancellation).ConfigureAwait(false);
        foreach (string name in pointer.Data.Select(data => data.TrimEnd('.').ToLowerInvariant()).Take(4))
        {
            Lookup forward = await looks.LookAsync(name, type, cancellation).ConfigureAwait(false);
            if (forward.Addresses.Contains(own))
            {
                return name;
            }
        }

        return null;
    }

    private IPAddress? Own(Family family) => tools.RootAddresses(family)
        .Select(root => tools.Network.SourceAddress(new IPEndPoint(root, 53)))
        .FirstOrDefault(address => address is not null);

    private static string Literal(IPAddress? own) => own switch
    {
        null => "[127.0.0.1]",
        { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6 } => $"[IPv6:{own}]",
        _ => $"[{own}]",
    };
}
