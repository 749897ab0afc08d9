using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Sextant.Bench;

/// <summary>Measures short operations on one thread and prints what they take: processor time, the median of seven rounds, since others use the machine too.</summary>
public sealed class BenchTable(string subject)
{
    private static readonly int Rounds = BenchRun.Asked.Times(7, 1);
    private static readonly TimeSpan RoundTime = TimeSpan.FromMilliseconds(BenchRun.Asked.Times(400, 5));

    private readonly StringBuilder _rows = new();

    /// <summary>Runs an operation and adds its row.</summary>
    public void Row(string name, Action operation)
    {
        long each = Calibrate(operation);
        double[] nanoseconds = new double[Rounds];
        long bytes = 0;
        for (int round = 0; round < Rounds; round++)
        {
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            TimeSpan started = Environment.CpuUsage.TotalTime;
            for (long i = 0; i < each; i++)
            {
                operation();
            }

            nanoseconds[round] = (Environment.CpuUsage.TotalTime - started).TotalNanoseconds / each;
            bytes = (GC.GetAllocatedBytesForCurrentThread() - allocated) / each;
        }

        Array.Sort(nanoseconds);
        double median = nanoseconds[Rounds / 2];
        _rows.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {median:N0} | {1e9 / median:N0} | {bytes:N0} |");
    }

    /// <inheritdoc/>
    public override string ToString() => $"{subject}\n\n| operation | ns | per second and core | bytes allocated |\n|---|---:|---:|---:|\n{_rows}";

    /// <summary>Runs until the compiler has done its best, and finds out how many fill a round.</summary>
    private static long Calibrate(Action operation)
    {
        long done = 0;
        long started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < RoundTime * 2)
        {
            for (int i = 0; i < 100; i++)
            {
                operation();
            }

            done += 100;
        }

        return Math.Max(1, done / 2);
    }
}
