using Sextant.Checks.Judging;
using Sextant.Programme.Cases;
using Sextant.Programme.Conversions;
using Sextant.Programme.Country;
using Sextant.Programme.Drafting;
using Sextant.Programme.Organisations;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Returns;

namespace Sextant.Web.Pages.Account;

/// <summary>What one unit has to do beside its tasks: who speaks for it sees it when he signs in, and not only when he looks for it.</summary>
/// <param name="Returns">Returns that are asked for and were not handed in, with the days that they are late.</param>
/// <param name="Sheets">Publications to come whose sheet can be looked at and objected to.</param>
/// <param name="Ready">Of its targets, how many are ready.</param>
/// <param name="Plan">The plan that is nearest to being issued; null: none was begun.</param>
/// <param name="Suggested">Names that wait to be decided on.</param>
/// <param name="Drafts">Drafts that can be commented on.</param>
public sealed record UnitWork(
    string Slug, LocalText Name, IReadOnlyList<(ReturnPeriod Period, int DaysLate)> Returns, IReadOnlyList<PublicationView> Sheets, int Ready, int Targets, ConversionLine? Plan, int Suggested, IReadOnlyList<DraftingLine> Drafts)
{
    /// <summary>Whether it has a conversion plan, or services to convert.</summary>
    public bool Converts { get; init; }

    /// <summary>Of each unit that a role of today names.</summary>
    public static async Task<IReadOnlyList<UnitWork>> OfAsync(WebParts parts, Viewer viewer, DateOnly today, CancellationToken cancellation)
    {
        var work = new List<UnitWork>();
        var asOf = new AsOf(today);
        string[] units = [.. viewer.Grants.Select(grant => grant.Organisation).OfType<string>().Distinct(StringComparer.Ordinal)];
        if (units.Length == 0)
        {
            return work;
        }

        IReadOnlyList<ReturnPeriod> periods = await parts.Returns.PeriodsAsync(cancellation).ConfigureAwait(false);
        PublicationView[] sheets = [.. (await parts.Cases.PublicationsAsync(cancellation).ConfigureAwait(false)).Where(one => one.SheetDay <= today && one.Day >= today)];
        DraftingLine[] drafts = [.. (await parts.Drafting.ListAsync(asOf, cancellation).ConfigureAwait(false)).Where(one => one.ClosesOn >= today)];
        IReadOnlyDictionary<string, int> suggested = await parts.Domains.Suggestions.OpenAsync(cancellation).ConfigureAwait(false);
        foreach (string slug in units)
        {
            if (await parts.Organisations.FindAsync(slug, asOf, cancellation).ConfigureAwait(false) is not { Exists: true } unit)
            {
                continue;
            }

            IReadOnlyList<MeasuredTarget> targets = await parts.Country.MeasuredAsync(unit, asOf, cancellation).ConfigureAwait(false);
            ConversionLine? plan = (await parts.Conversions.ListAsync(asOf, slug, cancellation).ConfigureAwait(false)).OrderByDescending(one => one.State == "issued").ThenByDescending(one => one.Number).FirstOrDefault();
            work.Add(new UnitWork(
                slug, unit.Name, await ReturnsAsync(parts, viewer, slug, periods, cancellation).ConfigureAwait(false), sheets,
                targets.Count(one => one.State?.Class == TargetClass.Ready), targets.Count, plan, suggested.GetValueOrDefault(slug), drafts)
            {
                Converts = plan is not null || targets.Count > 0,
            });
        }

        return work;
    }

    private static async Task<IReadOnlyList<(ReturnPeriod Period, int DaysLate)>> ReturnsAsync(WebParts parts, Viewer viewer, string slug, IReadOnlyList<ReturnPeriod> periods, CancellationToken cancellation)
    {
        var owed = new List<(ReturnPeriod, int)>();
        foreach (ReturnPeriod period in periods)
        {
            foreach (ReturnStanding one in (await parts.Returns.BoardAsync(period, viewer, cancellation).ConfigureAwait(false)).Where(one => one.Organisation == slug && one.State is not ("submitted" or "accepted")))
            {
                owed.Add((period, one.DaysLate));
            }
        }

        return owed;
    }
}
