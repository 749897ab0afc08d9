using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace Sextant.Programme.Register;

/// <summary>
/// Remembers what was read, for as long as none of the tables that it was read from has changed: whoever asks gets what would be read now, in this process and beside others that
/// write. What many ask for at once is read once.
/// </summary>
internal sealed class ReadMemory
{
    /// <summary>4 days, or states of knowledge, of what is small: today, and those that people look back to.</summary>
    internal const int Days = 4;

    /// <summary>64 readings of one kind, where nobody says otherwise: the days and units that people look at in turn.</summary>
    private const int Most = 64;

    private readonly ConcurrentDictionary<(string What, object Of), Slot> _slots = new();
    private readonly Func<DbContext> _create;
    private readonly AskedTogether<Dictionary<Type, long>> _stamps;
    private (IReadOnlyList<Type> Tables, string Statement)? _asked;
    private readonly ConcurrentDictionary<Type, object> _own = new();
    private long _turn;

    internal ReadMemory(Func<DbContext> create) => (_create, _stamps) = (create, new AskedTogether<Dictionary<Type, long>>(AskAsync));

    /// <summary>The current versions of a table's facts, without those taken back: of what has changed since, only the new versions are read.</summary>
    internal Task<IReadOnlyList<T>> CurrentAsync<T>(CancellationToken cancellation)
        where T : RegisterRow => OnceAsync("current", typeof(T), () => Own<CurrentRows<T>>().ReadAsync(_create, cancellation), cancellation, int.MaxValue);

    /// <summary>What an area itself remembers of this database, one of each kind.</summary>
    internal T Own<T>()
        where T : class, new() => (T)_own.GetOrAdd(typeof(T), _ => new T());

    /// <summary>Reads, or hands out what was read.</summary>
    /// <param name="what">The kind of reading.</param>
    /// <param name="of">Of what: a day, a unit. With it the reading must give the same while the register is the same.</param>
    /// <param name="read">Reads; asks no other clock than <paramref name="of"/>.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <param name="most">How many of the kind are remembered: few where they are large.</param>
    internal Task<T> OnceAsync<T>(string what, object of, Func<Task<T>> read, CancellationToken cancellation, int most = Most) =>
        OnceAsync(new Wanted(what, of, most, null), read, cancellation);

    /// <summary>The same of what may rest on measurements too.</summary>
    internal async Task<T> OnceAsync<T>(Wanted wanted, Func<Task<T>> read, CancellationToken cancellation)
    {
        (string what, object of, int most, long? measured) = wanted;
        RegisterLook look = RegisterLook.Current ?? RegisterLook.Begin();
        IReadOnlyDictionary<Type, long> now = await StampsAsync(look, cancellation).ConfigureAwait(false);
        Slot slot = _slots.GetOrAdd((what, of), _ => new Slot());
        slot.Turn = Interlocked.Increment(ref _turn);
        if (slot.Held is { } held && held.Is(now, measured))
        {
            return held.Given<T>();
        }

        bool alone = slot.Gate.Wait(0, CancellationToken.None);
        if (!alone)
        {
            await slot.Gate.WaitAsync(cancellation).ConfigureAwait(false);
        }

        try
        {
            if (slot.Held is { } newer && newer.Is(now, measured))
            {
                return newer.Given<T>();
            }

            if (!alone)
            {
                // While this one waited others have written and come to wait too: what is read now is new enough for all of them.
                look.Renew();
                now = await StampsAsync(look, cancellation).ConfigureAwait(false);
            }

            (T value, IReadOnlyCollection<Type> tables) = await TablesRead.RecordAsync(read).ConfigureAwait(false);
            TablesRead.Note(tables);
            Keep(slot, value, tables, now, measured);
            Forget(what, most);
            return value;
        }
        finally
        {
            slot.Gate.Release();
        }
    }

    /// <summary>What is remembered and still holds; nothing is read where it is not. For who needs a little of what is large.</summary>
    internal async Task<(bool Found, T? Value)> HeldAsync<T>(string what, object of, long? measured, CancellationToken cancellation)
    {
        if (!_slots.TryGetValue((what, of), out Slot? slot) || slot.Held is null)
        {
            return (false, default);
        }

        IReadOnlyDictionary<Type, long> now = await StampsAsync(RegisterLook.Current ?? RegisterLook.Begin(), cancellation).ConfigureAwait(false);
        return slot.Held is { } held && held.Is(now, measured) ? (true, held.Given<T>()) : (false, default);
    }

    private void Keep(Slot slot, object? value, IReadOnlyCollection<Type> tables, IReadOnlyDictionary<Type, long> now, long? measured)
    {
        Type[] own = [.. tables.Where(table => table != TableStamps.Measured)];
        slot.Held = own.All(now.ContainsKey) && (own.Length == tables.Count || measured is not null) ? new Held(value, own.ToDictionary(table => table, table => now[table]), measured) : null;
    }

    private void Forget(string what, int most)
    {
        KeyValuePair<(string What, object Of), Slot>[] same = [.. _slots.Where(one => one.Key.What == what)];
        foreach (KeyValuePair<(string What, object Of), Slot> old in same.OrderBy(one => one.Value.Turn).Take(Math.Max(0, same.Length - most)))
        {
            _slots.TryRemove(old.Key, out _);
        }
    }

    private async Task<IReadOnlyDictionary<Type, long>> StampsAsync(RegisterLook look, CancellationToken cancellation)
    {
        await look.Gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (look.Stamps.Count == 0)
            {
                look.Stamps = await _stamps.AskAsync(cancellation).ConfigureAwait(false);
            }

            return look.Stamps;
        }
        finally
        {
            look.Gate.Release();
        }
    }

    private async Task<Dictionary<Type, long>> AskAsync()
    {
        await using DbContext context = _create();
        _asked ??= TableStamps.Of(context.Model);
        return await TableStamps.ReadAsync(context, _asked.Value.Tables, _asked.Value.Statement, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>A reading that is wanted.</summary>
    /// <param name="Measured">How far measurements have come; null: none are read, or nobody can say, and then nothing that rests on them is remembered.</param>
    internal readonly record struct Wanted(string What, object Of, int Most, long? Measured);

    private sealed class Slot
    {
        internal SemaphoreSlim Gate { get; } = new(1, 1);

        internal Held? Held { get; set; }

        internal long Turn { get; set; }
    }

    private sealed record Held(object? Value, Dictionary<Type, long> Stamps, long? Measured)
    {
        internal T Given<T>()
        {
            TablesRead.Note(Measured is null ? Stamps.Keys : Stamps.Keys.Append(TableStamps.Measured));
            return (T)Value!;
        }

        /// <summary>Whether it is at least as new as a look: somebody may have read it after that look began.</summary>
        internal bool Is(IReadOnlyDictionary<Type, long> now, long? measured) =>
            Measured == measured && Stamps.All(one => now.TryGetValue(one.Key, out long stamp) && one.Value >= stamp);
    }
}
