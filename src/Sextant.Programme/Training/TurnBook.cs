using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.Training;

/// <summary>
/// Turns and persons. A turn is a person who came to at least one part of a session; who stands on its list twice under rows that are one person is one turn. Persons are counted once,
/// however many sessions they came to.
/// </summary>
internal sealed class TurnBook
{
    private readonly ILookup<string, Turn> _turns;

    private TurnBook(ILookup<string, Turn> turns) => _turns = turns;

    /// <param name="Person">The row that stands for the person.</param>
    internal sealed record Turn(string Session, string Person, bool Came, bool Passed);

    /// <param name="prefix">Of which sessions; empty: of all.</param>
    internal static async Task<TurnBook> OpenAsync(ProgrammeContext context, AsOf asOf, string prefix, CancellationToken cancellation)
    {
        Dictionary<string, string> merged = await MergedAsync(context, asOf, cancellation).ConfigureAwait(false);
        var rows = await context.Known<RegisterEnrolment>(asOf).Where(row => prefix == "" || row.Session.StartsWith(prefix))
            .Select(row => new { row.Session, row.Learner, Came = row.Attended != "", Passed = row.Result == "passed" }).ToListAsync(cancellation).ConfigureAwait(false);
        return new TurnBook(rows.Select(row => new Turn(row.Session, merged.GetValueOrDefault(row.Learner) ?? row.Learner, row.Came, row.Passed))
            .GroupBy(turn => (turn.Session, turn.Person)).Select(group => group.Aggregate((one, other) => one with { Came = one.Came || other.Came, Passed = one.Passed || other.Passed }))
            .ToLookup(turn => turn.Session, StringComparer.Ordinal));
    }

    /// <summary>Rows that stand for another, with the one they stand for.</summary>
    internal static Task<Dictionary<string, string>> MergedAsync(ProgrammeContext context, AsOf asOf, CancellationToken cancellation) =>
        context.Known<RegisterLearner>(asOf).Where(row => row.MergedInto != null).ToDictionaryAsync(row => row.Key, row => row.MergedInto!, StringComparer.Ordinal, cancellation);

    /// <summary>The turns of sessions.</summary>
    internal IEnumerable<Turn> In(IEnumerable<string> sessions) => sessions.SelectMany(session => _turns[session]);

    internal TrainingCounts Of(IReadOnlyCollection<string> sessions)
    {
        Turn[] turns = [.. In(sessions)];
        Turn[] came = [.. turns.Where(turn => turn.Came)];
        return new TrainingCounts(turns.Length, came.Length, turns.Count(turn => turn.Passed), came.Select(turn => turn.Person).Distinct(StringComparer.Ordinal).Count());
    }
}
