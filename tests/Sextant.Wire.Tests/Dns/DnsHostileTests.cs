using FsCheck;
using FsCheck.Fluent;
using Sextant.Testing.Dns;
using Sextant.Wire.Dns;

namespace Sextant.Wire.Tests.Dns;

public sealed class DnsHostileTests
{
    [Fact]
    public void Each_hostile_message_ends_in_its_fault()
    {
        string[] wrong = [.. HostileMessages.All
            .Select(h => (h, Readable: DnsReader.TryRead(h.Bytes, out _, out DnsFault fault), Fault: fault))
            .Where(r => r.Fault != r.h.Fault || r.Readable != (r.h.Fault == DnsFault.None))
            .Select(r => $"{r.h.Name}: {r.Fault} instead of {r.h.Fault}")];
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_fault_has_a_case() =>
        Assert.Equal(Enum.GetValues<DnsFault>().Order(), HostileMessages.All.Select(h => h.Fault).Append(DnsFault.NameTruncated).Distinct().Order());

    [Fact]
    public void A_message_cut_anywhere_is_a_fault()
    {
        foreach (byte[] bytes in SampleMessages.Bytes)
        {
            for (int length = 0; length < bytes.Length; length++)
            {
                Assert.False(DnsReader.TryRead(bytes.AsSpan(0, length), out _, out DnsFault fault), $"{length} of {bytes.Length}");
                Assert.NotEqual(DnsFault.None, fault);
            }
        }
    }

    [Fact]
    public void Every_byte_flipped_is_read_or_named()
    {
        foreach (byte[] bytes in SampleMessages.Bytes)
        {
            for (int at = 0; at < bytes.Length; at++)
            {
                byte kept = bytes[at];
                foreach (int value in (int[])[0, 1, 63, 64, 127, 128, 191, 192, 255, kept ^ 128, (kept + 1) & 255, (kept - 1) & 255])
                {
                    bytes[at] = (byte)value;
                    Assert.Equal(DnsReader.TryRead(bytes, out DnsMessage? message, out DnsFault fault), fault == DnsFault.None);
                    Assert.Equal(message is null, fault != DnsFault.None);
                }

                bytes[at] = kept;
            }
        }
    }

    [Fact]
    public void Any_bytes_are_read_or_named() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        {
            byte[] message = [0, 1, 0x80, 0, 0, 1, 0, 1, 0, 0, 0, 0, .. bytes];
            return DnsReader.TryRead(message, out _, out DnsFault fault) == (fault == DnsFault.None);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_hundred_thousand_mutations_are_read_or_named_and_come_back_the_same()
    {
        FuzzReport report = new DnsMutations(seed: 6464).Run(100_000, TimeSpan.FromSeconds(60));
        Assert.Equal(100_000, report.Iterations);
        Assert.True(report.Readable > 10_000, "the mutations leave too little that can be read");
        Assert.True(report.Faults.Count > 12, "the mutations reach too few faults");
    }
}
