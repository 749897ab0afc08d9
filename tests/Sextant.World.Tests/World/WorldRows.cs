using Sextant.World.Tests.Mail;
using Sextant.World.Tests.Web;
using Sextant.World.Tests.Zones;

namespace Sextant.World.Tests.World;

/// <summary>Every row of the table. A new list of rows is one line here.</summary>
internal static class WorldRows
{
    /// <summary>The site that the vantages hold for healthy.</summary>
    public static Row Anchor { get; } = Row.Site("moc-chuan", "ready", plot => plot.Site());

    /// <summary>All rows, in documentation space.</summary>
    public static IReadOnlyList<Row> All { get; } =
    [
        .. HealthySites.Rows, .. PartlyBrokenSites.Rows, .. BrokenSites.Rows, .. OpenSites.Rows, .. Vantages.Rows,
        .. DelegationRows.Rows, .. AnswerRows.Rows, .. NameServerRows.Rows, .. MailRows.Rows,
    ];

    /// <summary>Those that are checked in ordinary address space too.</summary>
    public static IReadOnlyList<Row> AlsoOrdinary { get; } =
        [.. All.Where(row => row.Id is "binh-thuong" or "chi-ipv4" or "ipv6-im-lang")];
}
