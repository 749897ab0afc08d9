using Microsoft.EntityFrameworkCore;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Training;

/// <summary>Whose people are one's own: those of the units that one's roles name, and of what is part of these. Null stands for everybody's: who has the right for the country.</summary>
internal static class UnitReach
{
    private static readonly HashSet<string> Nowhere = [];

    /// <exception cref="RefusedException">The viewer enrols nobody.</exception>
    internal static async Task<IReadOnlySet<string>?> OfAsync(PeopleReach reach, Viewer viewer, CancellationToken cancellation) =>
        !viewer.Has(Right.EnrolLearners) ? throw new RefusedException("not-allowed")
        : viewer.Has(Right.EnrolLearners, Nowhere) ? null
        : await reach.OwnAsync(viewer, cancellation).ConfigureAwait(false);

    internal static bool Covers(IReadOnlySet<string>? own, string? organisation) => own is null || (organisation is not null && own.Contains(organisation));

    /// <summary>The rows of one's own people; of rows that are one person the one that stands for it says whose it is.</summary>
    internal static IQueryable<RegisterLearner> Learners(ProgrammeContext context, AsOf asOf, IReadOnlySet<string>? own)
    {
        IQueryable<RegisterLearner> all = context.Known<RegisterLearner>(asOf);
        if (own is null)
        {
            return all;
        }

        string[] units = [.. own];
        return all.Where(row => !row.Erased && (row.MergedInto == null
            ? row.Organisation != null && units.Contains(row.Organisation)
            : context.Set<RegisterLearner>().Any(root => root.Key == row.MergedInto && root.SupersededAt == null && !root.Withdrawn && root.Organisation != null && units.Contains(root.Organisation))));
    }

    /// <summary>Whether a person is one's own.</summary>
    internal static Task<bool> IsOwnAsync(ProgrammeContext context, string learner, IReadOnlySet<string>? own, CancellationToken cancellation) =>
        Learners(context, new AsOf(default), own).AnyAsync(row => row.Key == learner, cancellation);
}
