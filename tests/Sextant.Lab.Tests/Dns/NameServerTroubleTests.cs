using System.Net;
using Sextant.Lab.Dns;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Lab.Tests.Dns;

/// <summary>Each trouble of a name server, seen from outside over IPv6, with the same server in good order over IPv4.</summary>
public sealed class NameServerTroubleTests
{
    private const string Zone = "example.lab";

    public static TheoryData<DnsTrouble, string> Rcodes => new()
    {
        { DnsTrouble.Refuses, "AAAA Refused" },
        { DnsTrouble.Servfails, "AAAA ServFail" },
        { DnsTrouble.AaaaNxdomain, "AAAA NxDomain" },
        { DnsTrouble.AaaaServfail, "AAAA ServFail" },
        { DnsTrouble.AaaaNotimp, "AAAA NotImp" },
        { DnsTrouble.AaaaRefused, "AAAA Refused" },
        { DnsTrouble.FormerrsEdns, "AAAA FormErr" },
    };

    [Theory]
    [MemberData(nameof(Rcodes))]
    public async Task Answers_with_a_response_code(DnsTrouble trouble, string expected)
    {
        await using var sight = await Sight.OfAsync(trouble);
        Assert.Equal(expected, "AAAA " + (await sight.AskAsync("www"))!.Rcode);
        Assert.Equal(DnsRcode.NoError, (await sight.AskAsync("www", DnsType.Aaaa, Ask.OverV4))!.Rcode);
        bool onlyAaaa = trouble.ToString().StartsWith("Aaaa", StringComparison.Ordinal);
        Assert.Equal(onlyAaaa, (await sight.AskAsync("www", DnsType.A))!.Rcode == DnsRcode.NoError);
    }

    [Fact]
    public async Task Refers_upward()
    {
        await using var sight = await Sight.OfAsync(DnsTrouble.RefersUpward);
        var answer = await sight.AskAsync("www");
        Assert.False(answer!.Authoritative);
        Assert.True(Assert.Single(answer.Authorities).Owner.IsRoot);
    }

    [Fact]
    public async Task Omits_the_authority_bit_and_keeps_the_data()
    {
        await using var sight = await Sight.OfAsync(DnsTrouble.OmitsAa);
        var answer = await sight.AskAsync("www");
        Assert.False(answer!.Authoritative);
        Assert.Equal((await sight.AskAsync("www", DnsType.Aaaa, Ask.OverV4))!.Answers[0].RData, answer.Answers[0].RData);
    }

    [Fact]
    public async Task Udp_only_refuses_tcp()
    {
        await using var sight = await Sight.OfAsync(DnsTrouble.UdpOnly);
        Assert.NotNull(await sight.AskAsync("www"));
        Assert.Null(await sight.AskAsync("www", DnsType.Aaaa, Ask.OverTcp));
        Assert.NotNull(await sight.AskAsync("www", DnsType.Aaaa, Ask.OverTcp | Ask.OverV4));
    }

    [Fact]
    public async Task Silent_says_nothing()
    {
        await using var sight = await Sight.OfAsync(DnsTrouble.Silent);
        Assert.Null(await sight.AskAsync("www"));
        Assert.Null(await sight.AskAsync("www", DnsType.Aaaa, Ask.OverTcp));
    }

    [Fact]
    public async Task Silent_for_aaaa_alone()
    {
        await using var sight = await Sight.OfAsync(DnsTrouble.AaaaSilent);
        Assert.Null(await sight.AskAsync("www"));
        Assert.NotNull(await sight.AskAsync("www", DnsType.A));
    }

    [Fact]
    public async Task Truncates_and_has_no_tcp()
    {
        await using var sight = await Sight.OfAsync(DnsTrouble.TruncatesWithoutTcp);
        Assert.True((await sight.AskAsync("www"))!.Truncated);
        Assert.Null(await sight.AskAsync("www", DnsType.Aaaa, Ask.OverTcp));
    }

    [Theory]
    [InlineData(DnsTrouble.AaaaWrong)]
    [InlineData(DnsTrouble.Malformed)]
    public async Task Cannot_be_read(DnsTrouble trouble)
    {
        await using var sight = await Sight.OfAsync(trouble);
        byte[]? bytes = await sight.AskRawAsync("www");
        Assert.NotNull(bytes);
        Assert.False(DnsReader.TryRead(bytes, out _, out _));
    }

