using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Sextant.Net.Dns;
using Sextant.Net.Dns.Sharing;
using Sextant.Testing;
using Sextant.Testing.Dns;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Net.Tests.Dns.Sharing;

public sealed class SharedPortsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly SharedPorts _ports = new(new MachineNetwork(), TimeProvider.System);

    [Fact]
    public async Task Answers_in_any_order_come_to_their_questions_from_few_ports_that_change()
    {
        var held = new ConcurrentBag<byte[]>();
        // Eight at a time, the last one first.
        await using var server = new ScriptedDnsServer(query =>
        {
            held.Add(Bytes(Right(query)));
            byte[][] all = held.Count == 8 ? [.. held] : [];
            if (all.Length > 0)
            {
                held.Clear();
            }

            return all;
        });
        DnsExchange[] exchanges = await Task.WhenAll(Enumerable.Range(0, 80).Select(number => AskAsync(server, $"n{number}.example.vn")));

        Assert.All(exchanges, exchange => Assert.Null(exchange.Failure));
        Assert.Equal(Enumerable.Range(0, 80).Select(number => $"n{number}.example.vn"), exchanges.Select(exchange => Assert.Single(exchange.Message!.Answers).Owner.ToString().ToLowerInvariant()));
        int[] questions = [.. server.SourcePorts.GroupBy(port => port).Select(port => port.Count())];
        Assert.InRange(questions.Length, 3, 10);
        Assert.All(questions, count => Assert.InRange(count, 1, SharedPort.MostQuestions));
    }

    [Fact]
    public async Task A_wrong_answer_is_held_against_the_question_it_repeats_and_no_other()
    {
        await using var server = new ScriptedDnsServer(query =>
            query.Question!.Type == DnsType.A ? [Bytes(Right(query) with { Id = (ushort)(query.Id ^ 1) })] : [], delay: TimeSpan.FromMilliseconds(50));
        DnsExchange[] exchanges = await Task.WhenAll(
            AskAsync(server, "www.example.vn", DnsType.A, TimeSpan.FromMilliseconds(400)), AskAsync(server, "www.example.vn", DnsType.Aaaa, TimeSpan.FromMilliseconds(400)));
        Assert.Equal([Failure.DnsMismatch, Failure.TimedOut], exchanges.Select(exchange => exchange.Failure));
        Assert.Equal([1, 0], exchanges.Select(exchange => exchange.StrayDatagrams));
    }

    [Fact]
    public async Task Answers_that_come_late_or_twice_are_no_strays_of_the_next_question()
    {
        await using var server = new ScriptedDnsServer(query => query.Question!.Type == DnsType.A ? [Bytes(Right(query)), Bytes(Right(query))] : []);
        Task<DnsExchange> silent = AskAsync(server, "www.example.vn", DnsType.Aaaa, TimeSpan.FromMilliseconds(500));
        Assert.Null((await AskAsync(server, "www.example.vn", DnsType.A, Patience)).Failure);
        DnsExchange exchange = await silent;
        Assert.Equal((Failure.TimedOut, 0), (exchange.Failure, exchange.StrayDatagrams));
        Assert.Single(server.SourcePorts.Distinct());
    }

    [Fact]
    public async Task What_was_not_answered_is_asked_again_from_another_port()
    {
        await using var server = new ScriptedDnsServer(_ => []);
        await AskAsync(server, "www.example.vn", DnsType.A, TimeSpan.FromMilliseconds(100));
        await AskAsync(server, "www.example.vn", DnsType.A, TimeSpan.FromMilliseconds(100));
        Assert.Equal(2, server.SourcePorts.Distinct().Count());
    }

    [Fact]
    public async Task A_port_of_its_own_is_shared_with_nobody()
    {
        await using var server = new ScriptedDnsServer(query => [Bytes(Right(query))]);
        var transport = new DnsTransport(new MachineNetwork(), guard: null, pacer: null, TimeProvider.System, sharesPorts: true);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => transport.AskAsync(
            server.EndPoint, new DnsQuestion(DnsName.Parse($"n{number}.vn"), DnsType.A), new DnsAskOptions { OwnPort = number % 2 == 0 }, CancellationToken.None).AsTask()));
        Assert.Equal(11, server.SourcePorts.Distinct().Count());
    }

    [Fact]
    public async Task Whoever_waits_at_a_closed_port_hears_of_it_and_the_next_port_is_fresh()
    {
        var nobody = new IPEndPoint(IPAddress.Loopback, Ports.Free());
        DnsExchange[] exchanges = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => AskAsync(nobody, "www.example.vn", DnsType.A, TimeSpan.FromSeconds(3))));
        Assert.All(exchanges, exchange => Assert.Equal(Failure.ConnectionRefused, exchange.Failure));

        using var late = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        late.Bind(nobody);
        Task<DnsExchange> asked = AskAsync(nobody, "www.example.vn", DnsType.A, Patience);
        byte[] buffer = new byte[512];
        SocketReceiveFromResult got = await late.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), TestContext.Current.CancellationToken);
        Assert.True(DnsReader.TryRead(buffer.AsSpan(0, got.ReceivedBytes), out DnsMessage? query, out _));
        await late.SendToAsync(Bytes(Right(query)), SocketFlags.None, got.RemoteEndPoint, TestContext.Current.CancellationToken);
        Assert.Null((await asked).Failure);
    }

    [Fact]
    public async Task Ports_that_nobody_waits_at_are_closed()
    {
        await using var server = new ScriptedDnsServer(query => [Bytes(Right(query))]);
        await AskAsync(server, "www.example.vn");
        Assert.Equal(1, _ports.Open);
        for (int i = 0; i < 100 && _ports.Open > 0; i++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Equal(0, _ports.Open);
        Assert.Null((await AskAsync(server, "www.example.vn")).Failure);
    }

    private Task<DnsExchange> AskAsync(ScriptedDnsServer server, string name, DnsType type = DnsType.A, TimeSpan? timeout = null) => AskAsync(server.EndPoint, name, type, timeout ?? Patience);

    private Task<DnsExchange> AskAsync(IPEndPoint server, string name, DnsType type, TimeSpan timeout) =>
        _ports.AskAsync(server, DnsQuery.Make(new DnsQuestion(DnsName.Parse(name), type), DnsAskOptions.Authoritative), timeout, CancellationToken.None).AsTask();

    private static DnsMessage Right(DnsMessage query) => query.Respond() with
    {
        Authoritative = true,
        Answers = [new DnsRecord(query.Question!.Name, 60, new ARecord(IPAddress.Parse("192.0.2.1")))],
    };

    private static byte[] Bytes(DnsMessage message) => DnsWriter.ToArray(message);
}
