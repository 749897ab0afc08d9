using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.Audit;

/// <summary>One reading of the whole log, in the order of its rows: each row against its own hash, against the row before, and against anchors.</summary>
internal sealed class AuditVerification(ProgrammeDatabase database)
{
    /// <summary>1,000: who has more faults than that looks at a backup, not at a list.</summary>
    private const int MostFaults = 1000;

    private readonly List<AuditFault> _faults = [];
    private readonly List<AuditEntryRow> _broken = [];
    private AuditEntryRow? _last;
    private long _entries;

    internal async Task<AuditReport> RunAsync(IReadOnlyList<AuditMark> known, CancellationToken cancellation)
    {
        // The anchors before the rows: a change that is committed meanwhile adds to both, and is then only read more of than is anchored.
        AuditMark[] anchors = [.. await AuditAnchors.ReadAsync(database.Anchors, cancellation).ConfigureAwait(false), .. known];
        ILookup<long, string> hashes = anchors.ToLookup(mark => mark.Sequence, mark => mark.Hash);
        long first = await HeadAsync(cancellation).ConfigureAwait(false);
        await using (ProgrammeContext context = database.Create())
        {
            IAsyncEnumerable<AuditEntryRow> rows = context.Set<AuditEntryRow>().AsNoTracking().OrderBy(row => row.Sequence).AsAsyncEnumerable();
            await foreach (AuditEntryRow row in rows.WithCancellation(cancellation).ConfigureAwait(false))
            {
                Look(row, hashes);
            }
        }

        long end = Math.Max(first, anchors.Length == 0 ? 0 : anchors.Max(mark => mark.Sequence));
        LookAtEnd(end, await HeadAsync(cancellation).ConfigureAwait(false));
        NameMoved();
        long anchored = anchors.Where(mark => mark.Sequence <= (_last?.Sequence ?? 0)).Select(mark => mark.Sequence).DefaultIfEmpty().Max();
        return new AuditReport(
            _entries, _last is null ? null : new AuditMark(_last.Sequence, _last.Hash), anchored, [.. _faults.OrderBy(fault => fault.Sequence).Take(MostFaults)]);
    }

    private void Look(AuditEntryRow row, ILookup<long, string> anchors)
    {
        long place = (_last?.Sequence ?? 0) + 1;
        bool whole = AuditChain.Hash(row) == row.Hash;
        if (!whole)
        {
            Add(new AuditFault(AuditFaultKind.Edited, row.Sequence));
            _broken.Add(row);
        }

        if (row.Sequence != place)
        {
            Add(new AuditFault(AuditFaultKind.Removed, Math.Min(place, row.Sequence - 1), row.Sequence - 1));
        }
        else if (whole && row.Previous != (_last?.Hash ?? AuditChain.Root) && !_broken.Contains(_last!))
        {
            Add(new AuditFault(AuditFaultKind.Unlinked, row.Sequence));
        }

        if (whole && anchors[row.Sequence].Any(hash => hash != row.Hash))
        {
            Add(new AuditFault(AuditFaultKind.Rewritten, row.Sequence));
        }

        (_last, _entries) = (row, _entries + 1);
    }

    /// <param name="end">The latest row that the head of before the reading or an anchor knew of.</param>
    /// <param name="head">The head after the reading.</param>
    private void LookAtEnd(long end, long head)
    {
        long last = _last?.Sequence ?? 0;
        if (last < end)
        {
            Add(new AuditFault(AuditFaultKind.Truncated, last + 1, end));
        }
        else if (last > head)
        {
            Add(new AuditFault(AuditFaultKind.Added, head + 1, last));
        }
    }

    /// <summary>A row whose hash is right for another place that is empty or wrongly taken was moved, not edited.</summary>
    private void NameMoved()
    {
        long[] places = [.. _broken.Select(row => row.Sequence), .. _faults.Where(f => f.Kind is AuditFaultKind.Removed or AuditFaultKind.Truncated).SelectMany(Missing)];
        foreach (AuditEntryRow row in _broken)
        {
            long belongs = places.FirstOrDefault(place => AuditChain.Hash(row, place) == row.Hash);
            if (belongs > 0)
            {
                int at = _faults.FindIndex(fault => fault.Kind == AuditFaultKind.Edited && fault.Sequence == row.Sequence);
                _faults[at] = new AuditFault(AuditFaultKind.Moved, row.Sequence, belongs);
            }
        }
    }

    private static IEnumerable<long> Missing(AuditFault fault)
    {
        for (long place = fault.Sequence; place <= Math.Min(fault.Other ?? fault.Sequence, fault.Sequence + MostFaults); place++)
        {
            yield return place;
        }
    }

    private void Add(AuditFault fault)
    {
        if (_faults.Count < MostFaults)
        {
            _faults.Add(fault);
        }
    }

    private async Task<long> HeadAsync(CancellationToken cancellation)
    {
        await using ProgrammeContext context = database.Create();
        return await context.Set<AuditHeadRow>().Select(head => head.Sequence).SingleOrDefaultAsync(cancellation).ConfigureAwait(false);
    }
}
