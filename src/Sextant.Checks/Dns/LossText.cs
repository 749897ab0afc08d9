using System.Globalization;

namespace Sextant.Checks.Dns;

/// <summary>Shares of lost questions as parameters of a finding.</summary>
internal static class LossText
{
    /// <summary>A share in whole percent.</summary>
    public static string Percent(double share) => Math.Round(share * 100).ToString(CultureInfo.InvariantCulture);

    /// <summary>What the same server loses over IPv4, at its worst address, with the sign; a dash when it was not asked there.</summary>
    public static string OverIpv4(IEnumerable<ServerAddress> addresses) =>
        addresses.Select(a => a.Loss).Max() is { } worst ? Percent(worst) + " %" : "-";
}
