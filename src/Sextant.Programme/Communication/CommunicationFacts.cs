using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Documents;
using Sextant.Programme.Register;

namespace Sextant.Programme.Communication;

/// <summary>What indicators count of communication.</summary>
/// <param name="Events">Events held by the day, by kind.</param>
/// <param name="Press">Press items up to the day, by tone.</param>
/// <param name="Downloads">Downloads up to the day; of files that were taken back since, too; null: the kit never had a file.</param>
public sealed record CommunicationFacts(IReadOnlyDictionary<string, int> Events, int Attendees, int Sites, IReadOnlyDictionary<string, int> Press, long? Downloads);

/// <summary>Communication as pages are given it.</summary>
public sealed class CommunicationArea(ProgrammeDatabase database, DocumentVault vault, TimeProvider clock)
{
    /// <summary>The kit.</summary>
    public KitDesk Kit { get; } = new(database, vault, clock);

    /// <summary>The press.</summary>
    public PressDesk Press { get; } = new(database, clock);

    /// <summary>Events.</summary>
    public EventDesk Events { get; } = new(database, clock);

    /// <summary>Counts as of a day.</summary>
    internal static async Task<CommunicationFacts> FactsAsync(ProgrammeDatabase database, AsOf asOf, CancellationToken cancellation)
    {
        await using ProgrammeContext context = database.Create();
        DateOnly day = asOf.Date;
        List<RegisterPublicEvent> held = await context.Known<RegisterPublicEvent>(asOf).Where(row => row.State == "held" && row.Starts <= day).ToListAsync(cancellation).ConfigureAwait(false);
        Dictionary<string, int> press = await context.Known<RegisterPressItem>(asOf).Where(row => row.Date <= day).GroupBy(row => row.Tone).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(one => one.Key, one => one.Count, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
        bool kit = await context.Known<RegisterKitFile>(asOf).AnyAsync(row => row.Day <= day, cancellation).ConfigureAwait(false);
        long downloads = await context.Set<KitDownloadRow>().Where(row => row.Day <= day).SumAsync(row => row.Count, cancellation).ConfigureAwait(false);
        return new CommunicationFacts(
            held.GroupBy(row => row.Kind, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal), held.Sum(row => row.Attendees ?? 0), held.Sum(row => row.Sites ?? 0), press,
            kit || downloads > 0 ? downloads : null);
    }
}
