using System.Diagnostics;
using Sextant.Wire.Dns;

namespace Sextant.Testing.Dns;

/// <summary>What a fuzz run did.</summary>
public sealed record FuzzReport(long Iterations, TimeSpan Took, long Readable, TimeSpan Slowest, IReadOnlyDictionary<DnsFault, long> Faults);

/// <summary>
/// Mutates the sample and hostile messages and reads them. A message that can be read must be written, read and found the same;
/// one that cannot must end in a named fault. Anything thrown is a find, with its bytes.
/// </summary>
public sealed class DnsMutations(int seed)
{
    private static readonly byte[][] Sound = [.. SampleMessages.Bytes];

    private static readonly byte[][] Seeds = [.. SampleMessages.Bytes, .. HostileMessages.All.Where(h => h.Bytes.Length is > 0 and < 4096).Select(h => h.Bytes)];

    private readonly Random _random = new(seed);
    private readonly byte[] _buffer = new byte[ushort.MaxValue];

    /// <summary>The message being read now, for a watchdog.</summary>
    public byte[] Current { get; private set; } = [];

    /// <summary>How many were read, for a watchdog.</summary>
    public long Done { get; private set; }

    /// <summary>Runs until the number or the time is reached.</summary>
    /// <exception cref="InvalidOperationException">Something was found; the message holds the bytes.</exception>
    public FuzzReport Run(long iterations, TimeSpan time)
    {
        var faults = new Dictionary<DnsFault, long>();
        long started = Stopwatch.GetTimestamp();
        TimeSpan slowest = TimeSpan.Zero;
        for (Done = 0; Done < iterations && Stopwatch.GetElapsedTime(started) < time; Done++)
        {
            Current = Mutate();
            long begin = Stopwatch.GetTimestamp();
            DnsFault fault = ReadSafely(Current);
            TimeSpan took = Stopwatch.GetElapsedTime(begin);
            slowest = took > slowest ? took : slowest;
            faults[fault] = faults.GetValueOrDefault(fault) + 1;
        }

        return new FuzzReport(Done, Stopwatch.GetElapsedTime(started), faults.GetValueOrDefault(DnsFault.None), slowest, faults);
    }

    private DnsFault ReadSafely(byte[] bytes)
    {
        try
        {
            return Read(bytes);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"Found at {Done}: {Convert.ToHexString(bytes)}", exception);
        }
    }

    private DnsFault Read(byte[] bytes)
    {
        bool readable = DnsReader.TryRead(bytes, out DnsMessage? message, out DnsFault fault);
        if (readable != (fault == DnsFault.None) || readable != (message is not null))
        {
            throw new InvalidOperationException($"Read is {readable} and the fault {fault}.");
        }

        // What expands on reading (compressed names where the writer compresses less) may not fit any more; what fits is the same.
        if (message is not null && DnsWriter.TryWrite(message, _buffer, out int written))
        {
            Same(message, _buffer.AsSpan(0, written));
            foreach (DnsRecord record in message.AllRecords)
            {
                _ = record.ToString();
            }
        }

        return fault;
    }

    private static void Same(DnsMessage message, ReadOnlySpan<byte> bytes)
    {
        if (!DnsReader.TryRead(bytes, out DnsMessage? again, out DnsFault fault))
        {
            throw new InvalidOperationException($"What was read and written cannot be read: {fault}.");
        }

        if (!again.AllRecords.SequenceEqual(message.AllRecords) || !again.Questions.SequenceEqual(message.Questions) || again.Rcode != message.Rcode)
        {
            throw new InvalidOperationException("What was read, written and read is another message.");
        }
    }

    private byte[] Mutate()
    {
        // Half of them begin with a sound message: the deepest code is reached from there.
        byte[][] seeds = _random.Next(2) == 0 ? Seeds : Sound;
        byte[] bytes = (byte[])seeds[_random.Next(seeds.Length)].Clone();
        for (int times = _random.Next(1, 4); times > 0 && bytes.Length > 0; times--)
        {
            bytes = MutateOnce(bytes);
        }

        return bytes;
    }

    private byte[] MutateOnce(byte[] bytes)
    {
        int at = _random.Next(bytes.Length);
        switch (_random.Next(9))
        {
            case 0:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                return bytes;
            case 1:
                bytes[at] = (byte)_random.Next(256);
                return bytes;
            case 2:
                bytes[at] = _random.Next(2) == 0 ? (byte)0 : (byte)255;
                return bytes;
            case 3:
                return bytes[..at];
            case 4:
                // A pointer, mostly to somewhere in the message.
                bytes[at] = (byte)(0xC0 | (_random.Next(8) == 0 ? _random.Next(64) : _random.Next(Math.Max(1, bytes.Length >> 8))));
                bytes[(at + 1) % bytes.Length] = (byte)_random.Next(256);
                return bytes;
            case 5:
                return [.. bytes.AsSpan(0, at), .. bytes.AsSpan(_random.Next(at, bytes.Length))];
            case 6:
                byte[] other = Seeds[_random.Next(Seeds.Length)];
                return [.. bytes.AsSpan(0, at), .. other.AsSpan(_random.Next(other.Length))];
            case 7:
                bytes[4 + _random.Next(8) % Math.Max(1, bytes.Length - 4) is int count && count < bytes.Length ? count : at] = (byte)_random.Next(8);
                return bytes;
            default:
                return [.. bytes.AsSpan(0, at), .. bytes.AsSpan(_random.Next(bytes.Length)), .. bytes.AsSpan(at)];
        }
    }
}
