namespace Sextant.Testing;

/// <summary>What a piece of code allocates.</summary>
public static class Allocations
{
    /// <summary>
    /// Bytes that a thousand runs allocate on this thread: the least of five rounds, for a collection that another thread begins in the midst of a round
    /// is booked on this one as the rest of its allocation buffer (some 8 KB). What allocates does so in each round.
    /// </summary>
    public static long Least(Action work)
    {
        long least = long.MaxValue;
        for (int round = 0; round < 5 && least > 0; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 1000; i++)
            {
                work();
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
