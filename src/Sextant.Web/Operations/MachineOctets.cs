using System.Globalization;

namespace Sextant.Web.Operations;

/// <summary>Bytes of IP packets in and out of this network namespace, as Linux counts them; nothing elsewhere.</summary>
internal static class MachineOctets
{
    private const string V4 = "/proc/self/net/netstat";
    private const string V6 = "/proc/self/net/snmp6";

    /// <summary>Family, direction, bytes.</summary>
    public static IReadOnlyList<(string Family, string Direction, long Bytes)> Read()
    {
        try
        {
            return File.Exists(V4) && File.Exists(V6) ? [.. OfV4(File.ReadAllLines(V4)), .. OfV6(File.ReadAllLines(V6))] : [];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // Two lines each: names, then values.
    private static IEnumerable<(string Family, string Direction, long Bytes)> OfV4(string[] lines)
    {
        string[][] pair = [.. lines.Where(line => line.StartsWith("IpExt:", StringComparison.Ordinal)).Select(line => line.Split(' '))];
        return pair is not [var names, var values] ? [] : names.Zip(values).Where(one => one.First is "InOctets" or "OutOctets").Select(one => ("v4", Direction(one.First), Number(one.Second)));
    }

    private static IEnumerable<(string Family, string Direction, long Bytes)> OfV6(string[] lines) =>
        lines.Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Where(words => words is ["Ip6InOctets" or "Ip6OutOctets", _])
            .Select(words => ("v6", Direction(words[0]["Ip6".Length..]), Number(words[1])));

    private static string Direction(string name) => name.StartsWith("In", StringComparison.Ordinal) ? "in" : "out";

    private static long Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0;
}
