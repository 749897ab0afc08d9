using Sextant.Net.Bulk.Engine;
using Sextant.Wire;

namespace Sextant.Net.Bulk.Iteration;

/// <summary>Writes down what came of a name of the list, and frees its slot.</summary>
internal sealed class Reporter(Courier courier, Job[] jobs, IBulkHands hands, ReplyReading reading, TimeProvider time)
{
    public void Put(int slot, Failure? failure, BulkStop? stop, ReadOnlySpan<byte> message, bool tcp, long now)
    {
        ref Slot asked = ref courier.Slots[slot];
        Job job = jobs[slot];
        hands.Put(new BulkResult
        {
            Lot = asked.Lot,
            Position = asked.Position,
            Name = job.Origin,
            Type = asked.Type,
            Failure = failure,
            Message = message,
            Records = failure is null ? reading.Records : default,
            Aliases = job.Aliases,
            Server = asked.Server?.EndPoint,
            Took = asked.Server is null ? TimeSpan.Zero : time.GetElapsedTime(asked.SentAt, now),
            Tries = job.Sent,
            Tcp = tcp,
            Stop = stop,
        });
        courier.Slots.Give(slot);
    }
}
