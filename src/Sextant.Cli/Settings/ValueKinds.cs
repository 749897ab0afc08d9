using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Sextant.Measurement.Retention;
using Sextant.Wire.Dns;
using Sextant.Wire.Names;

namespace Sextant.Cli.Settings;

/// <summary>The kinds of value that settings have: numbers, times, addresses and networks.</summary>
internal static class ValueKinds
{
    public static ValueKind<int> Whole(int least, int most, string metavar = "N") => new(
        metavar,
        new Rule("whole", Invariant(least), Invariant(most)),
        (string text, out int value, out Rule? closer) =>
        {
            closer = null;
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= least && value <= most;
        });

    /// <summary>Days that something is kept. From 30: a slip of the hand must not empty a lake; to 100 years, which is for ever.</summary>
    public static ValueKind<int> Days { get; } = Whole(RetentionOptions.Least, 36_500, "DAYS");

    public static ValueKind<TimeSpan> Duration(string least, string most) => new(
        "TIME",
        new Rule("duration", least, most),
        (string text, out TimeSpan value, out Rule? closer) =>
        {
            closer = null;
            return Durations.TryRead(text, out value) && value >= Durations.Read(least) && value <= Durations.Read(most);
        });

    public static ValueKind<TimeRange> Range(string least, string most) => new(
        "TIME-TIME",
        new Rule("time-range", least, most),
        (string text, out TimeRange value, out Rule? closer) =>
        {
            (value, closer) = (default, null);
            string[] ends = text.Split('-');
            if (ends.Length != 2 || !Durations.TryRead(ends[0], out TimeSpan from) || !Durations.TryRead(ends[1], out TimeSpan to))
            {
                return false;
            }

            value = new TimeRange(from, to);
            return from <= to && from >= Durations.Read(least) && to <= Durations.Read(most);
        });

    public static ValueKind<IPEndPoint> Endpoint(int defaultPort) => new(
        "ADDR[:PORT]",
        new Rule("endpoint"),
        (string text, out IPEndPoint? value, out Rule? closer) => Endpoints.TryRead(text, defaultPort, out value, out closer));

    public static ValueKind<IPNetwork> Network { get; } = new(
        "CIDR",
        new Rule("network"),
        (string text, out IPNetwork value, out Rule? closer) =>
        {
            value = default;
            closer = null;
            int slash = text.IndexOf('/', StringComparison.Ordinal);
            if (slash < 0 || !Endpoints.TryAddress(text[..slash], out IPAddress? address)
                || !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int length)
                || length > (address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128))
            {
                return false;
            }

            // Host bits set is a slip of the hand more often than a wish: 2001:db8::1/32 is refused and the network is shown.
            var network = new IPNetwork(Endpoints.Masked(address, length), length);
            if (!network.BaseAddress.Equals(address))
            {
                closer = new Rule("network-host-bits", network.ToString());
                return false;
            }

            value = network;
            return true;
        });

    /// <summary>A domain name, in any script. A single label would be a whole top-level domain, which is a slip of the hand.</summary>
    public static ValueKind<DnsName> Domain { get; } = new(
        "DOMAIN",
        new Rule("domain"),
        (string text, out DnsName? value, out Rule? closer) =>
        {
            (value, closer) = (null, null);
            return HostName.TryParse(text, out HostName? host) && host.Labels.Count > 1 && DnsName.TryParse(host.Ascii, out value);
        });

    public static ValueKind<string> Name(int most) => new(
        "NAME",
        new Rule("name", Invariant(most)),
        (string text, out string? value, out Rule? closer) =>
        {
            (value, closer) = (text, null);
            return text.Length <= most && text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
        });

    public static ValueKind<string> OneOf(string metavar, params string[] words) => new(
        metavar,
        new Rule("one-of", string.Join(", ", words)),
        (string text, out string? value, out Rule? closer) =>
        {
            closer = null;
            value = words.FirstOrDefault(w => string.Equals(w, text, StringComparison.OrdinalIgnoreCase));
            return value is not null;
        });

    private static string Invariant(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>From one time to another, ends included: a retry waits for some moment in it, so that retries do not march in step.</summary>
internal readonly record struct TimeRange(TimeSpan From, TimeSpan To);
