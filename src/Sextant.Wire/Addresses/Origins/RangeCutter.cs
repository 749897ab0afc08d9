using System.Runtime.InteropServices;

namespace Sextant.Wire.Addresses.Origins;

/// <summary>
/// Cuts ranges that may lie inside and across each other into runs that do not: the narrowest range wins, and of equal ones the last
/// row. For prefixes that is the longest match of a router.
/// </summary>
internal static class RangeCutter
{
    /// <summary>The runs, and what stood in each other's way.</summary>
    public static AddressRuns Cut(List<AddressRange> rows, out OverlapCounts overlaps)
    {
        int[] order = Ordered(CollectionsMarshal.AsSpan(rows));
        overlaps = Count(CollectionsMarshal.AsSpan(rows), order);
        return overlaps == default ? Disjoint(rows, order) : Overlapping(rows, order);
    }

    private static int[] Ordered(ReadOnlySpan<AddressRange> rows)
    {
        int[] order = new int[rows.Length];
        bool sorted = true;
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
            sorted &= i == 0 || rows[i - 1].First < rows[i].First;
        }

        if (!sorted)
        {
            AddressRange[] copy = rows.ToArray();
            // Enclosing ranges first; of equal ones the earlier row first, so that a stack of those around is enough for counting.
            Array.Sort(order, (a, b) => copy[a].First != copy[b].First ? copy[a].First.CompareTo(copy[b].First)
                : copy[a].Last != copy[b].Last ? copy[b].Last.CompareTo(copy[a].Last) : a.CompareTo(b));
        }

        return order;
    }

    private static OverlapCounts Count(ReadOnlySpan<AddressRange> rows, int[] order)
    {
        var counts = default(OverlapCounts);
        var around = new Stack<AddressRange>();
        foreach (int at in order)
        {
            AddressRange row = rows[at];
            while (around.TryPeek(out AddressRange top) && top.Last < row.First)
            {
                around.Pop();
            }

            if (around.TryPeek(out AddressRange outer))
            {
                counts = (outer.First == row.First && outer.Last == row.Last, row.Last <= outer.Last) switch
                {
                    (true, _) => counts with { Repeated = counts.Repeated + 1 },
                    (_, true) => counts with { Nested = counts.Nested + 1 },
                    _ => counts with { Crossing = counts.Crossing + 1 },
                };
            }

            around.Push(row);
        }

        return counts;
    }

    private static AddressRuns Disjoint(List<AddressRange> rows, int[] order)
    {
        var runs = new AddressRuns(rows.Count);
        foreach (int at in order)
        {
            AddressRange row = rows[at];
            runs.Begin(row.First, row.Value);
            runs.EndAfter(row.Last);
        }

        return runs;
    }

    private static AddressRuns Overlapping(List<AddressRange> rows, int[] order)
    {
        var runs = new AddressRuns(rows.Count);
        var open = new PriorityQueue<int, (UInt128 Span, int Later)>();
        int next = 0;
        UInt128 at = 0;
        while (next < order.Length || open.Count > 0)
        {
            if (open.Count == 0)
            {
                at = rows[order[next]].First;
            }

            for (; next < order.Length && rows[order[next]].First == at; next++)
            {
                AddressRange row = rows[order[next]];
                open.Enqueue(order[next], (row.Last - row.First, -order[next]));
            }

            while (open.TryPeek(out int ended, out _) && rows[ended].Last < at)
            {
                open.Dequeue();
            }

            if (!open.TryPeek(out int narrowest, out _))
            {
                continue;
            }

            AddressRange winner = rows[narrowest];
            runs.Begin(at, winner.Value);
            runs.EndAfter(winner.Last);
            if (next < order.Length && rows[order[next]].First <= winner.Last)
            {
                at = rows[order[next]].First;
            }
            else if (winner.Last == UInt128.MaxValue)
            {
                break;
            }
            else
            {
                at = winner.Last + 1;
            }
        }

        return runs;
    }
}

/// <summary>How the rows of a table lie to each other; each row is counted once, against the one before it that is still open where it begins.</summary>
/// <param name="Nested">Inside another.</param>
/// <param name="Repeated">The same range again: the last row holds.</param>
/// <param name="Crossing">Begins inside another and ends outside it: where they meet, the narrower holds.</param>
public readonly record struct OverlapCounts(int Nested, int Repeated, int Crossing);
