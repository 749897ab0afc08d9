using System.Globalization;
using Sextant.Bench;
using Sextant.Bench.Addresses;
using Sextant.Bench.History;
using Sextant.Bench.Lake;
using Sextant.Bench.Mail;
using Sextant.Bench.Measuring;
using Sextant.Bench.Office;
using Sextant.Bench.Scale;
using Sextant.Bench.Timing;
using Sextant.Bench.Web;
using Sextant.Bench.Wire;

// dotnet run -c Release --project bench/Sextant.Bench -- [SUBJECT]... [--short] [--peer NAME=PATH]... [--with NAME=VALUE]...
// Each subject (--list names them) prints a table for docs/reference/performance.md. Without an argument: all of them. bench/run does this and the comparisons beside it.
Dictionary<string, Func<Task<string>>> subjects = new(StringComparer.Ordinal)
{
    ["dns"] = () => Task.FromResult(Table("dns", DnsCodec.Run)),
    ["addresses"] = () => Task.FromResult(AddressLookups.Run()),
    ["name"] = OneName.RunAsync,
    ["campaign"] = ThousandNames.RunAsync,
    ["neighbours"] = Neighbours.RunAsync,
    ["years"] = Years.RunAsync,
    ["lake"] = LakeAppends.RunAsync,
    ["limits"] = () => Task.FromResult(Table("limits", TimeLimits.Run)),
    ["web"] = WebProbes.RunAsync,
    ["smtp"] = MailTalks.RunAsync,
    ["office"] = OfficeLoad.RunAsync,
    ["scale"] = ScaleModel.RunAsync,
};

if (args is [BenchWorld.Word, var count, var tarpits, var data])
{
    await BenchWorld.HoldAsync(int.Parse(count, CultureInfo.InvariantCulture), int.Parse(tarpits, CultureInfo.InvariantCulture), data);
    return 0;
}

if (args is [MailServer.Word, var folder])
{
    await MailServer.HoldAsync(folder);
    return 0;
}

if (args is ["--list"])
{
    await Console.Out.WriteLineAsync(string.Join(' ', subjects.Keys));
    return 0;
}

try
{
    BenchRun run = BenchRun.Read(args);
    if (run.Subjects.FirstOrDefault(a => !subjects.ContainsKey(a)) is { } unknown)
    {
        throw new FormatException($"unknown subject '{unknown}'; there are: {string.Join(' ', subjects.Keys)}");
    }

    foreach (string subject in run.Subjects.Count == 0 ? [.. subjects.Keys] : run.Subjects)
    {
        await Console.Out.WriteLineAsync(await subjects[subject]());
    }

    return 0;
}
catch (FormatException bad)
{
    await Console.Error.WriteLineAsync(bad.Message);
    return 2;
}
catch (Exception failure) when (failure is InvalidOperationException or IOException or System.ComponentModel.Win32Exception)
{
    // A comparison that could not be made: why is one line, not a stack.
    await Console.Error.WriteLineAsync(failure.Message.Trim());
    return 1;
}

static string Table(string subject, Action<BenchTable> rows)
{
    var table = new BenchTable(subject);
    rows(table);
    return table.ToString();
}
