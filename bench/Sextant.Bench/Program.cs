using Sextant.Bench;
using Sextant.Bench.Wire;

// dotnet run -c Release --project bench/Sextant.Bench -- dns
// Each subject prints a table for docs/reference/performance.md. Without an argument: all of them.
Dictionary<string, Action<BenchTable>> subjects = new(StringComparer.Ordinal)
{
    ["dns"] = DnsCodec.Run,
};

if (args.FirstOrDefault(a => !subjects.ContainsKey(a)) is { } unknown)
{
    await Console.Error.WriteLineAsync($"unknown subject '{unknown}'; there are: {string.Join(' ', subjects.Keys)}");
    return 2;
}

foreach (string subject in args.Length == 0 ? [.. subjects.Keys] : args)
{
    var table = new BenchTable(subject);
    subjects[subject](table);
    await Console.Out.WriteLineAsync(table.ToString());
}

return 0;
