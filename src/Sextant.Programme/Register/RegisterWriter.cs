using Microsoft.EntityFrameworkCore;
using Sextant.Store.Databases;

namespace Sextant.Programme.Register;

/// <summary>What a reload did to one table.</summary>
internal sealed class MergeCounts
{
    internal int Added { get; set; }

    internal int Changed { get; set; }

    internal int TakenBack { get; set; }

    internal int Unchanged { get; set; }

    internal List<string> Kept { get; } = [];
}

/// <summary>
/// Writes versions: nothing is overwritten. A pack replaces what a pack said; what a person said stays, and is reported where the
/// pack says otherwise.
/// </summary>
internal sealed class RegisterWriter(ProgrammeContext context, string origin, DateTimeOffset at)
{
    private readonly DateTimeOffset _at = ModelConventions.Rounded(at);

    /// <summary>What <see cref="PutAsync"/> has done so far: table, the version that was and the one that is.</summary>
    internal List<(string Table, RegisterRow? Before, RegisterRow After)> Puts { get; } = [];

    /// <summary>Brings the rows that packs own to what this pack says.</summary>
    internal async Task<MergeCounts> MergeAsync<T>(IReadOnlyCollection<T> wanted, CancellationToken cancellation)
        where T : RegisterRow
    {
        Dictionary<string, T> current = await context.Set<T>().Where(row => row.SupersededAt == null)
            .ToDictionaryAsync(row => row.Key, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
        var counts = new MergeCounts();
        var insert = new List<T>();
        foreach (T row in wanted)
        {
            row.Digest = row.Digest.Length > 0 ? row.Digest : RowDigest.Of(row);
            if (current.Remove(row.Key, out T? held) && !Replaces(row, held, counts))
            {
                continue;
            }

            Supersede(held);
            insert.Add(row);
            counts.Added += held is null ? 1 : 0;
            counts.Changed += held is null ? 0 : 1;
        }

        foreach (T left in current.Values.Where(row => !row.Withdrawn && !Register.Origin.IsPerson(row.Origin)))
        {
            insert.Add(TakenBack(left));
            counts.TakenBack++;
        }

        await SaveAsync(insert, cancellation).ConfigureAwait(false);
        return counts;
    }

    /// <summary>Records a further version of a fact, or a new fact.</summary>
    internal async Task PutAsync<T>(T row, string? reason, CancellationToken cancellation)
        where T : RegisterRow
    {
        T? held = await context.Set<T>().SingleOrDefaultAsync(other => other.Key == row.Key && other.SupersededAt == null, cancellation)
            .ConfigureAwait(false);
        Supersede(held);
        row.Reason = reason;
        row.Digest = RowDigest.Of(row);
        Puts.Add((ModelConventions.Snake(typeof(T).Name), held, row));
        await SaveAsync([row], cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// Records a fact whose key nobody can have had, because its place was counted in this transaction. It is saved with the audit log's entry, in one turn: what is asked for before that
    /// does not see it.
    /// </summary>
    internal void Add<T>(T row, string? reason)
        where T : RegisterRow
    {
        (row.Reason, row.Digest, row.Origin, row.RecordedAt) = (reason, RowDigest.Of(row), origin, _at);
        Puts.Add((ModelConventions.Snake(typeof(T).Name), null, row));
        context.Set<T>().Add(row);
    }

    /// <summary>Records many facts of one table, each of a key of its own.</summary>
    internal async Task PutAllAsync<T>(List<T> rows, string? reason, CancellationToken cancellation)
        where T : RegisterRow
    {
        string[] keys = [.. rows.Select(row => row.Key)];
        Dictionary<string, T> current = await context.Set<T>().Where(row => keys.Contains(row.Key) && row.SupersededAt == null)
            .ToDictionaryAsync(row => row.Key, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
        string table = ModelConventions.Snake(typeof(T).Name);
        foreach (T row in rows)
        {
            T? held = current.GetValueOrDefault(row.Key);
            Supersede(held);
            (row.Reason, row.Digest) = (reason, RowDigest.Of(row));
            Puts.Add((table, held, row));
        }

        await SaveAsync(rows, cancellation).ConfigureAwait(false);
    }

    private static bool Replaces<T>(T row, T held, MergeCounts counts)
        where T : RegisterRow
    {
        if (held.Digest == row.Digest)
        {
            counts.Unchanged++;
            return false;
        }

        if (Register.Origin.IsPerson(held.Origin))
        {
            counts.Kept.Add(held.Key);
            return false;
        }

        return true;
    }

    /// <summary>The key stays known for ever, by a version that says the fact no longer stands.</summary>
    private T TakenBack<T>(T held)
        where T : RegisterRow
    {
        var row = (T)held.Next();
        row.Withdrawn = true;
        row.Digest = RowDigest.Of(row);
        Supersede(held);
        return row;
    }

    /// <summary>A clock that was set back must not give a version that ends before it begins.</summary>
    private void Supersede(RegisterRow? held)
    {
        if (held is not null)
        {
            held.SupersededAt = After(held);
        }
    }

    private DateTimeOffset After(RegisterRow held) => held.RecordedAt < _at ? _at : held.RecordedAt.AddMicroseconds(1);

    /// <summary>Superseded rows are saved before their successors, because at no moment may two versions be current.</summary>
    private async Task SaveAsync<T>(List<T> insert, CancellationToken cancellation)
        where T : RegisterRow
    {
        Dictionary<string, DateTimeOffset> ended = context.ChangeTracker.Entries<T>().Where(entry => entry.State == EntityState.Modified)
            .ToDictionary(entry => entry.Entity.Key, entry => entry.Entity.SupersededAt!.Value, StringComparer.Ordinal);
        await context.SaveChangesAsync(cancellation).ConfigureAwait(false);
        foreach (T row in insert)
        {
            (row.Origin, row.RecordedAt) = (origin, ended.TryGetValue(row.Key, out DateTimeOffset after) ? after : _at);
        }

        context.Set<T>().AddRange(insert);
        await context.SaveChangesAsync(cancellation).ConfigureAwait(false);
        context.ChangeTracker.Clear();
    }
}
