using Sextant.Checks.Observations;
using Sextant.Checks.Web;
using Sextant.Wire;

namespace Sextant.Measurement.Probes;

/// <summary>
/// Where IPv6 seems far slower to connect than IPv4, connects in turns over both: what a busy vantage, or its first seconds, do to times
/// they do to both families then, and what is left is the way.
/// </summary>
internal sealed class RoundTrips(PortLooks ports)
{
    // 10: with half of the first packets lost there are still five to take a median of.
    private const int Pairs = 10;

    public async Task<IReadOnlyList<RoundTripPair>> LookAsync(IReadOnlyList<PortLook> looks, IReadOnlyList<Fetch> pages, CancellationToken cancellation)
    {
        PortLook[][] families = [.. new[] { Family.V6, Family.V4 }.Select(family => looks.Where(look => look.Family == family && look.Open).ToArray())];
        int? port = new[] { 443, 80 }.Where(p => Array.TrueForAll(families, family => family.Any(look => look.Port == p))).Select(p => (int?)p).FirstOrDefault();
        if (port is not { } both || !ConnectTimes.AreFarLonger(Times(families[0], pages, Family.V6), Times(families[1], pages, Family.V4)))
        {
            return [];
        }

        PortLook[] v6 = [.. families[0].Where(look => look.Port == both)];
        PortLook v4 = families[1].First(look => look.Port == both);
        var pairs = new List<RoundTripPair>(Pairs);
        for (int i = 0; i < Pairs; i++)
        {
            PortLook six = v6[i % v6.Length];
            (double Milliseconds, bool BySystem)? v4First = i % 2 == 0 ? await ports.TimeAsync(v4.Address, both, cancellation).ConfigureAwait(false) : null;
            (double Milliseconds, bool BySystem)? over6 = await ports.TimeAsync(six.Address, both, cancellation).ConfigureAwait(false);
            (double Milliseconds, bool BySystem)? over4 = i % 2 == 0 ? v4First : await ports.TimeAsync(v4.Address, both, cancellation).ConfigureAwait(false);
            pairs.Add(new RoundTripPair(six.Address, v4.Address, both, over6?.Milliseconds, over4?.Milliseconds)
            {
                BySystem = over6 is { BySystem: true } && over4 is { BySystem: true },
            });
        }

        return pairs;
    }

    private static double[] Times(PortLook[] looks, IReadOnlyList<Fetch> pages, Family family) =>
    [
        .. looks.SelectMany(look => look.Attempts).Where(attempt => attempt.Failure is null).Select(attempt => attempt.Milliseconds),
        .. pages.Where(page => page.Family == family).SelectMany(page => page.Hops).Where(hop => looks.Any(look => look.Address.Equals(hop.Address))).Select(hop => hop.ConnectMs).OfType<double>(),
    ];
}
