using System.Net;
using Sextant.Checks.Observations;
using Sextant.Measurement.Probes.Servers;
using Sextant.Wire.Dns;

namespace Sextant.Measurement.Tests.Probes;

public sealed class AnswerReaderTests
{
    private static readonly DnsQuestion Question = new(DnsName.Parse("example.vn"), DnsType.A);

    [Fact]
    public void Owners_with_bytes_that_no_host_name_has_are_hostile()
    {
        for (int value = 0; value <= byte.MaxValue; value++)
        {
            Assert.True(DnsName.TryFromWire([1, (byte)'a', 2, (byte)'b', (byte)value, 2, (byte)'v', (byte)'n', 0], out DnsName? owner));
            bool hostile = value is <= ' ' or > '~' || ".\\\"();@$<>'`".Contains((char)value, StringComparison.Ordinal);
            Assert.Equal(hostile ? ["hostile-labels"] : [], Read(owner).Junk);
        }
    }

    private static ServerAnswer Read(DnsName owner) => AnswerReader.Fill(
        new ServerAnswer { Address = IPAddress.Loopback, Name = "example.vn", Type = "A", Transport = "udp", Attempts = [] }, Question,
        new DnsMessage { IsResponse = true, Answers = [new DnsRecord(owner, 300, new ARecord(IPAddress.Loopback))] });
}
