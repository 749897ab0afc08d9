using System.Globalization;
using Sextant.Bench;
using Sextant.Bench.Addresses;
using Sextant.Bench.History;
using Sextant.Bench.Measuring;
using Sextant.Bench.Scale;
using Sextant.Bench.Web;
using Sextant.Bench.Wire;

// dotnet run -c Release --project bench/Sextant.Bench -- dns
// Each subject prints a table for docs/reference/performance.md. Without an argument: all of them.
Dictionary<string, Func<Task<string>>> subjects = new(StringComparer.Ordinal)
{
    ["dns"] = () => Task.FromResult(Table("dns", DnsCodec.Run)),
    ["addresses"] = () => Task.FromResult(AddressLookups.Run()),
    ["name"] = OneName.RunAsync,
    ["campaign"] = ThousandNames.RunAsync,
    ["years"] = Years.RunAsync,
    ["web"] = WebProbes.RunAsync,
    ["scale"] = ScaleModel.RunAsync,
};

if (args is [BenchWorld.Word, var count, var data])
{
    await BenchWorld.HoldAsync(int.Parse(count, CultureInfo.InvariantCulture), data);
    return 0;
}

if (args.FirstOrDefault(a => !subjects.ContainsKey(a)) is { } unknown)
{
    await Console.Error.WriteLineAsync($"unknown subject '{unknown}'; there are: {string.Join(' ', subjects.Keys)}");
    return 2;
}

foreach (string subject in args.Length == 0 ? [.. subjects.Keys] : args)
{
    await Console.Out.WriteLineAsync(await subjects[subject]());
}

return 0;

static string Table(string subject, Action<BenchTable> rows)
{
    var table = new BenchTable(subject);
    rows(table);
    return table.ToString();
}
