namespace Sextant.Net.Tests.Pacing;

internal static class Settled
{
    /// <summary>How many tasks are done once nothing moves any more.</summary>
    public static async Task<int> CountAsync(IReadOnlyCollection<Task> turns)
    {
        int before = -1;
        int same = 0;
        while (same < 3)
        {
            await Task.Delay(5);
            int now = turns.Count(turn => turn.IsCompletedSuccessfully);
            same = now == before ? same + 1 : 0;
            before = now;
        }

        return before;
    }
}
