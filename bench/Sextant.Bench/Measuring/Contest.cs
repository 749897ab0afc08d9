namespace Sextant.Bench.Measuring;

/// <summary>One of those that are measured in turn.</summary>
/// <param name="Name">What it does.</param>
/// <param name="Count">How often in a round.</param>
/// <param name="Each">Does it so often and says what each took, in µs of processor time; null where it is not there.</param>
/// <param name="Ours">Whether it runs in this process.</param>
internal sealed record Contender(string Name, int Count, Func<int, Task<double?>> Each, bool Ours = false)
{
    public List<double> Micros { get; } = [];

    /// <summary>By .NET alone, in the last round.</summary>
    public long Bytes { get; set; }

    public string Allocated => Ours ? $"{Bytes:N0}" : "";

    public double? Median => Micros.Count == 0 ? null : Micros.Order().ElementAt(Micros.Count / 2);
}

/// <summary>Rounds in turn, so that what else the machine does befalls all alike.</summary>
internal static class Contest
{
    public const int InFlight = 200;

    public static readonly int Rounds = BenchRun.Asked.Times(5, 1);

    public static Task<double?> Nothing => Task.FromResult<double?>(null);

    public static async Task InTurnsAsync(List<Contender> all)
    {
        for (int round = -1; round < Rounds; round++)
        {
            foreach (Contender one in all)
            {
                long before = GC.GetTotalAllocatedBytes(precise: true);
                // What runs often is compiled well after the first round, which does not count.
                if (await one.Each(one.Count) is { } each && round >= 0)
                {
                    one.Micros.Add(each);
                    one.Bytes = (GC.GetTotalAllocatedBytes(precise: true) - before) / one.Count;
                }
            }
        }
    }

    /// <summary>The processor time of this process for one, <see cref="InFlight"/> under way.</summary>
    public static Func<int, Task<double?>> Spent(Func<Task> one) => async count =>
    {
        TimeSpan began = Environment.CpuUsage.TotalTime;
        int left = count;
        await Task.WhenAll(Enumerable.Range(0, InFlight).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await one();
            }
        }));
        return (Environment.CpuUsage.TotalTime - began).TotalMicroseconds / count;
    };
}
