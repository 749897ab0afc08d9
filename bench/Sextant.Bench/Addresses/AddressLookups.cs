using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Sextant.Wire.Addresses.Origins;

namespace Sextant.Bench.Addresses;

/// <summary>Lookups in the table of all announced addresses, against DIR-24-8 in C in alternating rounds; and how long the table takes to make.</summary>
internal static class AddressLookups
{
    private static readonly int Rounds = BenchRun.Asked.Times(11, 1);
    private const int Addresses = 1 << 22; // 16 MB of IPv4 addresses: no cache holds the questions
    private static readonly string Folder = Repository.Artifact("bench");

    public static string Run()
    {
        string v4 = Path.Combine(Folder, "addresses", "asn-ipv4.csv");
        string v6 = Path.Combine(Folder, "addresses", "asn-ipv6.csv");
        if (!File.Exists(v4) || !File.Exists(v6))
        {
            throw new InvalidOperationException("there is no table of addresses: bench/prepare --addresses");
        }

        var text = new StringBuilder("addresses\n\n");
        AddressTable table = Make(text, [v4, v6]);
        var ranges = Ranges(v4).OrderByDescending(range => range.Last - range.First).Select(range => ((uint)range.First, (uint)range.Last, (uint)table.Find((uint)range.First))).ToArray();
        // A range whose first address belongs to a narrower one has another number further in.
        if (!Dir24.TryFill(Folder, ranges))
        {
            throw new InvalidOperationException("DIR-24-8 in C is not built: bench/prepare");
        }

        var random = new Random(1);
        uint[] anywhere = [.. Enumerable.Range(0, Addresses).Select(_ => (uint)random.NextInt64(1L << 32))];
        uint[] announced = [.. Enumerable.Range(0, Addresses).Select(_ => In(ranges[random.Next(ranges.Length)], random))];
        (UInt128 First, UInt128 Last)[] ranges6 = [.. Ranges(v6)];
        (ulong Upper, ulong Lower)[] announced6 = [.. Enumerable.Range(0, Addresses / 4).Select(_ => In(ranges6[random.Next(ranges6.Length)], random))];
        IPAddress[] objects = [.. announced6.Take(1 << 18).Select(Address)];

        text.AppendLine("| lookup | ns | per second and core | of the C peer's speed |\n|---|---:|---:|---:|");
        Compare(text, "IPv4, any address", anywhere.Length, () => Sum(table, anywhere), () => Dir24.Sum(anywhere, (ulong)anywhere.Length));
        Compare(text, "IPv4, announced ranges", announced.Length, () => Sum(table, announced), () => Dir24.Sum(announced, (ulong)announced.Length));
        Compare(text, "IPv6, announced ranges", announced6.Length, () => Sum(table, announced6), null);
        Compare(text, "IPv6, as an IPAddress", objects.Length, () => Count(table, objects), null);
        return text.ToString();
    }

    private static AddressTable Make(StringBuilder text, string[] files)
    {
        AddressTable? table = null;
        byte[] stored = [];
        var reading = new List<double>();
        var restoring = new List<double>();
        for (int round = 0; round < 5; round++)
        {
            TimeSpan started = Environment.CpuUsage.TotalTime;
            var rows = new AddressRows();
            foreach (string file in files)
            {
                using FileStream stream = File.OpenRead(file);
                RangeCsv.Read(stream, rows);
            }

            table = rows.Build(out _);
            reading.Add((Environment.CpuUsage.TotalTime - started).TotalMilliseconds);
            stored = AddressTableFile.Write(table);
            started = Environment.CpuUsage.TotalTime;
            if (!AddressTableFile.TryRead(stored, out _, out TableFault fault))
            {
                throw new InvalidOperationException(fault.ToString());
            }

            restoring.Add((Environment.CpuUsage.TotalTime - started).TotalMilliseconds);
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"{table!.Changes.V4:N0} + {table.Changes.V6:N0} runs of {table.Origins.Count:N0} origins; indexes {table.IndexBytes / 1e6:0.0} MB, stored {stored.Length / 1e6:0.0} MB.");
        text.AppendLine(CultureInfo.InvariantCulture, $"Processor time: table made from {files.Sum(file => new FileInfo(file).Length) / 1e6:0.0} MB of CSV the first time in {reading[0]:0} ms, then {Median(reading):0} ms; read back from its stored form the first time in {restoring[0]:0} ms, then {Median(restoring):0} ms.\n");
        return table;
    }

    private static void Compare(StringBuilder text, string name, int each, Func<ulong> ours, Func<ulong>? theirs)
    {
        if (theirs is not null && ours() != theirs())
        {
            throw new InvalidOperationException($"{name}: the peer finds others");
        }

        var our = new List<double>();
        var their = new List<double>();
        for (int round = 0; round < Rounds; round++)
        {
            our.Add(Time(ours, each));
            if (theirs is not null)
            {
                their.Add(Time(theirs, each));
            }
        }

        text.AppendLine(Row(name, Median(our), theirs is null ? "" : $"{Median(their) / Median(our):0.00}x"));
        if (theirs is not null)
        {
            text.AppendLine(Row($"DIR-24-8 in C: {name}", Median(their), ""));
        }
    }

    private static string Row(string name, double ns, string ratio) => string.Create(CultureInfo.InvariantCulture, $"| {name} | {ns:0.0} | {1e9 / ns:N0} | {ratio} |");

    private static double Time(Func<ulong> work, int each)
    {
        TimeSpan started = Environment.CpuUsage.TotalTime;
        work();
        return (Environment.CpuUsage.TotalTime - started).TotalNanoseconds / each;
    }

    private static ulong Sum(AddressTable table, uint[] addresses)
    {
        ulong sum = 0;
        foreach (uint address in addresses)
        {
            sum = unchecked(sum + (uint)table.Find(address));
        }

        return sum;
    }

    private static ulong Sum(AddressTable table, (ulong Upper, ulong Lower)[] addresses)
    {
        ulong sum = 0;
        foreach ((ulong upper, ulong lower) in addresses)
        {
            sum = unchecked(sum + (uint)table.Find(upper, lower));
        }

        return sum;
    }

    private static ulong Count(AddressTable table, IPAddress[] addresses)
    {
        ulong found = 0;
        foreach (IPAddress address in addresses)
        {
            found += table.Find(address) is null ? 0UL : 1UL;
        }

        return found;
    }

    private static IEnumerable<(UInt128 First, UInt128 Last)> Ranges(string file) =>
        File.ReadLines(file).Select(line => line.Split(',', 3)).Select(fields => (Bits(fields[0]), Bits(fields[1])));

    private static UInt128 Bits(string text)
    {
        IPAddress address = IPAddress.Parse(text);
        byte[] bytes = address.GetAddressBytes();
        return address.AddressFamily == AddressFamily.InterNetwork ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private static uint In((uint First, uint Last, uint Value) range, Random random) => (uint)(range.First + random.NextInt64((long)range.Last - range.First + 1));

    private static (ulong Upper, ulong Lower) In((UInt128 First, UInt128 Last) range, Random random)
    {
        UInt128 span = range.Last - range.First;
        UInt128 at = range.First + (span == UInt128.MaxValue ? 0 : new UInt128((ulong)random.NextInt64(), (ulong)random.NextInt64()) % (span + 1));
        return ((ulong)(at >> 64), (ulong)(at & ulong.MaxValue));
    }

    private static IPAddress Address((ulong Upper, ulong Lower) at)
    {
        byte[] bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, new UInt128(at.Upper, at.Lower));
        return new IPAddress(bytes);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
