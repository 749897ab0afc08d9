using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Organisations;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tasks;

namespace Sextant.Programme.Notices;

/// <summary>More time asked for and answered, conversion plans on their way, rounds of consultation, and names that wait for a unit's word.</summary>
internal sealed class PaperNotices(ProgrammeDatabase database, TimeProvider clock)
{
    /// <summary>3 days before the last one: enough to write a comment, late enough not to be forgotten again.</summary>
    private const int ClosingDays = 3;

    /// <summary>60 days: what was answered or issued earlier calls nobody any more.</summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(60);

    /// <summary>What there is to be told today.</summary>
    internal async Task<IReadOnlyList<NoticeDraft>> WantedAsync(DateOnly today, CancellationToken cancellation)
    {
        await using ProgrammeContext context = database.Create();
        return
        [
            .. await ExtensionsAsync(context, cancellation).ConfigureAwait(false),
            .. await ConversionsAsync(context, today, cancellation).ConfigureAwait(false),
            .. await RoundsAsync(context, today, cancellation).ConfigureAwait(false),
            .. await SuggestionsAsync(context, cancellation).ConfigureAwait(false),
        ];
    }

    private async Task<IEnumerable<NoticeDraft>> ExtensionsAsync(ProgrammeContext context, CancellationToken cancellation)
    {
        DateTimeOffset first = clock.GetUtcNow() - Oldest;
        var rows = await context.Current<RegisterExtension>().Where(row => row.State == "asked" || row.RecordedAt >= first)
            .Join(context.Current<RegisterTask>().Where(task => task.State == "open"), one => one.Task, task => task.Key, (one, task) => new { One = one, task.Text, task.Lead }).ToListAsync(cancellation).ConfigureAwait(false);
        return rows.Where(row => row.One.State == "asked" || row.Lead is not null).Select(row =>
        {
            (string what, string until) = (row.Text ?? row.One.Task, Day(row.One.Wanted));
            return row.One.State == "asked"
                ? new NoticeDraft("extension-asked", row.One.Key, "/tasks/" + row.One.Task, what, until)
                : new NoticeDraft("extension-answered", row.One.Key, "/tasks/" + row.One.Task, what, NoticeTexts.Everywhere(language => NoticeTexts.For(language).Format("extension." + row.One.State, until, row.One.Answer))) { Unit = row.Lead };
        });
    }

    private async Task<IEnumerable<NoticeDraft>> ConversionsAsync(ProgrammeContext context, DateOnly today, CancellationToken cancellation)
    {
        DateTimeOffset first = clock.GetUtcNow() - Oldest;
        List<RegisterConversion> rows = await context.Current<RegisterConversion>().Where(row => row.State == "submitted" || row.State == "returned" || ((row.State == "approved" || row.State == "issued") && row.RecordedAt >= first))
            .ToListAsync(cancellation).ConfigureAwait(false);
        Dictionary<string, LocalText> names = rows.Count == 0 ? [] : await OrganisationNames.OfAsync(context, new AsOf(today), cancellation).ConfigureAwait(false);
        return rows.Select(row =>
        {
            string occasion = string.Create(CultureInfo.InvariantCulture, $"{row.Key}/{row.RecordedAt.UtcTicks}");
            string place = string.Create(CultureInfo.InvariantCulture, $"/organisations/{row.Organisation}/conversion/{row.Number}");
            LocalText unit = names.GetValueOrDefault(row.Organisation) ?? LocalText.Empty;
            string what = NoticeTexts.Everywhere(language => $"{row.Title} ({unit.In(language)})");
            var draft = new NoticeDraft("conversion-" + row.State, occasion, place, what, row.State == "issued" ? row.DocumentNumber ?? "" : row.Answer ?? "");
            return NoticeKinds.RightOf(draft.Kind) is null ? draft with { Unit = row.Organisation } : draft;
        });
    }

    private static async Task<IEnumerable<NoticeDraft>> RoundsAsync(ProgrammeContext context, DateOnly today, CancellationToken cancellation)
    {
        var rows = await context.Current<RegisterConsultation>().Where(row => row.Opens <= today && row.Closes >= today)
            .Join(context.Current<RegisterDrafting>().Where(row => row.State == "drafting"), round => round.Drafting, draft => draft.Key, (round, draft) => new { Round = round, draft.Title })
            .ToListAsync(cancellation).ConfigureAwait(false);
        return rows.Select(row =>
        {
            string kind = row.Round.Closes <= today.AddDays(ClosingDays) && row.Round.Opens < today ? "round-closing" : "round-opened";

            // A round whose last day was moved is told of anew.
            string occasion = row.Round.Reason is null ? row.Round.Key : string.Create(CultureInfo.InvariantCulture, $"{row.Round.Key}/{row.Round.Closes:yyyy-MM-dd}");
            return new NoticeDraft(kind, occasion, "/drafts/" + row.Round.Drafting, row.Title, Day(row.Round.Closes));
        });
    }

    // Told again when names came in another week than the last ones: not with every scan.
    private static async Task<IEnumerable<NoticeDraft>> SuggestionsAsync(ProgrammeContext context, CancellationToken cancellation)
    {
        var rows = await context.Set<SuggestionRow>().Where(row => row.State == "open").GroupBy(row => row.Organisation)
            .Select(group => new { Organisation = group.Key, Count = group.Count(), Newest = group.Max(row => row.FirstAt) }).ToListAsync(cancellation).ConfigureAwait(false);
        return rows.Select(row => new NoticeDraft(
            "names-suggested", string.Create(CultureInfo.InvariantCulture, $"{row.Organisation}/{ISOWeek.GetYear(row.Newest.UtcDateTime)}-{ISOWeek.GetWeekOfYear(row.Newest.UtcDateTime)}"),
            $"/organisations/{row.Organisation}/suggestions", row.Count.ToString(CultureInfo.InvariantCulture)) { Unit = row.Organisation });
    }

    private static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
}
