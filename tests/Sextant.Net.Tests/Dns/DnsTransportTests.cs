using System.Diagnostics;
using System.Net;
using Sextant.Net.Dns;
using Sextant.Net.Guard;
using Sextant.Testing;
using Sextant.Testing.Dns;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Net.Tests.Dns;

/// <summary>What one question gives, from a port of its own and from one that questions share.</summary>
public abstract class DnsTransportTests(bool sharesPorts)
{
    private static readonly DnsQuestion Question = new(DnsName.Parse("www.example.vn"), DnsType.Aaaa);
    private static readonly DnsAskOptions Brief = new() { Timeout = TimeSpan.FromMilliseconds(400) };

    private DnsTransport Transport { get; } = new(new MachineNetwork(), guard: null, pacer: null, TimeProvider.System, sharesPorts);

    [Fact]
    public async Task An_answer_comes_with_all_that_was_seen()
    {
        await using var server = ScriptedDnsServer.Answering(Right);

        DnsExchange exchange = await AskAsync(server);

        Assert.Null(exchange.Failure);
        Assert.Equal("2001:db8::1", Assert.Single(exchange.Message!.Answers).RData.ToString());
        Assert.Equal((DnsProtocol.Udp, server.EndPoint), (exchange.Transport, exchange.Server));
        Assert.True(exchange.CaseKept);
        Assert.NotEmpty(exchange.QueryBytes.ToArray());
        Assert.NotEmpty(exchange.ResponseBytes!.Value.ToArray());
        Assert.True(exchange.Duration > TimeSpan.Zero);
        Assert.Equal((ushort)1232, Assert.Single(server.Queries).Edns!.UdpPayload);
        Assert.False(Assert.Single(server.Queries).RecursionDesired);
    }

    [Fact]
    public async Task A_server_that_loses_the_case_is_noticed_and_believed()
    {
        await using var server = ScriptedDnsServer.Answering(q => Right(q) with { Questions = [Question] });
        DnsExchange exchange = await AskAsync(server);
        Assert.Null(exchange.Failure);
        Assert.False(exchange.CaseKept);
    }

    public static TheoryData<string, UdpScript, Failure> Strays => new()
    {
        { "another id", q => [Bytes(Right(q) with { Id = (ushort)(q.Id ^ 1) })], Failure.DnsMismatch },
        { "another question", q => [Bytes(Right(q) with { Questions = [Question with { Type = DnsType.A }] })], Failure.DnsMismatch },
        { "another name", q => [Bytes(Right(q) with { Questions = [Question with { Name = DnsName.Parse("vn") }] })], Failure.DnsMismatch },
        { "no question", q => [Bytes(Right(q) with { Questions = [] })], Failure.DnsMismatch },
        { "two questions", q => [Bytes(Right(q) with { Questions = [Question, Question] })], Failure.DnsMismatch },
        { "the query itself", q => [Bytes(q)], Failure.DnsMismatch },
        { "another opcode", q => [Bytes(Right(q) with { Opcode = DnsOpcode.Notify })], Failure.DnsMismatch },
        { "garbage", _ => [[1, 2, 3]], Failure.DnsMalformed },
        { "an empty datagram", _ => [[]], Failure.DnsMalformed },
        { "nothing", _ => [], Failure.TimedOut },
    };

    [Theory]
    [MemberData(nameof(Strays))]
    public async Task What_is_not_the_answer_is_waited_past_and_remembered(string name, UdpScript script, Failure expected)
    {
        await using var server = new ScriptedDnsServer(script);
        DnsExchange exchange = await AskAsync(server);
        Assert.Equal((name, expected), (name, exchange.Failure));
        Assert.Null(exchange.Message);
        Assert.Equal(expected == Failure.TimedOut ? 0 : 1, exchange.StrayDatagrams);
        Assert.Equal(expected == Failure.TimedOut, exchange.ResponseBytes is null);
        Assert.InRange(exchange.Duration.TotalMilliseconds, 350, 2000);
    }

    [Fact]
    public async Task The_answer_is_found_among_junk()
    {
        await using var server = new ScriptedDnsServer(q =>
            [[0], Bytes(Right(q) with { Id = (ushort)(q.Id ^ 255) }), Bytes(Right(q)), Bytes(Right(q))]);
        DnsExchange exchange = await AskAsync(server);
        Assert.Null(exchange.Failure);
        Assert.Equal(2, exchange.StrayDatagrams);
    }

    [Fact]
    public async Task A_flood_of_junk_ends()
    {
        await using var server = new ScriptedDnsServer(_ => Enumerable.Repeat(new byte[] { 1, 2, 3 }, 3000));
        DnsExchange exchange = await Transport.AskAsync(server.EndPoint, Question, Brief with { Timeout = TimeSpan.FromSeconds(5) }, CancellationToken.None);
        Assert.Equal(Failure.DnsMalformed, exchange.Failure);
    }

