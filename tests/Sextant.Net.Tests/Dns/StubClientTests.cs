using System.Net;
using Sextant.Net.Dns;
using Sextant.Testing.Dns;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Net.Tests.Dns;

public sealed class StubClientTests
{
    private static readonly DnsName Name = DnsName.Parse("www.example.vn");
    private static readonly IPAddress Address = IPAddress.Parse("2001:db8::1");

    [Fact]
    public async Task Records_come_with_what_the_resolver_says_of_them()
    {
        await using var resolver = ScriptedDnsServer.Answering(q => Answer(q, true, new DnsRecord(Name, 77, new AaaaRecord(Address))));
        StubAnswer answer = await LookupAsync(resolver);
        Assert.Null(answer.Failure);
        Assert.Equal(Address, ((AaaaRecord)Assert.Single(answer.Records).RData).Address);
        Assert.True(answer.AuthenticData);
        Assert.Equal(77u, answer.Ttl);
        Assert.Equal(Name, answer.FinalName);
        DnsMessage query = Assert.Single(resolver.Queries);
        Assert.True(query is { RecursionDesired: true, AuthenticData: true, CheckingDisabled: false });
    }

    [Fact]
    public async Task A_resolver_is_asked_in_the_letters_as_they_are()
    {
        await using var resolver = ScriptedDnsServer.Answering(q => Answer(q, false, Aaaa("www.example.vn")));
        for (int i = 0; i < 5; i++)
        {
            await LookupAsync(resolver);
        }

        Assert.All(resolver.Queries, query => Assert.Equal("www.example.vn", query.Question!.Name.ToString(), StringComparer.Ordinal));
    }

    [Fact]
    public async Task Aliases_are_followed_in_one_answer_and_in_several()
    {
        await using var whole = ScriptedDnsServer.Answering(q => Answer(q, false, Alias("www.example.vn", "a.vn"), Alias("a.vn", "b.vn"), Aaaa("b.vn")));
        await using var parts = ScriptedDnsServer.Answering(q => Answer(q, false, q.Question!.Name == Name ? Alias("www.example.vn", "a.vn")
            : q.Question.Name == DnsName.Parse("a.vn") ? Alias("a.vn", "b.vn") : Aaaa("b.vn")));
        foreach (ScriptedDnsServer resolver in (ScriptedDnsServer[])[whole, parts])
        {
            StubAnswer answer = await LookupAsync(resolver);
            Assert.Null(answer.Failure);
            Assert.Equal(["a.vn", "b.vn"], answer.Aliases.Select(a => a.ToString()));
            Assert.Equal("b.vn", answer.FinalName.ToString());
            Assert.Single(answer.Records);
        }

        Assert.Single(whole.Queries);
        Assert.Equal(3, parts.Queries.Count);
    }

    [Fact]
    public async Task An_alias_by_dname_is_followed()
    {
        await using var resolver = ScriptedDnsServer.Answering(q =>
            Answer(q, false, new DnsRecord(Name.Parent!, 60, new DnameRecord(DnsName.Parse("other.vn"))), Aaaa("www.other.vn")));
        StubAnswer answer = await LookupAsync(resolver);
        Assert.Null(answer.Failure);
        Assert.Equal("www.other.vn", answer.FinalName.ToString());
    }

    [Fact]
    public async Task Loops_and_long_chains_are_named()
    {
        await using var loop = ScriptedDnsServer.Answering(q => Answer(q, false, Alias("www.example.vn", "a.vn"), Alias("a.vn", "www.example.vn")));
        await using var self = ScriptedDnsServer.Answering(q => Answer(q, false, Alias("www.example.vn", "www.example.vn")));
        await using var chain = ScriptedDnsServer.Answering(q => Answer(q, false, new DnsRecord(q.Question!.Name, 60,
            new CnameRecord(DnsName.Parse("x" + q.Question.Name)))));
        Assert.Equal(Failure.DnsLoop, (await LookupAsync(loop)).Failure);
        Assert.Equal(Failure.DnsLoop, (await LookupAsync(self)).Failure);
        StubAnswer tooLong = await LookupAsync(chain);
        Assert.Equal(Failure.DnsChainTooLong, tooLong.Failure);
        Assert.Equal(10, tooLong.Aliases.Count);
        Assert.Equal(11, chain.Queries.Count);
    }

