using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Organisations;
using Sextant.Programme.Register;

namespace Sextant.Programme.Drafting;

/// <summary>Reads documents under drafting. They are for those who take part, not for everybody: who asks here has settled that.</summary>
public sealed class DraftingStore(ProgrammeDatabase database)
{
    /// <summary>Drafts, those that are worked on first.</summary>
    public async Task<IReadOnlyList<DraftingLine>> ListAsync(AsOf asOf, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        List<RegisterDrafting> rows = await context.Known<RegisterDrafting>(asOf).ToListAsync(cancellation).ConfigureAwait(false);
        List<RegisterConsultation> rounds = await context.Known<RegisterConsultation>(asOf).ToListAsync(cancellation).ConfigureAwait(false);
        List<RegisterComment> comments = await context.Known<RegisterComment>(asOf).ToListAsync(cancellation).ConfigureAwait(false);
        return
        [
            .. rows.OrderBy(row => row.State == "drafting" ? 0 : 1).ThenByDescending(row => row.RecordedAt).ThenBy(row => row.Key, StringComparer.Ordinal)
                .Select(row => Line(row, [.. rounds.Where(round => round.Drafting == row.Key)], [.. comments.Where(comment => comment.Drafting == row.Key)], asOf.Date)),
        ];
    }

    /// <summary>One draft; null when there is none.</summary>
    public async Task<DraftingView?> FindAsync(string id, AsOf asOf, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        if (await context.Known<RegisterDrafting>(asOf).SingleOrDefaultAsync(row => row.Key == id, cancellation).ConfigureAwait(false) is not { } drafting)
        {
            return null;
        }

        Dictionary<string, LocalText> names = await OrganisationNames.OfAsync(context, asOf, cancellation).ConfigureAwait(false);
        List<RegisterConsultation> rounds = await context.Known<RegisterConsultation>(asOf).Where(row => row.Drafting == id).OrderBy(row => row.Position).ToListAsync(cancellation).ConfigureAwait(false);
        List<RegisterComment> comments = await context.Known<RegisterComment>(asOf).Where(row => row.Drafting == id).OrderBy(row => row.Position).ToListAsync(cancellation).ConfigureAwait(false);
        return new DraftingView
        {
            Line = Line(drafting, rounds, comments, asOf.Date), Drafter = Named(drafting.Drafter), Text = drafting.Text, Document = drafting.Document,
            Rounds =
            [
                .. rounds.Select(round => new RoundView(round.Position, round.Opens, round.Closes, round.Text, IsOpen(drafting, round, asOf.Date), [.. comments.Where(one => one.Round == round.Position)
                    .Select(one => new CommentView(one.Position, Named(one.Organisation), one.Place, one.Text, one.Verdict, one.Answer))])),
            ],
        };

        (string Slug, LocalText Name)? Named(string? slug) => slug is null ? null : (slug, names.GetValueOrDefault(slug) ?? LocalText.Empty);
    }

    /// <summary>Whether a round takes comments on a day.</summary>
    internal static bool IsOpen(RegisterDrafting drafting, RegisterConsultation round, DateOnly day) => drafting.State == "drafting" && round.Opens <= day && day <= round.Closes;

    private static DraftingLine Line(RegisterDrafting row, IReadOnlyList<RegisterConsultation> rounds, IReadOnlyList<RegisterComment> comments, DateOnly day) => new(
        row.Key, row.Title, row.Kind, row.State, rounds.LastOrDefault(round => IsOpen(row, round, day))?.Closes, comments.Count, comments.Count(comment => comment.Verdict is null));
}
