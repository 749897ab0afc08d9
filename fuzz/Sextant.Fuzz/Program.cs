using System.Globalization;
using Sextant.Testing.Dns;

// dotnet run -c Release --project fuzz/Sextant.Fuzz -- --iterations 1000000 --seconds 600 --seed 1
// Exit 0: nothing found; 1: a find, printed with its bytes; 2: bad arguments; 3: one message took longer than 10 s.
long iterations = 1_000_000;
int seconds = 600;
int seed = 1;
for (int i = 0; i < args.Length; i += 2)
{
    int number = 0;
    bool known = i + 1 < args.Length && int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out number);
    switch (known ? args[i] : string.Empty)
    {
        case "--iterations":
            iterations = number;
            break;
        case "--seconds":
            seconds = number;
            break;
        case "--seed":
            seed = number;
            break;
        default:
            await Console.Error.WriteLineAsync("usage: [--iterations N] [--seconds N] [--seed N]");
            return 2;
    }
}

var mutations = new DnsMutations(seed);
long seen = -1;
using var watchdog = new Timer(
    _ =>
    {
        if (seen == mutations.Done)
        {
            Console.Error.WriteLine($"Hangs at {seen}: {Convert.ToHexString(mutations.Current)}");
            Environment.Exit(3);
        }

        seen = mutations.Done;
    },
    null, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));
try
{
    FuzzReport report = mutations.Run(iterations, TimeSpan.FromSeconds(seconds));
    await Console.Out.WriteLineAsync(string.Create(
        CultureInfo.InvariantCulture,
        $"{report.Iterations} mutations in {report.Took.TotalSeconds:F1} s ({report.Iterations / report.Took.TotalSeconds:F0}/s), {report.Readable} readable, slowest {report.Slowest.TotalMilliseconds:F2} ms, seed {seed}"));
    foreach (var fault in report.Faults.OrderByDescending(f => f.Value))
    {
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {fault.Key,-18} {fault.Value,10}"));
    }

    return 0;
}
catch (InvalidOperationException find)
{
    await Console.Error.WriteLineAsync(find.ToString());
    return 1;
}
