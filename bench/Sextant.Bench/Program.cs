using Sextant.Bench;
using Sextant.Bench.Addresses;
using Sextant.Bench.Wire;

// dotnet run -c Release --project bench/Sextant.Bench -- dns
// Each subject prints a table for docs/reference/performance.md. Without an argument: all of them.
Dictionary<string, Func<string>> subjects = new(StringComparer.Ordinal)
{
    ["dns"] = () => Table("dns", DnsCodec.Run),
    ["addresses"] = AddressLookups.Run,
};

if (args.FirstOrDefault(a => !subjects.ContainsKey(a)) is { } unknown)
{
    await Console.Error.WriteLineAsync($"unknown subject '{unknown}'; there are: {string.Join(' ', subjects.Keys)}");
    return 2;
}

foreach (string subject in args.Length == 0 ? [.. subjects.Keys] : args)
{
    await Console.Out.WriteLineAsync(subjects[subject]());
}

return 0;

static string Table(string subject, Action<BenchTable> rows)
{
    var table = new BenchTable(subject);
    rows(table);
    return table.ToString();
}