    [Fact]
    public async Task Nothing_is_told_from_no_such_name_at_the_end_of_the_aliases()
    {
        DnsRecord soa = new(DnsName.Parse("vn"), 60, new SoaRecord(DnsName.Root, DnsName.Root, 1, 2, 3, 4, 5));
        await using var noData = ScriptedDnsServer.Answering(q => Answer(q, false, Alias("www.example.vn", "a.vn")) with { Authorities = [soa] });
        await using var none = ScriptedDnsServer.Answering(q => Answer(q, false, Alias("www.example.vn", "a.vn")) with { Rcode = DnsRcode.NxDomain });
        StubAnswer first = await LookupAsync(noData);
        Assert.Equal(Failure.DnsNoData, first.Failure);
        Assert.Equal("a.vn", first.FinalName.ToString());
        Assert.Single(noData.Queries);
        Assert.Equal(Failure.DnsNxdomain, (await LookupAsync(none)).Failure);
    }

    [Fact]
    public async Task A_referral_is_no_answer_and_the_next_resolver_is_asked()
    {
        await using var refers = ScriptedDnsServer.Answering(q => q.Respond() with { Authorities = [new DnsRecord(Name.Parent!, 60, new NsRecord(DnsName.Parse("ns.example.vn")))] });
        await using var resolves = ScriptedDnsServer.Answering(q => Answer(q, false, Aaaa("www.example.vn")));
        Assert.Equal(Failure.DnsLame, (await LookupAsync(refers)).Failure);
        Assert.Null((await LookupAsync(refers, resolves)).Failure);
    }

    [Fact]
    public async Task A_servfail_goes_to_the_next_resolver()
    {
        await using var bad = ScriptedDnsServer.Answering(q => q.Respond(DnsRcode.ServFail));
        await using var good = ScriptedDnsServer.Answering(q => Answer(q, false, Aaaa("www.example.vn")));
        StubAnswer answer = await LookupAsync(bad, good);
        Assert.Null(answer.Failure);
        Assert.Equal(2, answer.Exchanges.Count);
        Assert.Single(bad.Queries);
    }

    [Fact]
    public async Task A_servfail_that_becomes_a_signed_answer_unchecked_is_bogus()
    {
        await using var validating = ScriptedDnsServer.Answering(q => q.CheckingDisabled ? Answer(q, false, Aaaa("www.example.vn"), Signature("www.example.vn")) : q.Respond(DnsRcode.ServFail));
        await using var dead = ScriptedDnsServer.Answering(q => q.Respond(DnsRcode.ServFail));
        StubAnswer bogus = await LookupAsync(validating);
        Assert.True(bogus.Bogus);
        Assert.Equal(Failure.DnsBogus, bogus.Failure);
        Assert.Empty(bogus.Records);
        Assert.True(validating.Queries.ElementAt(1) is { CheckingDisabled: true, Edns.DnssecOk: true });
        StubAnswer fails = await LookupAsync(dead);
        Assert.Equal(Failure.DnsServfail, fails.Failure);
        Assert.False(fails.Bogus);
        Assert.False(fails.AnsweredUnchecked);
    }

    [Theory]
    [InlineData(true, Failure.DnsBogus)]
    [InlineData(false, Failure.DnsServfail)]
    public async Task Data_without_signatures_are_bogus_only_below_a_DS(bool delegatedAsSigned, Failure expected)
    {
        DnsName apex = DnsName.Parse("example.vn");
        DnsRecord soa = new(apex, 60, new SoaRecord(DnsName.Root, DnsName.Root, 1, 2, 3, 4, 5));
        await using var resolver = ScriptedDnsServer.Answering(q => !q.CheckingDisabled ? q.Respond(DnsRcode.ServFail) : q.Question!.Type switch
        {
            DnsType.Soa => Answer(q, false) with { Authorities = [soa] },
            DnsType.Ds when delegatedAsSigned && q.Question.Name == apex => Answer(q, false, new DnsRecord(apex, 60, new DsRecord(1, 13, 2, new byte[32]))),
            DnsType.Ds => Answer(q, false),
            _ => Answer(q, false, Aaaa("www.example.vn")),
        });
        StubAnswer answer = await LookupAsync(resolver);
        Assert.Equal(expected, answer.Failure);
        Assert.Equal(!delegatedAsSigned, answer.AnsweredUnchecked);
    }

