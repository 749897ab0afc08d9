using Sextant.Checks.Observations;

namespace Sextant.Checks.Web;

/// <summary>What the time that connections took tells: a far longer way, or a first packet that was lost.</summary>
public static class ConnectTimes
{
    /// <summary>
    /// A connection that took this long, in milliseconds, lost its first packet: systems send it again after 1 s (RFC 6298 section 2.1), so that
    /// even half of all packets lost shows as waiting and seldom as a failure.
    /// </summary>
    public const double SentAgain = 1000;

    // Nearer than this the second packet cannot be a slow answer to the first.
    private const double Near = 500;
    // Random loss of half of all packets leaves five tries in a row without an answer once in thirty times, and then not after a first that was answered at once.
    private const int FewestRefused = 5;
    // Class table: over 200 ms more and over 3 times IPv4's, by the median.
    private const double SlowerBy = 200;
    private const double SlowerTimes = 3;

    /// <summary>Tries that failed, or whose first packet was lost.</summary>
    public static int Lost(IReadOnlyList<Attempt> attempts)
    {
        bool near = attempts.Any(a => a.Failure is null && a.Milliseconds < Near);
        return attempts.Count(a => a.Failure is not null || (near && a.Milliseconds >= SentAgain));
    }

    /// <summary>The first tries connected and all that followed did not: no loss of packets does that, a limit on connections does.</summary>
    public static bool AreLimited(IReadOnlyList<Attempt> attempts)
    {
        int first = attempts.TakeWhile(a => a.Failure is null).Count();
        return first > 0 && attempts.Count - first >= FewestRefused && attempts.Skip(first).All(a => a.Failure is not null);
    }

    /// <summary>Whether the way of the first is far longer than that of the second, by their medians; false where either is empty.</summary>
    public static bool AreFarLonger(IReadOnlyList<double> v6, IReadOnlyList<double> v4) =>
        v6.Count > 0 && v4.Count > 0 && Median(v6) is var six && Median(v4) is var four && six - four > SlowerBy && six > SlowerTimes * four;

    /// <summary>The median of at least one.</summary>
    public static double Median(IReadOnlyList<double> times)
    {
        double[] sorted = [.. times.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
