using Sextant.Net.Bulk.Engine;

namespace Sextant.Net.Bulk.Iteration;

/// <summary>
/// Who waits for room at a server, in order. The first in a line has its time on the wheel; all others wait for nothing but their turn, however many there are.
/// </summary>
internal sealed class Lines(Courier courier, Job[] jobs, long frequency)
{
    /// <summary>Sends a slot's question to its server, at once or in its turn.</summary>
    public void Add(int slot, Server server, long now)
    {
        courier.Slots[slot].Server = server;
        if (server.LineHead < 0 && server.Room(now) > 0)
        {
            Send(slot, server, now);
            return;
        }

        jobs[slot].NextInLine = -1;
        courier.Slots[slot].State = SlotState.Ready;
        if (server.LineHead < 0)
        {
            server.LineHead = slot;
        }
        else
        {
            jobs[server.LineTail].NextInLine = slot;
        }

        server.LineTail = slot;
        Move(server, now);
    }

    /// <summary>Sends what there is room for.</summary>
    public void Move(Server server, long now)
    {
        while (server.LineHead >= 0 && server.Room(now) > 0)
        {
            int slot = server.LineHead;
            server.LineHead = jobs[slot].NextInLine;
            courier.Wheel.Clear(slot);
            Send(slot, server, now);
        }

        if (server.LineHead >= 0 && courier.Slots[server.LineHead].Spoke < 0)
        {
            long at = server.RoomAt(now);
            // Where the window is what holds it up, an answer will move the line; this is for the case that none comes.
            courier.WaitUntil(server.LineHead, at > now ? at : now + (frequency / 20));
        }
    }

    private void Send(int slot, Server server, long now)
    {
        server.Reserve(now);
        server.Promised++;
        courier.MakeReady(slot);
    }
}