    [Fact]
    public async Task A_servfail_that_passed_meanwhile_is_none()
    {
        int plain = 0;
        await using var resolver = ScriptedDnsServer.Answering(q => q.CheckingDisabled || plain++ > 0
            ? Answer(q, !q.CheckingDisabled, Aaaa("www.example.vn"), Signature("www.example.vn"))
            : q.Respond(DnsRcode.ServFail));
        StubAnswer answer = await LookupAsync(resolver);
        Assert.Null(answer.Failure);
        Assert.Equal(Address, ((AaaaRecord)Assert.Single(answer.Records).RData).Address);
        Assert.Equal(3, answer.Exchanges.Count);
    }

    [Fact]
    public async Task A_silent_resolver_is_passed_over_and_a_refusal_outweighs_silence()
    {
        await using var silent = new ScriptedDnsServer(_ => []);
        await using var refusing = ScriptedDnsServer.Answering(q => q.Respond(DnsRcode.Refused));
        await using var good = ScriptedDnsServer.Answering(q => Answer(q, false, Aaaa("www.example.vn")));
        Assert.Null((await LookupAsync(silent, refusing, good)).Failure);
        Assert.Equal(Failure.DnsRefused, (await LookupAsync(refusing, silent)).Failure);
        Assert.Equal(Failure.TimedOut, (await LookupAsync(silent)).Failure);
    }

    [Fact]
    public async Task A_question_that_was_lost_is_put_again_within_the_time_of_the_resolver()
    {
        int heard = 0;
        await using var lossy = ScriptedDnsServer.Answering(q => Interlocked.Increment(ref heard) == 1 ? null : Answer(q, false, Aaaa("www.example.vn")));
        await using var spare = ScriptedDnsServer.Answering(q => Answer(q, false, Aaaa("www.example.vn")));
        StubAnswer answer = await LookupAsync(TimeSpan.FromSeconds(60), TimeSpan.FromMilliseconds(200), lossy, spare);
        Assert.Null(answer.Failure);
        Assert.Equal([Failure.TimedOut, null], answer.Exchanges.Select(exchange => exchange.Failure));
        Assert.Empty(spare.Queries);
        Assert.Equal(2, lossy.Queries.Select(query => query.Id).Distinct().Count());
    }

    private static Task<StubAnswer> LookupAsync(params ScriptedDnsServer[] resolvers) => LookupAsync(TimeSpan.FromMilliseconds(400), TimeSpan.FromSeconds(2), resolvers);

    private static async Task<StubAnswer> LookupAsync(TimeSpan timeout, TimeSpan again, params ScriptedDnsServer[] resolvers)
    {
        var transport = new DnsTransport(new MachineNetwork(), guard: null, pacer: null, TimeProvider.System);
        var stub = new StubClient(transport, new StubOptions { Resolvers = [.. resolvers.Select(r => r.EndPoint)], Timeout = timeout, Again = again });
        return await stub.LookupAsync(Name, DnsType.Aaaa, CancellationToken.None);
    }

    private static DnsMessage Answer(DnsMessage query, bool authentic, params DnsRecord[] records) =>
        query.Respond() with { RecursionAvailable = true, AuthenticData = authentic, Answers = records };

    private static DnsRecord Alias(string owner, string target) => new(DnsName.Parse(owner), 60, new CnameRecord(DnsName.Parse(target)));

    private static DnsRecord Signature(string owner) => new(DnsName.Parse(owner), 60, new RrsigRecord(
        new RrsigScope(DnsType.Aaaa, 13, 3, 60, uint.MaxValue / 2, 0, 1, DnsName.Parse("example.vn")), new byte[64]));

    private static DnsRecord Aaaa(string owner) => new(DnsName.Parse(owner), 60, new AaaaRecord(Address));
}
