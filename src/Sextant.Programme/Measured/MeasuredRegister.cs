using Sextant.Programme.Organisations;
using Sextant.Programme.Register;

namespace Sextant.Programme.Measured;

/// <summary>The targets of all organisations of a day, and what was last measured of each: read once for everybody who asks, until either changes.</summary>
internal sealed class MeasuredRegister(ProgrammeDatabase database, IMeasuredStates states)
{
    /// <summary>2 days: today, and the day that somebody looks back to. Each holds a state for every target.</summary>
    private const int Days = 2;

    /// <summary>The organisations of a day, by name.</summary>
    internal Task<IReadOnlyList<OrganisationLine>> OrganisationsAsync(AsOf asOf, CancellationToken cancellation) =>
        new OrganisationStore(database).ListAsync(new OrganisationFilter(), asOf, cancellation);

    /// <summary>The targets of a day.</summary>
    internal Task<IReadOnlyList<TargetLine>> TargetsAsync(AsOf asOf, CancellationToken cancellation) =>
        new TargetStore(database).ListAsync(new OrganisationFilter(), asOf, cancellation);

    /// <summary>The states of these targets that were measured by the day.</summary>
    internal Task<IReadOnlyDictionary<string, MeasuredState>> StatesAsync(AsOf asOf, CancellationToken cancellation) => OnceAsync("states", asOf, async () =>
    {
        ProgrammeCalendar calendar = await database.CalendarAsync(cancellation).ConfigureAwait(false);
        IReadOnlyList<TargetLine> targets = await TargetsAsync(asOf, cancellation).ConfigureAwait(false);
        return await states.BeforeAsync([.. targets.Select(target => target.Key)], calendar.EndOf(asOf), cancellation).ConfigureAwait(false);
    }, cancellation);

    /// <summary>The same of some targets, of whatever organisations: from what is remembered of all, and of the rest from the store.</summary>
    internal async Task<IReadOnlyDictionary<string, MeasuredState>> StatesAsync(IReadOnlyCollection<string> targets, AsOf asOf, CancellationToken cancellation)
    {
        DateTimeOffset end = (await database.CalendarAsync(cancellation).ConfigureAwait(false)).EndOf(asOf);
        (bool held, IReadOnlyDictionary<string, MeasuredState>? all) = await database.Memory.HeldAsync<IReadOnlyDictionary<string, MeasuredState>>(
            "states", asOf, await StampAsync(null, cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
        string[] missing = [.. targets.Where(target => !held || !all!.ContainsKey(target))];
        IReadOnlyDictionary<string, MeasuredState> read = missing.Length == 0 ? new Dictionary<string, MeasuredState>() : await states.BeforeAsync(missing, end, cancellation).ConfigureAwait(false);
        return targets.Distinct(StringComparer.Ordinal).Select(target => held && all!.TryGetValue(target, out MeasuredState? state) ? state : read.GetValueOrDefault(target)).OfType<MeasuredState>()
            .ToDictionary(state => state.Target, StringComparer.Ordinal);
    }

    /// <summary>Reads something that rests on measurements too.</summary>
    /// <param name="upTo">The last day (UTC) that is looked at; null: all.</param>
    /// <param name="most">How many of the kind are remembered.</param>
    internal async Task<T> OnceAsync<T>(string what, object of, Func<Task<T>> read, CancellationToken cancellation, DateOnly? upTo = null, int most = Days)
    {
        long? stamp = await StampAsync(upTo, cancellation).ConfigureAwait(false);
        return await database.Memory.OnceAsync(new ReadMemory.Wanted(what, of, most, stamp), () =>
        {
            TablesRead.Note(TableStamps.Measured);
            return read();
        }, cancellation).ConfigureAwait(false);
    }

    private async Task<long?> StampAsync(DateOnly? upTo, CancellationToken cancellation)
    {
        if (upTo is not null || RegisterLook.Current is not { } look)
        {
            return await states.StampAsync(upTo, cancellation).ConfigureAwait(false);
        }

        return look.Measured ??= await states.StampAsync(null, cancellation).ConfigureAwait(false);
    }
}