    [Fact]
    public async Task An_answer_that_cannot_be_read_is_named_at_once()
    {
        await using var server = new ScriptedDnsServer(q => [Bytes(Right(q))[..^3]]);
        DnsExchange exchange = await AskAsync(server);
        Assert.Equal(Failure.DnsMalformed, exchange.Failure);
        Assert.Equal(DnsFault.RecordTruncated, exchange.Fault);
        Assert.True(exchange.Duration < TimeSpan.FromMilliseconds(350));
    }

    [Theory]
    [InlineData(DnsRcode.ServFail, Failure.DnsServfail)]
    [InlineData(DnsRcode.NxDomain, Failure.DnsNxdomain)]
    [InlineData(DnsRcode.Refused, Failure.DnsRefused)]
    [InlineData(DnsRcode.NotAuth, Failure.DnsRcode)]
    public async Task A_response_code_has_its_word_and_its_message(DnsRcode rcode, Failure expected)
    {
        await using var server = ScriptedDnsServer.Answering(q => q.Respond(rcode));
        DnsExchange exchange = await AskAsync(server);
        Assert.Equal(expected, exchange.Failure);
        Assert.Equal(rcode, exchange.Message!.Rcode);
    }

    [Fact]
    public async Task A_refusal_without_the_question_is_an_answer()
    {
        await using var server = ScriptedDnsServer.Answering(q => q.Respond(DnsRcode.Refused) with { Questions = [] });
        Assert.Equal(Failure.DnsRefused, (await AskAsync(server)).Failure);
    }

    [Fact]
    public async Task A_closed_port_is_refused()
    {
        var nobody = new IPEndPoint(IPAddress.Loopback, Ports.Free());
        foreach (DnsTransportMode mode in (DnsTransportMode[])[DnsTransportMode.UdpOnly, DnsTransportMode.TcpOnly])
        {
            DnsExchange exchange = await Transport.AskAsync(nobody, Question, Brief with { Transport = mode }, CancellationToken.None);
            Assert.Equal(Failure.ConnectionRefused, exchange.Failure);
        }
    }

    [Fact]
    public async Task An_answer_that_comes_too_late_does_not_count()
    {
        await using var server = new ScriptedDnsServer(q => [Bytes(Right(q))], delay: TimeSpan.FromMilliseconds(900));
        Assert.Equal(Failure.TimedOut, (await AskAsync(server)).Failure);
    }

    [Fact]
    public async Task A_truncated_answer_is_fetched_over_tcp()
    {
        await using var server = new ScriptedDnsServer(q => [Bytes(Right(q).AsTruncated())], q => ScriptedDnsServer.Framed(Bytes(Right(q))));

        DnsExchange exchange = await AskAsync(server);
        Assert.Null(exchange.Failure);
        Assert.True(exchange.RetriedOverTcp);
        Assert.Equal(DnsProtocol.Tcp, exchange.Transport);
        Assert.Single(exchange.Message!.Answers);
        Assert.True(exchange.Before!.Message!.Truncated);

        DnsExchange alone = await Transport.AskAsync(server.EndPoint, Question, Brief with { Transport = DnsTransportMode.UdpOnly }, CancellationToken.None);
        Assert.Null(alone.Failure);
        Assert.True(alone.Message!.Truncated);
    }

    [Fact]
    public async Task A_truncated_answer_cut_in_a_record_is_still_truncated()
    {
        await using var server = new ScriptedDnsServer(
            q => [Bytes(Right(q) with { Truncated = true })[..^5]], q => ScriptedDnsServer.Framed(Bytes(Right(q))));
        DnsExchange exchange = await AskAsync(server);
        Assert.Null(exchange.Failure);
        Assert.True(exchange.RetriedOverTcp);
    }

    [Fact]
    public async Task Truncated_without_tcp_is_named()
    {
        await using var server = new ScriptedDnsServer(q => [Bytes(Right(q).AsTruncated())]);
        DnsExchange exchange = await AskAsync(server);
        Assert.Equal(Failure.DnsTruncated, exchange.Failure);
        Assert.Equal(Failure.ConnectionRefused, exchange.TcpFailure);
        Assert.True(exchange.Before!.Message!.Truncated);
    }

    public static TheoryData<string, TcpScript, Failure> TcpFaults => new()
    {
        { "closes at once", _ => [], Failure.ConnectionClosed },
        { "closes in the length", _ => [0], Failure.ConnectionClosed },
        { "closes in the message", q => ScriptedDnsServer.Framed(Bytes(Right(q)))[..^1], Failure.ConnectionClosed },
        { "a length of nothing", _ => [0, 0], Failure.DnsMalformed },
        { "another id", q => ScriptedDnsServer.Framed(Bytes(Right(q) with { Id = (ushort)(q.Id ^ 1) })), Failure.DnsMismatch },
        { "65,535 bytes of nothing", _ => [255, 255, .. new byte[65_535]], Failure.DnsMismatch },
    };

