using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.Training;

/// <summary>What indicators count of training: no names, no keys of persons.</summary>
/// <param name="Held">Sessions that were held by the day.</param>
/// <param name="Turns">Who came, over all of them.</param>
/// <param name="Persons">Who came, each person once.</param>
/// <param name="Certified">By level, persons with a certificate that holds on the day; one person may stand in several.</param>
/// <param name="CertifiedPersons">Those persons, each once.</param>
public sealed record TrainingFacts(IReadOnlyList<HeldSession> Held, int Turns, IReadOnlyList<LearntPerson> Persons, IReadOnlyDictionary<string, int> Certified, int CertifiedPersons);

/// <summary>A session that was held.</summary>
public sealed record HeldSession(string Course, string Level, string Mode);

/// <summary>A person who came to a session.</summary>
/// <param name="UnitKnown">Whether the register has the person's unit.</param>
/// <param name="Kinds">Kinds of the unit and of all that it is or was part of.</param>
/// <param name="Specialist">Whether the person passed at a level of specialists.</param>
public sealed record LearntPerson(bool UnitKnown, IReadOnlySet<string> Kinds, bool Specialist);

/// <summary>Counts training as of a day.</summary>
internal sealed class TrainingFactsReader(ProgrammeDatabase database)
{
    private static readonly HashSet<string> NoKinds = [];

    /// <summary>The facts of a day; null: no session was noted as held by then.</summary>
    internal async Task<TrainingFacts?> ReadAsync(AsOf asOf, CancellationToken cancellation)
    {
        await using ProgrammeContext context = database.Create();
        DateOnly day = asOf.Date;
        Dictionary<string, string> levels = await context.Known<RegisterCourse>(asOf).ToDictionaryAsync(row => row.Key, row => row.Level, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
        RegisterSession[] held = [.. (await context.Known<RegisterSession>(asOf).Where(row => row.State == "held" && row.Ends <= day).ToListAsync(cancellation).ConfigureAwait(false)).Where(row => levels.ContainsKey(row.Course))];
        if (held.Length == 0)
        {
            return null;
        }

        TurnBook book = await TurnBook.OpenAsync(context, asOf, string.Empty, cancellation).ConfigureAwait(false);
        TurnBook.Turn[] came = [.. book.In(held.Select(row => row.Key)).Where(turn => turn.Came)];
        HashSet<string> special = [.. held.Where(row => TrainingWords.ExpertLevels.Contains(levels[row.Course])).Select(row => row.Key)];
        HashSet<string> passed = [.. came.Where(turn => turn.Passed && special.Contains(turn.Session)).Select(turn => turn.Person)];
        Dictionary<string, string?> units = await context.Known<RegisterLearner>(asOf).Select(row => new { row.Key, row.Organisation }).ToDictionaryAsync(row => row.Key, row => row.Organisation, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
        Func<string, IReadOnlySet<string>> kinds = await KindsAsync(context, asOf, cancellation).ConfigureAwait(false);
        LearntPerson[] persons =
        [
            .. came.Select(turn => turn.Person).Distinct(StringComparer.Ordinal)
                .Select(key => units.GetValueOrDefault(key) is { } unit ? new LearntPerson(true, kinds(unit), passed.Contains(key)) : new LearntPerson(false, NoKinds, passed.Contains(key))),
        ];
        (string Person, string Level)[] certified = await CertifiedAsync(context, asOf, cancellation).ConfigureAwait(false);
        return new TrainingFacts(
            [.. held.Select(row => new HeldSession(row.Course, levels[row.Course], row.Mode))], came.Length, persons,
            certified.GroupBy(one => one.Level, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal),
            certified.Select(one => one.Person).Distinct(StringComparer.Ordinal).Count());
    }

    private static async Task<(string Person, string Level)[]> CertifiedAsync(ProgrammeContext context, AsOf asOf, CancellationToken cancellation)
    {
        DateOnly day = asOf.Date;
        Dictionary<string, string> merged = await TurnBook.MergedAsync(context, asOf, cancellation).ConfigureAwait(false);
        var rows = await context.Known<RegisterCertificate>(asOf).Where(row => row.Issued <= day && (row.Expires == null || row.Expires >= day) && (row.Revoked == null || row.Revoked > day))
            .Select(row => new { row.Learner, row.Level }).ToListAsync(cancellation).ConfigureAwait(false);
        return [.. rows.Select(row => (merged.GetValueOrDefault(row.Learner) ?? row.Learner, row.Level)).Distinct()];
    }

    /// <summary>Kinds of a unit and of all that it is or ever was part of: a unit that was merged since was of a state body when its people learnt.</summary>
    private static async Task<Func<string, IReadOnlySet<string>>> KindsAsync(ProgrammeContext context, AsOf asOf, CancellationToken cancellation)
    {
        Dictionary<string, string> kind = await context.Known<RegisterOrganisation>(asOf).ToDictionaryAsync(row => row.Key, row => row.Kind, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
        ILookup<string, string> above = (await context.Begun<RegisterRelation>(asOf).Where(row => row.Kind == "part-of").Select(row => new { row.From, row.To }).ToListAsync(cancellation).ConfigureAwait(false))
            .ToLookup(row => row.From, row => row.To, StringComparer.Ordinal);
        var known = new Dictionary<string, IReadOnlySet<string>>(StringComparer.Ordinal);
        return unit => known.TryGetValue(unit, out IReadOnlySet<string>? kinds) ? kinds : known[unit] = Kinds(unit);

        HashSet<string> Kinds(string unit)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal) { unit };
            var floor = new Queue<string>(seen);
            while (floor.TryDequeue(out string? one))
            {
                foreach (string higher in above[one].Where(seen.Add))
                {
                    floor.Enqueue(higher);
                }
            }

            return [.. seen.Select(one => kind.GetValueOrDefault(one)).OfType<string>()];
        }
    }
}
