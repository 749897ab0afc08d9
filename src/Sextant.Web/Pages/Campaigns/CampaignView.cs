using System.Globalization;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Runs;
using Sextant.Measurement.Storage;
using Sextant.Web.Charts;
using Sextant.Web.Hosting;
using Sextant.Wire;

namespace Sextant.Web.Pages.Campaigns;

/// <summary>One campaign as a card.</summary>
/// <param name="Page">The page it stands on.</param>
/// <param name="Shown">The campaign.</param>
/// <param name="Linked">Whether its name leads to its own page.</param>
public sealed record CampaignView(SextantPage Page, BoardCampaign Shown, bool Linked)
{
    /// <summary>Causes that are named; more would not be read.</summary>
    private const int MostCauses = 6;

    /// <summary>How far it is.</summary>
    public CampaignProgress Progress => Shown.Progress;

    /// <summary>The campaign itself.</summary>
    public Campaign Campaign => Progress.Campaign;

    /// <summary>What this process does of it; null when it does nothing.</summary>
    public CampaignTally? Tally => Page.Parts.Dispatcher?.Running.FirstOrDefault(run => run.Campaign.Id == Campaign.Id)?.Tally;

    /// <summary>Kinds of target with what was found of each.</summary>
    public IEnumerable<(TargetKind Kind, IReadOnlyList<(string Css, string Word, long Count)> Parts)> Kinds =>
        Shown.Results.GroupBy(result => result.Kind).OrderBy(kind => kind.Key).Select(kind => (kind.Key, (IReadOnlyList<(string, string, long)>)
            [.. StateWord.Ordered.Append(TargetClass.NotApplicable).Select(one => (StateWord.Css(one), StateWord.Of(one, Page.Language), kind.Where(r => r.Class == one).Sum(r => (long)r.Count)))]));

    /// <summary>Why something is unknown, the most frequent first.</summary>
    public IEnumerable<(string Cause, long Count)> Causes =>
        Shown.Results.Where(r => r.Cause is not null).GroupBy(r => r.Cause!.Value).Select(group => (Page.Language.Says.Of(group.Key), group.Sum(r => (long)r.Count)))
            .OrderByDescending(pair => pair.Item2).Take(MostCauses);

    /// <summary>The bar of names.</summary>
    public IReadOnlyList<(string Css, string Word, long Count)> Bar =>
    [
        ("got", Page.T["campaigns.done"], Campaign.Count(TargetState.Done)), ("broken", Page.T["campaigns.given-up"], Campaign.Count(TargetState.Failed)),
        ("leased", Page.T["campaigns.in-hand"], Campaign.Count(TargetState.Leased)), ("nothing", Page.T["campaigns.waiting"], Campaign.Count(TargetState.Pending)),
    ];

    /// <summary>What it measures, in words.</summary>
    public string Source => SourceOf(Campaign.Source, Page);

    /// <summary>What a source's description says to people; one that is not known here stands as it is.</summary>
    public static string SourceOf(string description, SextantPage page)
    {
        string[] said = description.Split(':', 2, StringSplitOptions.TrimEntries);
        return (said[0], said.Length > 1 ? said[1] : "") switch
        {
            ("register", "") => page.T["campaigns.source-register"],
            ("register", var of) => page.T["campaigns.source-register"] + ": " + string.Join(", ", of.Split(", ").Select(part => Part(part, page))),
            ("list", "typed") => page.T["campaigns.source-typed"],
            ("unknown of", var of) => page.T.Format("campaigns.source-unknown", of),
            _ => description,
        };
    }

    private static string Part(string part, SextantPage page) =>
        part.StartsWith("as of ", StringComparison.Ordinal) && DateOnly.TryParseExact(part[6..], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            ? page.T.Format("campaigns.source-day", page.T.Day(day)) : page.Header.KindName(part, page.Lang);

    /// <summary>Its state in a word.</summary>
    public string Standing => Page.T["campaigns.standing-" + (
        Campaign.Finished ? "finished"
        : Campaign.Standing != CampaignStanding.Open ? Word(Campaign.Standing)
        : Campaign.Count(TargetState.Leased) > 0 ? "running"
        : Campaign.Terms.Window?.Contains(Page.Parts.Clock.GetUtcNow()) == false ? "hours"
        : Campaign.Unattended ? "waits" : "attended")];

    /// <summary>What is left, in words.</summary>
    public string Left => Progress.LeftFor is not { } left ? "–"
        : left.TotalDays >= 1 ? Page.T.Format("campaigns.days", (int)left.TotalDays, left.Hours)
        : left.TotalHours >= 1 ? Page.T.Format("campaigns.hours", left.Hours, left.Minutes)
        : Page.T.Format("campaigns.minutes", left.Minutes, left.Seconds);

    /// <summary>A number in the form of the language.</summary>
    public string Number(long count) => count.ToString("N0", Page.T.Culture);

    /// <summary>Done of all, in percent.</summary>
    public string Percent => (Campaign.Total == 0 ? 100 : 100.0 * Campaign.Count(TargetState.Done) / Campaign.Total).ToString("0.0", Page.T.Culture);

    /// <summary>The rate.</summary>
    public string Rate => Progress.NamesPerSecond.ToString("0.0", CultureInfo.GetCultureInfo(Page.T.Culture.Name));

    /// <summary>The word of a standing.</summary>
    public static string Word(CampaignStanding standing) => FailureWords.Kebab(standing.ToString());
}