    [Theory]
    [MemberData(nameof(TcpFaults))]
    public async Task What_goes_wrong_over_tcp_is_named(string name, TcpScript script, Failure expected)
    {
        await using var server = new ScriptedDnsServer(_ => [], script);
        DnsExchange exchange = await Transport.AskAsync(server.EndPoint, Question, Brief with { Transport = DnsTransportMode.TcpOnly }, CancellationToken.None);
        Assert.Equal((name, expected), (name, exchange.Failure));
    }

    [Theory]
    [InlineData(DnsRcode.FormErr)]
    [InlineData(DnsRcode.NotImp)]
    [InlineData(DnsRcode.BadVers)]
    public async Task A_server_that_refuses_edns_is_asked_without(DnsRcode refusal)
    {
        await using var server = ScriptedDnsServer.Answering(q =>
            q.Edns is null ? Right(q) : q.Respond(refusal) with { Questions = [], Edns = refusal == DnsRcode.BadVers ? new DnsEdns() : null });
        DnsExchange exchange = await AskAsync(server);
        Assert.Null(exchange.Failure);
        Assert.True(exchange.EdnsRefused);
        Assert.Equal(refusal, exchange.Before!.Message!.Rcode);
        Assert.Equal(2, server.Queries.Count);
    }

    [Fact]
    public async Task A_server_that_fails_with_and_without_edns_does_not_refuse_edns()
    {
        await using var server = ScriptedDnsServer.Answering(q => q.Respond(DnsRcode.FormErr));
        DnsExchange exchange = await AskAsync(server);
        Assert.Equal(Failure.DnsFormerr, exchange.Failure);
        Assert.False(exchange.EdnsRefused);
    }

    [Fact]
    public async Task An_answer_larger_than_offered_is_taken()
    {
        await using var server = ScriptedDnsServer.Answering(q => Right(q) with
        {
            Answers = [.. Enumerable.Range(0, 500).Select(i => new DnsRecord(Question.Name, 60, new AaaaRecord(IPAddress.Parse($"2001:db8::{i:x}"))))],
        });
        DnsExchange exchange = await AskAsync(server);
        Assert.Null(exchange.Failure);
        Assert.Equal(500, exchange.Message!.Answers.Count);
        Assert.True(exchange.ResponseBytes!.Value.Length > 8000);
    }

    [Fact]
    public async Task Ids_ports_and_case_differ_from_question_to_question()
    {
        await using var server = ScriptedDnsServer.Answering(Right);
        for (int i = 0; i < 40; i++)
        {
            await AskAsync(server);
        }

        Assert.True(server.Queries.Select(q => q.Id).Distinct().Count() > 35);
        Assert.True(server.SourcePorts.Distinct().Count() > (sharesPorts ? 1 : 20));
        Assert.True(server.Queries.Select(q => Convert.ToHexString(q.Question!.Name.Wire)).Distinct().Count() > 30);
    }

    [Fact]
    public async Task A_forbidden_address_is_not_asked()
    {
        await using var server = ScriptedDnsServer.Answering(Right);
        var guarded = new DnsTransport(new MachineNetwork(), new DialGuard(), pacer: null, TimeProvider.System);
        foreach (DnsTransportMode mode in Enum.GetValues<DnsTransportMode>())
        {
            DnsExchange exchange = await guarded.AskAsync(new IPEndPoint(IPAddress.Loopback, 53), Question, Brief with { Transport = mode }, CancellationToken.None);
            Assert.Equal(Failure.AddressForbidden, exchange.Failure);
            Assert.True(exchange.QueryBytes.IsEmpty);
        }
    }

    [Fact]
    public async Task Whoever_asked_may_give_up()
    {
        await using var server = new ScriptedDnsServer(_ => []);
        using var giveUp = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        long started = Stopwatch.GetTimestamp();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await Transport.AskAsync(server.EndPoint, Question, Brief with { Timeout = TimeSpan.FromSeconds(30) }, giveUp.Token));
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(5));
    }

    private async Task<DnsExchange> AskAsync(ScriptedDnsServer server) =>
        await Transport.AskAsync(server.EndPoint, Question, Brief, CancellationToken.None);

    private static DnsMessage Right(DnsMessage query) => query.Respond() with
    {
        Authoritative = true,
        Answers = [new DnsRecord(query.Question!.Name, 60, new AaaaRecord(IPAddress.Parse("2001:db8::1")))],
    };

    private static byte[] Bytes(DnsMessage message) => DnsWriter.ToArray(message);
}

public sealed class OwnPortTransportTests() : DnsTransportTests(sharesPorts: false);

public sealed class SharedPortTransportTests() : DnsTransportTests(sharesPorts: true);
