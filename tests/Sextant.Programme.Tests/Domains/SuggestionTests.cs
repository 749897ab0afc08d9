using System.Net;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Sextant.Checks.Observations;
using Sextant.Programme.Audit;
using Sextant.Programme.Domains;
using Sextant.Programme.Domains.Suggesting;
using Sextant.Programme.Imports.Lists;
using Sextant.Programme.Organisations;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tests.Tasks;
using Sextant.Store.Databases;
using Sextant.Wire;

namespace Sextant.Programme.Tests.Domains;

/// <summary>Names that scans saw under units' domains.</summary>
public sealed class SuggestionTests
{
    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Names_are_collected_from_all_that_a_scan_saw_and_decided_once(DatabaseKind kind)
    {
        using DomainRoom room = await DomainRoom.OpenAsync(kind);
        room.Blobs["sha256:page"] = Encoding.UTF8.GetBytes("<a href='https://motcua.langson.gov.vn/x'>1</a> <img src=//anh.langson.gov.vn:8443> <a href=\"https://www.example.com\">2</a> //-bad-.langson.gov.vn/");
        room.Keep("sha256:e1", Seen(), "site:langson.gov.vn", "zone:langson.gov.vn");
        Assert.Equal(1, await room.Desk.CollectAsync());
        IReadOnlyList<SuggestionView> open = await room.Desk.Suggestions.ListAsync("lang-son", "open", room.Now);
        Assert.Equal(
            ["anh.langson.gov.vn", "cdn.langson.gov.vn", "mail1.langson.gov.vn", "motcua.langson.gov.vn", "mới.langson.gov.vn", "ns9.langson.gov.vn", "sub.langson.gov.vn", "x.y.langson.gov.vn"],
            open.Select(one => one.Domain).Order(StringComparer.Ordinal));
        Assert.All(open, one => Assert.Equal(("langson.gov.vn", "sha256:e1", "langson.gov.vn"), (one.Under, one.Sights[0].Evidence, one.Sights[0].Host)));
        Assert.Equal("mx", open.Single(one => one.Ascii == "mail1.langson.gov.vn").Sights[0].Way);
        Assert.Equal(8, (await room.Desk.Suggestions.OpenAsync())["lang-son"]);

        // Read once; a further scan is read, and tells of what is new alone.
        Assert.Equal(0, await room.Desk.CollectAsync());
        await room.Desk.Suggestions.RefuseAsync("lang-son", ["cdn.langson.gov.vn"], "của nhà cung cấp", TaskRoom.With("s", Role.FocalPoint, "lang-son"));
        RefusedException late = await Assert.ThrowsAsync<RefusedException>(() => room.Desk.Suggestions.ApproveAsync("lang-son", (["motcua.langson.gov.vn", "cdn.langson.gov.vn"], "open"), "site", TaskRoom.Office));
        Assert.Equal(("suggestion-changed", "cdn.langson.gov.vn"), (late.Word, late.Parameters[0])); // decided meanwhile: nothing of it is done
        await room.Desk.Suggestions.ApproveAsync("lang-son", (["motcua.langson.gov.vn"], "open"), "site", TaskRoom.Office);
        await RefusedAsync("suggestion-changed", () => room.Desk.Suggestions.RefuseAsync("lang-son", (["motcua.langson.gov.vn"], "open"), "x", TaskRoom.Office));
        await room.Desk.Suggestions.ApproveAsync("lang-son", ["sub.langson.gov.vn"], "site", TaskRoom.Office);
        Assert.Equal("lang-son", (await new TargetStore(room.Country.Database).FindAsync("site:motcua.langson.gov.vn", room.Now))!.Organisation);
        room.Keep("sha256:e1", Seen());
        room.Keep("sha256:e2", Seen() with { StartedAt = room.Country.Clock.Now.AddDays(7) }, "site:langson.gov.vn");
        Assert.Equal(1, await room.Desk.CollectAsync());
        Assert.Equal(5, (await room.Desk.Suggestions.OpenAsync())["lang-son"]);
        SuggestionView refused = await Only("cdn.langson.gov.vn");
        Assert.Equal(("refused", "của nhà cung cấp"), (refused.State, refused.Reason));
        Assert.Equal("sha256:e2", refused.Sights[0].Evidence);

        // The domain goes to another unit by the office's word: what was refused is that unit's to decide otherwise, and the former's no more.
        await room.Desk.Editing.ClaimAsync("hue", "langson.gov.vn", ["site"], DomainRoom.Hue);
        await room.Desk.Editing.AcceptAsync("hue", "langson.gov.vn", "công văn số 5", TaskRoom.Office);
        Assert.Equal(0, await room.Desk.CollectAsync());
        await RefusedAsync("suggestion-none", () => room.Desk.Suggestions.ApproveAsync("lang-son", ["cdn.langson.gov.vn"], "site", TaskRoom.Office));
        await room.Desk.Suggestions.ApproveAsync("hue", ["cdn.langson.gov.vn"], "site", DomainRoom.Hue);
        Assert.True((await new AuditLog(room.Country.Database, room.Country.Clock).VerifyAsync()).Whole);

        async Task<SuggestionView> Only(string name) => (await room.Desk.Suggestions.ListAsync("lang-son", null, room.Now)).Single(one => one.Ascii == name);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Others_may_not_decide_and_a_hostile_scan_is_bounded(DatabaseKind kind)
    {
        using DomainRoom room = await DomainRoom.OpenAsync(kind);
        TlsLook look = Certificate([.. Enumerable.Range(0, 3000).Select(i => $"h{i}.langson.gov.vn"), "=cmd|' /c calc'!A0.langson.gov.vn", "<script>.langson.gov.vn", "langson.gov.vn.example.com", "_dmarc.langson.gov.vn", "gov.vn"]);
        Scan scan = Seen();
        room.Keep("sha256:e1", scan with { Web = scan.Web! with { Hosts = [scan.Web.Hosts[0] with { Tls = [look], Fetches = [] }] }, Mail = null, Zone = null }, "site:langson.gov.vn");
        await room.Desk.CollectAsync();
        Assert.True((await room.Desk.Suggestions.OpenAsync())["lang-son"] <= 1000);
        Assert.All(await room.Desk.Suggestions.ListAsync(null, null, room.Now), one => Assert.Matches("^[a-z0-9.-]+$", one.Ascii));
        await RefusedAsync("not-allowed", () => room.Desk.Suggestions.ApproveAsync("lang-son", ["h1.langson.gov.vn"], "site", DomainRoom.Hue));
        await RefusedAsync("suggestion-none", () => room.Desk.Suggestions.ApproveAsync("hue", ["h1.langson.gov.vn"], "site", DomainRoom.Hue));
        await RefusedAsync("suggestion-none", () => room.Desk.Suggestions.ApproveAsync("lang-son", [], "site", TaskRoom.Office));
        await RefusedAsync("domain-kinds", () => room.Desk.Suggestions.ApproveAsync("lang-son", ["h1.langson.gov.vn"], "server", TaskRoom.Office));
        await RefusedAsync("suggestion-reason", () => room.Desk.Suggestions.RefuseAsync("lang-son", ["h1.langson.gov.vn"], "", TaskRoom.Office));

        // All or nothing: one of them is another's by now.
        await new OrganisationCorrections(room.Country.Database, room.Country.Clock).AddTargetAsync("hue", "site", "h2.langson.gov.vn", "service", null, new Correction("p", "x"));
        await RefusedAsync("suggestion-registered", () => room.Desk.Suggestions.ApproveAsync("lang-son", ["h1.langson.gov.vn", "h2.langson.gov.vn"], "site", TaskRoom.Office));
        Assert.Null(await new TargetStore(room.Country.Database).FindAsync("site:h1.langson.gov.vn", room.Now));
        var lists = new ListDesk(room.Country.Database, new PeopleArea(room.Country.Database, new EphemeralDataProtectionProvider(), new PeopleOptions(), room.Country.Clock).Reach, room.Country.Clock);
        string csv = Encoding.UTF8.GetString((await lists.OfAsync("suggestions", new ListAsk(TaskRoom.Office, room.Now, "vi", "lang-son")))!.As("csv", "x", "vi").Content);
        Assert.Empty((await lists.OfAsync("suggestions", new ListAsk(DomainRoom.Hue, room.Now, "vi", "lang-son")))!.Rows);
        Assert.Contains("Thuộc tên miền", csv, StringComparison.Ordinal);
        Assert.Contains("chứng thư số", csv, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task What_a_scan_looked_at_as_the_sites_own_is_not_suggested(DatabaseKind kind)
    {
        using DomainRoom room = await DomainRoom.OpenAsync(kind);
        await new OrganisationCorrections(room.Country.Database, room.Country.Clock).AddTargetAsync("lang-son", "site", "moi.langson.gov.vn", "service", null, new Correction("p", "x"));
        Scan scan = Seen();
        HostObservation host = scan.Web!.Hosts[0] with { Name = "moi.langson.gov.vn", Tls = [Certificate(["moi.langson.gov.vn", "WWW.moi.langson.gov.vn", "them.moi.langson.gov.vn"])], Fetches = [] };

        // Registrable to who measured: there are suffixes that this register does not know, as in a lab.
        room.Keep("sha256:e1", scan with { Name = "moi.langson.gov.vn", Web = scan.Web with { Hosts = [host, host with { Name = "www.moi.langson.gov.vn" }] }, Mail = null, Zone = null }, "site:moi.langson.gov.vn");
        await room.Desk.CollectAsync();
        Assert.Equal(["cdn.langson.gov.vn", "them.moi.langson.gov.vn"], (await room.Desk.Suggestions.ListAsync("lang-son", "open", room.Now)).Select(one => one.Ascii));
    }

    private static Scan Seen()
    {
        DateTimeOffset at = new(2026, 11, 22, 2, 0, 0, TimeSpan.Zero);
        Lookup none = new() { Name = "langson.gov.vn", Type = "A", Failure = Failure.DnsNoData };
        return new Scan
        {
            Name = "langson.gov.vn", Kinds = [TargetKind.Site, TargetKind.Mail, TargetKind.Zone], StartedAt = at, FinishedAt = at,
            Vantage = new VantageObservation { Name = "t", CheckedAt = at, Ipv4 = true, Ipv6 = true, Resolver = true }, Context = new ScanContext { Program = "test" },
            Web = new WebObservation
            {
                Site = "langson.gov.vn", Registrable = true,
                Hosts =
                [
                    new HostObservation
                    {
                        Name = "langson.gov.vn", A = none, Aaaa = none with { Aliases = ["CDN.langson.gov.vn", "edge.example.net"] },
                        Tls = [Certificate(["langson.gov.vn", "www.langson.gov.vn", "*.sub.langson.gov.vn", "x.y.langson.gov.vn", "mới.langson.gov.vn", "other.example.com"])],
                        Fetches =
                        [
                            new Fetch
                            {
                                Family = Family.V4, Url = "https://langson.gov.vn/", Hops = [new Hop { Url = "https://langson.gov.vn/" }, new Hop { Url = "https://sub.langson.gov.vn/home" }],
                                Page = new PageShape { Length = 10, Sha256 = "x", Blob = "sha256:page" },
                            },
                        ],
                    },
                ],
            },
            Mail = new MailObservation { Domain = "langson.gov.vn", Mx = none, Hosts = [new MxHost { Preference = 1, Name = "mail1.langson.gov.vn", A = none, Aaaa = none }] },
            Zone = new ZoneObservation { Zone = "langson.gov.vn", ChildNames = ["ns9.langson.gov.vn", "ns.vnnic.vn"] },
        };
    }

    private static TlsLook Certificate(string[] names) => new() { Address = IPAddress.Parse("2001:db8::1"), Port = 443, ServerName = "langson.gov.vn", Attempts = [], Names = names };

    private static async Task RefusedAsync(string word, Func<Task> act) => Assert.Equal(word, (await Assert.ThrowsAsync<RefusedException>(act)).Word);
}