    [Fact]
    public async Task Sends_junk_that_can_be_used()
    {
        await using var trailing = await Sight.OfAsync(DnsTrouble.TrailingBytes);
        Assert.True((await trailing.AskAsync("www"))!.TrailingBytes > 0);
        await using var ttl = await Sight.OfAsync(DnsTrouble.ImpossibleTtl);
        Assert.True((await ttl.AskAsync("www"))!.Answers[0].Ttl > int.MaxValue);
        await using var many = await Sight.OfAsync(DnsTrouble.ManyRecords);
        Assert.True((await many.AskAsync("www"))!.Truncated);
        Assert.True((await many.AskAsync("www", DnsType.Aaaa, Ask.OverTcp))!.Additionals.Count >= 2000);
        await using var hostile = await Sight.OfAsync(DnsTrouble.HostileLabels);
        Assert.Contains((await hostile.AskAsync("www"))!.Additionals, r => r.Owner.ToString().Contains("\\027", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Omits_the_soa_of_negative_answers_alone()
    {
        await using var sight = await Sight.OfAsync(DnsTrouble.OmitsSoa);
        Assert.Empty((await sight.AskAsync("none"))!.Authorities);
        Assert.Single((await sight.AskAsync("none", DnsType.Aaaa, Ask.OverV4))!.Authorities);
        Assert.Single((await sight.AskAsync("@", DnsType.Soa))!.Answers);
    }

    [Fact]
    public async Task Drops_edns_and_answers_without()
    {
        await using var sight = await Sight.OfAsync(DnsTrouble.DropsEdns);
        Assert.Null(await sight.AskAsync("www"));
        Assert.NotNull(await sight.AskAsync("www", DnsType.Aaaa, Ask.WithoutEdns));
    }

    [Fact]
    public async Task Resolves_foreign_names_only_when_it_is_open()
    {
        await using var open = await Sight.OfAsync(DnsTrouble.Recurses);
        var foreign = await open.AskAsync("dual.anchor.test.", DnsType.Aaaa, Ask.Recursive);
        Assert.NotEmpty(foreign!.Answers);
        Assert.Equal(DnsRcode.Refused, (await open.AskAsync("dual.anchor.test.", DnsType.Aaaa, Ask.Recursive | Ask.OverV4))!.Rcode);
    }

    [Fact]
    public async Task Spoils_case_or_id()
    {
        await using var lower = await Sight.OfAsync(DnsTrouble.LowersCase);
        Assert.False((await lower.AskAsync("WwW"))!.Question!.Name.EqualsInCase(DnsName.Parse("WwW." + Zone)));
        Assert.True((await lower.AskAsync("WwW", DnsType.Aaaa, Ask.OverV4))!.Question!.Name.EqualsInCase(DnsName.Parse("WwW." + Zone)));
        await using var id = await Sight.OfAsync(DnsTrouble.WrongId);
        Assert.NotEqual(4242, (await id.AskAsync("www"))!.Id);
    }

    [Fact]
    public async Task Is_slow_lossy_or_behind_on_one_family()
    {
        await using var slow = await Sight.OfAsync(n => n.Thinks(TimeSpan.FromMilliseconds(150), Family.V6));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.NotNull(await slow.AskAsync("www"));
        Assert.True(watch.ElapsedMilliseconds >= 140);
        await using var lossy = await Sight.OfAsync(n => n.LosesEvery(3, Family.V6));
        var heard = new List<bool>();
        for (int i = 0; i < 6; i++)
        {
            heard.Add(await lossy.AskAsync("www") is not null);
        }

        Assert.Equal([false, true, true, false, true, true], heard);
        await using var serial = await Sight.OfAsync(n => n.Serial(7, Family.V6));
        Assert.Equal(7u, ((SoaRecord)(await serial.AskAsync("@", DnsType.Soa))!.Answers[0].RData).Serial);
        Assert.NotEqual(7u, ((SoaRecord)(await serial.AskAsync("@", DnsType.Soa, Ask.OverV4))!.Answers[0].RData).Serial);
    }

    [Fact]
    public void Every_trouble_is_seen_by_a_test()
    {
        string source = File.ReadAllText(SourceFile());
        Assert.All(Enum.GetNames<DnsTrouble>(), name => Assert.Contains("DnsTrouble." + name, source, StringComparison.Ordinal));
    }

    private static string SourceFile([System.Runtime.CompilerServices.CallerFilePath] string path = "") => path;

    private sealed class Sight(RunningWorld running, IPAddress v6, IPAddress v4) : IAsyncDisposable
    {
        private readonly Visitor _visitor = new(running);

        public static Task<Sight> OfAsync(DnsTrouble trouble) => OfAsync(n => n.Does(trouble, Family.V6));

        public static async Task<Sight> OfAsync(Action<NameServerScript> script)
        {
            var world = new World();
            world.Zone(Zone).A("www", "192.0.2.200").Aaaa("www", "2001:db8::200").Ns("ns1", script);
            var server = world.NameServer("ns1." + Zone);
            return new Sight(await world.StartAsync(), server.V6, server.V4);
        }

        public Task<DnsMessage?> AskAsync(string owner, DnsType type = DnsType.Aaaa, Ask how = Ask.Plainly) =>
            _visitor.AskAsync(At(how.HasFlag(Ask.OverV4)), Full(owner), type, how);

        public Task<byte[]?> AskRawAsync(string owner) => _visitor.AskRawAsync(At(false), Full(owner), DnsType.Aaaa);

        public ValueTask DisposeAsync() => running.DisposeAsync();

        private static string Full(string owner) => owner == "@" ? Zone : owner.EndsWith('.') ? owner : owner + "." + Zone;

        private IPEndPoint At(bool four) => new(four ? v4 : v6, 53);
    }
}
