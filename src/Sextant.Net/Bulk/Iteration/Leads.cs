using Sextant.Net.Bulk.Engine;

namespace Sextant.Net.Bulk.Iteration;

/// <summary>
/// Thousands of names lie below the same few zones: one asks for the next zone, the others wait for what it learns. Only names of the list wait so, and no two for each other.
/// </summary>
internal sealed class Leads(Job[] jobs, Memory memory, bool severalTypes)
{
    private readonly Dictionary<ulong, int> _leaders = [];

    /// <summary>Whether a slot may ask its zone now; else it waits for another.</summary>
    /// <param name="name">Asked, in lower case.</param>
    public bool MayAsk(int slot, ReadOnlySpan<byte> name, SlotTable slots)
    {
        Job job = jobs[slot];
        if (job.Leads != 0)
        {
            return true;
        }

        Span<byte> starts = stackalloc byte[NameHash.MostLabels];
        Span<ulong> hashes = stackalloc ulong[NameHash.MostLabels];
        int next = NameHash.Labels(name, starts, hashes) - job.Zone.Labels - 1;
        while (next > 0 && memory.IsUncut(hashes[next]))
        {
            next--;
        }

        // The name itself is waited for only where several types are asked for it.
        if (next < 0 || (next == 0 && !severalTypes) || job.WaitedFor == hashes[next])
        {
            return true;
        }

        if (!_leaders.TryGetValue(hashes[next], out int leader))
        {
            job.Leads = hashes[next];
            _leaders[job.Leads] = slot;
            return true;
        }

        job.WaitedFor = hashes[next];
        job.NextParked = jobs[leader].Parked;
        jobs[leader].Parked = slot;
        slots[slot].State = SlotState.Parked;
        return false;
    }

    /// <summary>A slot leads no longer.</summary>
    /// <param name="isUncut">There is no zone at the name that it asked for first.</param>
    /// <returns>The first of those who waited; -1 when nobody did.</returns>
    public int End(int slot, bool isUncut)
    {
        Job job = jobs[slot];
        if (job.Leads == 0)
        {
            return -1;
        }

        _leaders.Remove(job.Leads);
        if (isUncut)
        {
            memory.KeepUncut(job.Leads);
        }

        int parked = job.Parked;
        (job.Leads, job.Parked) = (0, -1);
        return parked;
    }
}
