using Sextant.Checks.Observations;

namespace Sextant.Checks.Dns;

/// <summary>How soon a name server answers.</summary>
public static class ServerTimes
{
    /// <summary>A median above this is slow, in milliseconds (class table).</summary>
    public const double Slow = 1000;

    // Of one or two answers a single late one would be the median.
    private const int Least = 3;

    /// <summary>The median time of the answers over UDP in milliseconds; null with fewer than three.</summary>
    public static double? Median(IEnumerable<ServerAnswer> answers) =>
        Median([.. answers.Where(a => a.Transport == "udp" && WasHeard(a)).Select(a => a.Milliseconds ?? a.Attempts.LastOrDefault()?.Milliseconds ?? 0)]);

    /// <summary>The median of times; null with fewer than three.</summary>
    internal static double? Median(double[] times)
    {
        Array.Sort(times);
        int half = times.Length / 2;
        return times.Length < Least ? null : times.Length % 2 == 1 ? times[half] : (times[half - 1] + times[half]) / 2;
    }

    /// <summary>True when anything came back, whatever it says.</summary>
    internal static bool WasHeard(ServerAnswer answer) => answer.Rcode is not null || answer.Failure is null;
}
