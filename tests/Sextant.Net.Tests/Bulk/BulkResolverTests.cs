using System.Collections.Concurrent;
using System.Net;
using Sextant.Net.Bulk;
using Sextant.Testing;
using Sextant.Testing.Dns;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Net.Tests.Bulk;

public sealed class BulkResolverTests
{
    public static TheoryData<BulkIo> Ways => [BulkIo.Batched, BulkIo.Single];

    private static readonly string[] Few = [.. Enumerable.Range(0, 40).Select(i => $"name-{i}.example.vn")];
    private static readonly string[] Many = [.. Enumerable.Range(0, 3000).Select(i => $"name-{i}.example.vn")];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Loss_truncation_and_junk_change_no_answer(BulkIo io)
    {
        int asked = 0;
        var held = new ConcurrentDictionary<DnsQuestion, byte[]>();
        await using var server = new ScriptedDnsServer(query => Trouble(query, Interlocked.Increment(ref asked), held), q => ScriptedDnsServer.Framed(Bytes(Right(q))));

        (List<Seen> answers, BulkCounts counts) = await BulkTrial.RunAsync(Options(server, io) with { Types = [DnsType.A, DnsType.Aaaa] }, Many);

        Assert.Equal(Expected(Many, DnsType.A, DnsType.Aaaa), answers.Select(a => a.Whole));
        Assert.InRange(answers.Count(a => a.Tries > 1), 100, 1500);
        Assert.InRange(answers.Count(a => a.Tcp), 100, 1500);
        Assert.True(counts is { Repeated: > 0, Truncated: > 0, WrongId: > 0, WrongQuestion: > 0, WrongCase: > 0, Duplicate: > 0, Late: > 0, Malformed: > 0, StrayRecords: > 0 }, $"{counts.Repeated} {counts.Truncated} {counts.WrongId} {counts.WrongQuestion} {counts.WrongCase} {counts.Duplicate} {counts.Late} {counts.Malformed} {counts.StrayRecords}");
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Each_failure_has_its_word(BulkIo io)
    {
        await using var server = new ScriptedDnsServer(query => Failing(query) is { } answer ? [answer] : []);
        string[] names = ["nx.vn", "empty.vn", "servfail.vn", "bogus.vn", "flapping.vn", "refused.vn", "silent.vn", "long.vn", "loop.vn", "malformed.vn", "rcode.vn", "cut.vn", "refers.vn", "terse.vn"];

        (List<Seen> answers, _) = await BulkTrial.RunAsync(Options(server, io) with { Tries = 3 }, names);

        Assert.Equal(
            [
                "bogus.vn A dns-bogus", "cut.vn A dns-truncated", "empty.vn A dns-no-data", "flapping.vn A dns-servfail", "long.vn A dns-chain-too-long", "loop.vn A dns-loop", "malformed.vn A dns-malformed",
                "nx.vn A dns-nxdomain", "rcode.vn A dns-rcode", "refers.vn A dns-lame", "refused.vn A dns-refused", "servfail.vn A dns-servfail", "silent.vn A timed-out", "terse.vn A dns-no-data",
            ],
            answers.Select(a => a.Whole));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Aliases_are_followed_to_their_end_in_any_order_of_records(BulkIo io)
    {
        await using var server = ScriptedDnsServer.Answering(q => q.Respond() with
        {
            Answers =
            [
                new DnsRecord(DnsName.Parse("end.vn"), 60, new ARecord(IPAddress.Parse("192.0.2.9"))),
                new DnsRecord(DnsName.Parse("Middle.vn"), 60, new CnameRecord(DnsName.Parse("END.vn"))),
                new DnsRecord(q.Questions[0].Name, 60, new CnameRecord(DnsName.Parse("middle.vn"))),
                new DnsRecord(DnsName.Parse("victim.vn"), 60, new ARecord(IPAddress.Parse("192.0.2.66"))),
            ],
        });

        (List<Seen> answers, BulkCounts counts) = await BulkTrial.RunAsync(Options(server, io), ["start.vn"]);

        Assert.Equal(new Seen("start.vn", DnsType.A, null, "192.0.2.9", "middle.vn end.vn", 1, false), Assert.Single(answers));
        Assert.Equal(1, counts.StrayRecords);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_dead_resolver_costs_little_and_another_answers_for_it(BulkIo io)
    {
        await using var server = ScriptedDnsServer.Answering(Right);
        BulkOptions options = Options(server, io) with { Resolvers = [new IPEndPoint(IPAddress.Loopback, Ports.Free()), server.EndPoint], Tries = 6 };
        (List<Seen> answers, _) = await BulkTrial.RunAsync(options, Many);
        Assert.Equal(Expected(Many, DnsType.A), answers.Select(a => a.Whole));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Where_nobody_listens_is_said(BulkIo io)
    {
        BulkOptions options = new() { Resolvers = [new IPEndPoint(IPAddress.Loopback, Ports.Free())], Types = [DnsType.A], Threads = 1, Io = io };
        (List<Seen> answers, _) = await BulkTrial.RunAsync(options, Few[..3]);
        Assert.All(answers, a => Assert.Equal(Failure.ConnectionRefused, a.Failure));
    }

    [Fact]
    public async Task When_nobody_answers_any_more_the_run_ends_instead_of_writing_failures_down()
    {
        int asked = 0;
        await using var server = ScriptedDnsServer.Answering(q => Interlocked.Increment(ref asked) <= 500 ? Right(q) : null);
        var trial = new BulkTrial(Many, 1);
        BulkOptions options = Options(server, BulkIo.Auto) with { Silence = TimeSpan.FromSeconds(1), Timeout = TimeSpan.FromSeconds(5) };
        var resolver = new BulkResolver(options, new MachineNetwork(), TimeProvider.System);

        BulkSilenceException silence = await Assert.ThrowsAsync<BulkSilenceException>(() => resolver.RunAsync(trial, TestContext.Current.CancellationToken));

        Assert.True(silence.Lost >= 64);
        Assert.Equal(500, trial.Answers.Count);
        Assert.All(trial.Answers, a => Assert.Null(a.Failure));
    }

    [Fact]
    public async Task A_server_that_changes_case_is_asked_over_TCP_and_then_without_mixing()
    {
        static DnsMessage Lowered(DnsMessage query) => Right(query) with { Questions = [query.Questions[0] with { Name = DnsName.Parse(query.Questions[0].Name.ToString()) }] };
        await using var server = new ScriptedDnsServer(q => [Bytes(Lowered(q))], q => ScriptedDnsServer.Framed(Bytes(Lowered(q))));
        (List<Seen> answers, BulkCounts counts) = await BulkTrial.RunAsync(Options(server, BulkIo.Auto) with { InFlight = 32 }, Many);
        Assert.Equal(Expected(Many, DnsType.A), answers.Select(a => a.Whole));
        Assert.InRange(counts.WrongCase, 16, 200);
    }

    [Fact]
    public async Task Ids_case_and_ports_are_drawn()
    {
        await using var server = ScriptedDnsServer.Answering(Right);
        await BulkTrial.RunAsync(Options(server, BulkIo.Auto) with { PortsPerResolver = 4 }, Many);
        ushort[] ids = [.. server.Queries.Select(q => q.Id)];
        Assert.InRange(ids.Distinct().Count(), 2800, 3000);
        Assert.InRange(ids.Zip(ids.Skip(1)).Count(p => Math.Abs(p.First - p.Second) < 1000), 0, 300);
        Assert.InRange(server.SourcePorts.Distinct().Count(), 3, 4);
        string[] names = [.. server.Queries.Select(q => System.Text.Encoding.ASCII.GetString(q.Questions[0].Name.Wire))];
        Assert.True(names.Count(n => n.Any(char.IsUpper)) > 2900);
        Assert.InRange(names.Sum(n => n.Count(char.IsUpper)) / (double)names.Sum(n => n.Count(char.IsLetter)), 0.45, 0.55);
    }

    [Fact]
    public async Task A_resolver_is_asked_no_faster_than_its_rate()
    {
        await using var server = ScriptedDnsServer.Answering(Right);
        long began = TimeProvider.System.GetTimestamp();
        await BulkTrial.RunAsync(Options(server, BulkIo.Auto) with { Rate = _ => 100, Threads = 2 }, [.. Many.Take(150)]);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 1.2, 20);
    }

    [Fact]
    public async Task Several_threads_share_the_list()
    {
        await using var server = ScriptedDnsServer.Answering(Right);
        (List<Seen> answers, _) = await BulkTrial.RunAsync(Options(server, BulkIo.Auto) with { Threads = 3 }, Many);
        Assert.Equal(Expected(Many, DnsType.A), answers.Select(a => a.Whole));
    }

    private static BulkOptions Options(ScriptedDnsServer server, BulkIo io) => new()
    {
        Resolvers = [server.EndPoint],
        Types = [DnsType.A],
        Threads = 1,
        InFlight = 256,
        Io = io,
        ShortestWait = TimeSpan.FromMilliseconds(100),
        Timeout = TimeSpan.FromMilliseconds(1000),
        FailurePause = TimeSpan.FromMilliseconds(20),
        Tries = 12,
    };

    private static IEnumerable<string> Expected(IEnumerable<string> names, params DnsType[] types) =>
        names.SelectMany(n => types.Select(t => $"{n} {t} {Data(n, t)}")).Order(StringComparer.Ordinal);

    private static string Data(string name, DnsType type)
    {
        int number = name.Aggregate(17, (sum, c) => ((sum * 31) + c) & 0xFFFF);
        return type == DnsType.A ? $"192.0.{number >> 8}.{number & 0xFF}" : $"2001:db8::{Math.Max(1, number):x}";
    }

    private static DnsMessage Right(DnsMessage query)
    {
        DnsQuestion question = query.Questions[0];
        IPAddress address = IPAddress.Parse(Data(question.Name.ToString(), question.Type));
        return query.Respond() with { Answers = [new DnsRecord(question.Name, 60, question.Type == DnsType.A ? new ARecord(address) : new AaaaRecord(address))] };
    }

    /// <summary>Of 20 questions: one lost, one truncated, and one each of what an attacker or a broken network sends in front of the answer or behind it.</summary>
    private static IEnumerable<byte[]> Trouble(DnsMessage query, int number, ConcurrentDictionary<DnsQuestion, byte[]> held)
    {
        DnsMessage right = Right(query);
        DnsMessage wrong = right with { Answers = [new DnsRecord(query.Questions[0].Name, 60, new ARecord(IPAddress.Parse("203.0.113.66")))] };
        DnsName other = DnsName.Parse("other.vn");
        if (held.TryRemove(query.Questions[0], out byte[]? late))
        {
            return [late, Bytes(right)];
        }

        switch (number % 20)
        {
            case 0:
                held[query.Questions[0]] = Bytes(wrong); // comes when its question has been asked anew
                return [];
            case 1:
                return [Bytes(query.Respond() with { Truncated = true })];
            case 2:
                return [Bytes(right), Bytes(right)];
            case 3:
                return [Bytes(wrong with { Id = (ushort)(query.Id ^ 0x5555) }), Bytes(right)];
            case 4:
                return [Bytes(wrong with { Questions = [new DnsQuestion(other, query.Questions[0].Type)] }), Bytes(right)];
            case 5:
                return [Bytes(wrong with { Questions = [Swapped(query.Questions[0])] }), Bytes(right)];
            case 6:
                return [[1, 2, 3], Bytes(right)];
            case 7:
                return [Bytes(right with { Answers = [.. right.Answers, new DnsRecord(other, 60, new ARecord(IPAddress.Parse("203.0.113.66")))] })];
            default:
                return [Bytes(right)];
        }
    }

    /// <summary>The same question with every letter's case the other way.</summary>
    private static DnsQuestion Swapped(DnsQuestion question)
    {
        byte[] wire = [.. question.Name.Wire.ToArray().Select(b => char.IsAsciiLetter((char)b) ? (byte)(b ^ 0x20) : b)];
        Assert.True(DnsName.TryFromWire(wire, out DnsName? name));
        return question with { Name = name };
    }

    private static byte[]? Failing(DnsMessage query)
    {
        DnsName name = query.Questions[0].Name;
        DnsRecord Alias(string from, string to) => new(DnsName.Parse(from), 60, new CnameRecord(DnsName.Parse(to)));
        DnsMessage? answer = name.ToString() switch
        {
            "nx.vn" => query.Respond(DnsRcode.NxDomain),
            "empty.vn" => query.Respond(),
            "servfail.vn" => query.Respond(DnsRcode.ServFail),
            "bogus.vn" => query is { CheckingDisabled: true, Edns.DnssecOk: true } ? Signed(Right(query)) : query.Respond(DnsRcode.ServFail),
            "flapping.vn" => query.CheckingDisabled ? Right(query) : query.Respond(DnsRcode.ServFail),
            "refused.vn" => query.Respond(DnsRcode.Refused) with { Questions = [] },
            "long.vn" => query.Respond() with { Answers = [Alias("long.vn", "l0.vn"), .. Enumerable.Range(0, 12).Select(i => Alias($"l{i}.vn", $"l{i + 1}.vn"))] },
            "loop.vn" => query.Respond() with { Answers = [Alias("loop.vn", "a.vn"), Alias("a.vn", "b.vn"), Alias("b.vn", "a.vn")] },
            "rcode.vn" => query.Respond(DnsRcode.NotAuth),
            "cut.vn" => query.Respond() with { Truncated = true },
            "refers.vn" => query.Respond() with { Authorities = [new DnsRecord(name, 60, new NsRecord(DnsName.Parse("ns.elsewhere.vn")))] },
            "terse.vn" => query.Respond() with { Authoritative = true, Authorities = [new DnsRecord(name, 60, new NsRecord(DnsName.Parse("ns.elsewhere.vn")))] },
            "malformed.vn" => Right(query),
            _ => null,
        };
        byte[]? bytes = answer is null ? null : Bytes(answer);
        return name == DnsName.Parse("malformed.vn") ? bytes![..^15] : bytes;
    }

    private static DnsMessage Signed(DnsMessage data) => data with
    {
        Answers = [.. data.Answers, new DnsRecord(data.Questions[0].Name, 60, new RrsigRecord(new RrsigScope(DnsType.A, 13, 2, 60, uint.MaxValue / 2, 0, 1, data.Questions[0].Name), new byte[64]))],
    };

    private static byte[] Bytes(DnsMessage message) => DnsWriter.ToArray(message);
}
