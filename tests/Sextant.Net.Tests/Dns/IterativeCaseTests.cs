using Sextant.Net.Dns;
using Sextant.Wire.Dns;

namespace Sextant.Net.Tests.Dns;

/// <summary>Name servers that answer only names in lower case.</summary>
public sealed class IterativeCaseTests
{
    private const string Root = "2001:db8::1";
    private const string Tld = "2001:db8::2";
    private const string Server = "2001:db8::9";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_name_server_that_wants_lower_case_is_no_stop(bool refuses)
    {
        // Long enough that a name of mixed case is not all lower by chance.
        const string name = "co-quan-chuc-nang-cap-tinh.x.vn";
        var zone = new ZoneScript("x.vn", ["x.vn NS ns.x.vn", $"ns.x.vn AAAA {Server}", $"{name} AAAA 2001:db8::80"]);
        await using ScriptedTree tree = new ScriptedTree()
            .Zone(Root, ".", "vn NS a.vn", $"a.vn AAAA {Tld}")
            .Zone(Tld, "vn", "vn NS a.vn", $"a.vn AAAA {Tld}", "x.vn NS ns.x.vn", $"ns.x.vn AAAA {Server}")
            .Script(Server, query => query.Question!.Name.ToString() is var asked && asked == asked.ToLowerInvariant() ? zone.Answer(query)
                : refuses ? query.Respond(DnsRcode.Refused) : null);

        IterativeAnswer answer = await tree.Resolver(Root, FamilyMode.V6Only, ScriptedTree.Quick).ResolveAsync(DnsName.Parse(name), DnsType.Aaaa, CancellationToken.None);

        Assert.Null(answer.Stop);
        Assert.Single(answer.Records);
    }
}
