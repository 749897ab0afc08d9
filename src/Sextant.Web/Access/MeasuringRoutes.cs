using Sextant.Programme.People;
using static Sextant.Web.Access.RouteLines;

namespace Sextant.Web.Access;

/// <summary>Ways of those who look after what is measured: campaigns, and what others measured.</summary>
internal static class MeasuringRoutes
{
    /// <summary>Every line.</summary>
    public static IReadOnlyList<RouteRule> All { get; } =
    [
        Get("/campaigns", Right.ReadPublished),
        Get("/campaigns/{id}", Right.ReadPublished),
        Get("/campaigns/new", Right.RunCampaigns),
        Post("/campaigns/new", Right.RunCampaigns),
        Post("/campaigns", Right.RunCampaigns, "Stand"),
        Post("/campaigns/{id}", Right.RunCampaigns, "Stand"),
        Post("/campaigns/{id}", Right.RunCampaigns, "Again"),
        Post("/campaigns/{id}", Right.RunCampaigns, "Priority"),
        Post("/campaigns", Right.RunCampaigns, "Retime"),
        Get("/campaigns/{id}/rejudge", Right.RunCampaigns),
        Post("/campaigns/{id}/rejudge", Right.RunCampaigns),

        Get("/figures/others", Right.ReadPublished),
        Get("/figures/others/deliveries", Right.KeepOutside),
        Post("/figures/others/deliveries", Right.KeepOutside) with { Uploads = true },
        Post("/figures/others/deliveries", Right.KeepOutside, "Undo"),
        Get("/figures/others/deliveries/{key}", Right.KeepOutside),
        Post("/figures/others/deliveries/{key}", Right.KeepOutside, "Take"),
        Post("/figures/others/deliveries/{key}", Right.KeepOutside, "Drop"),
    ];
}
