using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.Training;

/// <summary>Rows that were found to be one person, as they stand now. What is done to one of them by who sees the person is done to all.</summary>
internal static class SamePerson
{
    /// <summary>Keys of all rows that are one person with this one, itself among them.</summary>
    internal static async Task<string[]> RowsAsync(ProgrammeContext context, string learner, CancellationToken cancellation)
    {
        string root = (await RootsAsync(context, [learner], cancellation).ConfigureAwait(false))[learner];
        return [.. (await Current(context).Where(row => row.MergedInto == root).Select(row => row.Key).ToListAsync(cancellation).ConfigureAwait(false)).Append(root)];
    }

    /// <summary>For each row the one that stands for the person; a row of which nothing is known stands for itself.</summary>
    internal static async Task<Dictionary<string, string>> RootsAsync(ProgrammeContext context, IEnumerable<string> learners, CancellationToken cancellation)
    {
        string[] keys = [.. learners.Distinct(StringComparer.Ordinal)];
        Dictionary<string, string> merged = await Current(context).Where(row => row.MergedInto != null && keys.Contains(row.Key)).ToDictionaryAsync(row => row.Key, row => row.MergedInto!, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
        return keys.ToDictionary(key => key, key => merged.GetValueOrDefault(key) ?? key, StringComparer.Ordinal);
    }

    /// <summary>What the rows of one person on one list say together: the parts that any of them attended, the best result.</summary>
    internal static (string Attended, string? Result) Together(IReadOnlyList<RegisterEnrolment> rows) => (
        AttendedParts.Kept(rows.SelectMany(row => AttendedParts.Of(row.Attended)), int.MaxValue)!,
        rows.Any(row => row.Result == "passed") ? "passed" : rows.Select(row => row.Result).FirstOrDefault(result => result is not null));

    private static IQueryable<RegisterLearner> Current(ProgrammeContext context) => context.Set<RegisterLearner>().AsNoTracking().Where(row => row.SupersededAt == null && !row.Withdrawn);
}
