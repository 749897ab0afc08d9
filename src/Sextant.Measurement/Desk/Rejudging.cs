using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Measurement.Scans;

namespace Sextant.Measurement.Desk;

/// <summary>A target whose evidence was judged again.</summary>
/// <param name="Kept">What is kept of it.</param>
/// <param name="Again">What the profile says now; null: the evidence is gone, or damaged.</param>
/// <param name="Damage">Why the evidence cannot be read; null: it can, or it is gone.</param>
/// <param name="Changes">The verdicts that differ.</param>
public sealed record Rejudged(JudgedTarget Kept, Judgement? Again, Exception? Damage, IReadOnlyList<VerdictChange> Changes)
{
    /// <summary>Whether class, level or any verdict is another.</summary>
    public bool Differs => Again is not null && VerdictChange.Differs(Kept, Again, Changes);
}

/// <summary>Judges again what is kept, with the clock that is in its evidence; for the page and the command alike.</summary>
public static class Rejudging
{
    /// <summary>One after the other; a damaged segment keeps nobody from judging the others.</summary>
    public static async IAsyncEnumerable<Rejudged> RunAsync(MeasurementStores stores, IAsyncEnumerable<JudgedTarget> targets, Profile profile)
    {
        await foreach (JudgedTarget kept in targets.ConfigureAwait(false))
        {
            yield return Of(stores, kept, profile);
        }
    }

    private static Rejudged Of(MeasurementStores stores, JudgedTarget kept, Profile profile)
    {
        try
        {
            Scan? scan = stores.Evidence.GetScan(kept.Evidence);
            Judgement? again = scan is null ? null : Judge.Assess(scan, profile).SingleOrDefault(entry => entry.Kind == kept.Target.Kind);
            return new Rejudged(kept, again, null, again is null ? [] : VerdictChange.Between(kept, again));
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException)
        {
            return new Rejudged(kept, null, fault, []);
        }
    }
}
