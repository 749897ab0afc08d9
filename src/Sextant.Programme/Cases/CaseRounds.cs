using Microsoft.EntityFrameworkCore;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Cases;

/// <summary>What the versions of a case tell beside the newest one: who objected, and what was seen and decided before it was taken up again.</summary>
internal static class CaseRounds
{
    private const string PersonMark = "person:";
    private const string TokenMark = "token:";

    /// <summary>Whether who asks is the person who objected, be it by a program.</summary>
    internal static async Task<bool> IsOfAsync(ProgrammeContext context, string key, Viewer viewer, CancellationToken cancellation)
    {
        string by = await context.Set<RegisterCase>().AsNoTracking().Where(row => row.Key == key).OrderBy(row => row.Id).Select(row => row.Origin).FirstAsync(cancellation).ConfigureAwait(false);
        if (by.StartsWith(TokenMark, StringComparison.Ordinal))
        {
            string token = by[TokenMark.Length..];
            by = PersonMark + await context.Set<PersonTokenRow>().Where(row => row.Key == token).Select(row => row.Person).SingleOrDefaultAsync(cancellation).ConfigureAwait(false);
        }

        return viewer.Person is { } person && by == PersonMark + person;
    }

    /// <summary>Earlier rounds of cases, by key, the oldest first. Each has a campaign of its own; its last version tells what became of it.</summary>
    internal static async Task<ILookup<string, CaseRound>> EarlierAsync(ProgrammeContext context, IReadOnlyCollection<RegisterCase> now, CancellationToken cancellation)
    {
        string[] keys = [.. now.Select(row => row.Key)];
        List<RegisterCase> versions = await context.Set<RegisterCase>().AsNoTracking()
            .Where(row => keys.Contains(row.Key) && context.Set<RegisterCase>().Any(other => other.Key == row.Key && other.Campaign != row.Campaign)).OrderBy(row => row.Id).ToListAsync(cancellation).ConfigureAwait(false);
        return versions.GroupBy(row => row.Key, StringComparer.Ordinal).SelectMany(OfOne).ToLookup(pair => pair.Key, pair => pair.Round, StringComparer.Ordinal);
    }

    private static IEnumerable<(string Key, CaseRound Round)> OfOne(IGrouping<string, RegisterCase> versions)
    {
        RegisterCase[][] rounds = [.. versions.GroupBy(row => row.Campaign, StringComparer.Ordinal).Select(group => group.ToArray())];
        for (int i = 0; i + 1 < rounds.Length; i++)
        {
            (RegisterCase last, RegisterCase next) = (rounds[i][^1], rounds[i + 1][0]);
            yield return (versions.Key, new CaseRound(CaseStore.SecondOf(last), last.SecondVantage, last.Decision, last.Answer, last.State == "decided" ? last.RecordedAt : null, next.RecordedAt, next.Reason ?? ""));
        }
    }
}
