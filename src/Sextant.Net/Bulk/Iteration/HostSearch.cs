using System.Net.Sockets;
using Sextant.Net.Bulk.Engine;
using Sextant.Wire.Dns;

namespace Sextant.Net.Bulk.Iteration;

/// <summary>What came of looking for a zone's servers that came without addresses.</summary>
internal enum Sought
{
    /// <summary>There is nobody more to look for.</summary>
    Nobody,

    /// <summary>There are addresses that were not asked.</summary>
    Found,

    /// <summary>Another slot finds out, and this one waits for it.</summary>
    Waits,
}

/// <summary>Looks for the addresses of name servers' names: one at a time for a name, only so many for a zone, and each once for all who need it.</summary>
internal sealed class HostSearch(BulkIteration options, SlotTable slots, Job[] jobs, Memory memory)
{
    /// <param name="child">A slot that was taken for a name server's name and is to be started; -1 when none was.</param>
    public Sought Next(int slot, long now, out int child)
    {
        child = -1;
        Job job = jobs[slot];
        int glueless = 0;
        foreach (ZoneServer server in job.Zone.Servers)
        {
            if (server.Glue.Length > 0 || server.IsInside || ++glueless <= job.Looked)
            {
                continue;
            }

            if (glueless > options.MaxGlueless)
            {
                break;
            }

            job.Looked++;
            Host host = server.Host ??= memory.HostOf(server.Name);
            if (host.Until > now)
            {
                if (host.Servers.Length > 0)
                {
                    return Sought.Found;
                }
            }
            else if (host.Seeker < 0 ? Begins(slot, job, host, out child) : Joins(slot, job, host))
            {
                return Sought.Waits;
            }
        }

        return Sought.Nobody;
    }

    /// <summary>What was found out of a name server's name.</summary>
    /// <returns>The first slot that waited for it.</returns>
    public static int Close(Host host, bool isBroken, long until)
    {
        int parked = host.Parked;
        (host.Seeker, host.InBrokenZone, host.Until, host.Parked) = (-1, isBroken, until, -1);
        return parked;
    }

    private bool Begins(int slot, Job job, Host host, out int child)
    {
        child = -1;
        if (job.Depth >= options.MaxNesting || slots.FreeCount == 0)
        {
            return false;
        }

        child = slots.Take(host.Name, memory.Allows(AddressFamily.InterNetwork) ? DnsType.A : DnsType.Aaaa);
        jobs[child].Begin(host.Name, host, job.Depth + 1, job.Credit);
        host.Seeker = child;
        Park(slot, job, host);
        return true;
    }

    /// <summary>Waits for what another looks for, unless that waits for this.</summary>
    private bool Joins(int slot, Job job, Host host)
    {
        for (Host? at = host; at is not null; at = at.Seeker < 0 ? null : jobs[at.Seeker].WaitsFor)
        {
            if (at.Seeker == slot)
            {
                return false;
            }
        }

        Park(slot, job, host);
        return true;
    }

    private void Park(int slot, Job job, Host host)
    {
        job.WaitsFor = host;
        job.NextParked = host.Parked;
        host.Parked = slot;
        slots[slot].State = SlotState.Parked;
    }
}
