namespace Sextant.Programme.Returns;

/// <summary>What a figure of a return counts in.</summary>
public enum ReturnUnit
{
    /// <summary>Whole things: subscribers, domains, servers.</summary>
    Count,

    /// <summary>0 to 100, one decimal.</summary>
    Percent,

    /// <summary>Gbit/s, two decimals.</summary>
    Rate,
}

/// <summary>A figure that a return asks for. Its name in each language is <c>column.ID</c> of <see cref="Tables.TableTexts"/>.</summary>
/// <param name="Required">Whether a return without it cannot be handed in.</param>
/// <param name="PartOf">The figure that it is a part of, and cannot exceed.</param>
public sealed record ReturnField(string Id, ReturnUnit Unit, bool Required = false, string? PartOf = null)
{
    /// <summary>1 thousand million: more than the world has of anything asked for.</summary>
    public decimal Most => Unit switch { ReturnUnit.Percent => 100, ReturnUnit.Rate => 10_000_000, _ => 1_000_000_000 };

    /// <summary>Decimals that are kept.</summary>
    public int Decimals => Unit switch { ReturnUnit.Percent => 1, ReturnUnit.Rate => 2, _ => 0 };
}

/// <summary>One kind of return.</summary>
/// <param name="Id">Names it: <c>operator</c>.</param>
/// <param name="Lists">Whether it has the roadmap of the remaining subscribers and the units supported.</param>
public sealed record ReturnForm(string Id, IReadOnlyList<ReturnField> Fields, bool Lists = false)
{
    /// <summary>Every kind.</summary>
    public static IReadOnlyList<ReturnForm> All { get; } =
    [
        new(
            "operator",
            [
                new("fixed-subscribers", ReturnUnit.Count, true), new("fixed-ipv6", ReturnUnit.Count, true, "fixed-subscribers"), new("fixed-ipv6-only", ReturnUnit.Count, PartOf: "fixed-ipv6"),
                new("mobile-subscribers", ReturnUnit.Count, true), new("mobile-ipv6", ReturnUnit.Count, true, "mobile-subscribers"), new("mobile-ipv6-only", ReturnUnit.Count, PartOf: "mobile-ipv6"),
                new("traffic", ReturnUnit.Rate, true), new("traffic-ipv6", ReturnUnit.Rate, true, "traffic"),
                new("forecast-fixed-1", ReturnUnit.Percent, true), new("forecast-fixed-3", ReturnUnit.Percent, true), new("forecast-mobile-1", ReturnUnit.Percent, true), new("forecast-mobile-3", ReturnUnit.Percent, true),
            ],
            Lists: true),
        new(
            "registrar",
            [
                new("domains", ReturnUnit.Count, true), new("domains-ipv6-site", ReturnUnit.Count, true, "domains"), new("domains-ipv6-dns", ReturnUnit.Count, true, "domains"),
                new("dns-servers", ReturnUnit.Count, true), new("dns-servers-ipv6", ReturnUnit.Count, true, "dns-servers"), new("hostings", ReturnUnit.Count), new("hostings-ipv6", ReturnUnit.Count, PartOf: "hostings"),
            ]),
        new(
            "data-centre",
            [
                new("sites", ReturnUnit.Count, true), new("sites-ipv6", ReturnUnit.Count, true, "sites"), new("servers", ReturnUnit.Count, true), new("servers-ipv6", ReturnUnit.Count, true, "servers"),
                new("customers", ReturnUnit.Count, true), new("customers-ipv6", ReturnUnit.Count, true, "customers"), new("traffic", ReturnUnit.Rate), new("traffic-ipv6", ReturnUnit.Rate, PartOf: "traffic"),
            ]),
    ];

    /// <summary>Networks whose subscribers are counted apart.</summary>
    public static IReadOnlyList<string> Networks { get; } = ["fixed", "mobile"];

    /// <summary>Why subscribers have no IPv6 yet.</summary>
    public static IReadOnlyList<string> Causes { get; } = ["customer-device", "terminal", "access-network", "core-network", "address-plan", "business-line", "other"];

    /// <summary>What a unit is helped with; the first three are what Sextant measures.</summary>
    public static IReadOnlyList<string> Services { get; } = ["site", "mail", "zone", "line"];

    /// <summary>How far the help is.</summary>
    public static IReadOnlyList<string> Supports { get; } = ["agreed", "under-way", "done"];

    /// <summary>The kind of an id; null when there is none.</summary>
    public static ReturnForm? Of(string? id) => All.FirstOrDefault(form => form.Id == id);
}
