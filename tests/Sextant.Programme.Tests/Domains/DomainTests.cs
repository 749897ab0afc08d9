using Sextant.Programme.Audit;
using Sextant.Programme.Domains;
using Sextant.Programme.Notices;
using Sextant.Programme.Organisations;
using Sextant.Programme.Organisations.Events;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tests.Tasks;
using Sextant.Store.Databases;

namespace Sextant.Programme.Tests.Domains;

/// <summary>Claims, proofs and contacts over a register of a test's own.</summary>
public sealed class DomainTests
{
    private const string Name = "moi.hue.gov.vn";

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_claim_is_proven_registered_looked_for_again_fails_and_is_over(DatabaseKind kind)
    {
        using DomainRoom room = await DomainRoom.OpenAsync(kind);
        Assert.Equal(Name, await room.Desk.Editing.ClaimAsync("hue", " Moi.hue.gov.vn. ", ["site", "mail"], DomainRoom.Hue));
        DomainView claim = await OnlyAsync(room);
        Assert.Equal(DomainStanding.Claimed, claim.Standing);
        Assert.False(await room.Desk.Checks.CheckAsync("hue", Name, DomainRoom.Hue));
        claim = await OnlyAsync(room);
        Assert.Equal(("absent", "unreachable"), (claim.DnsFault, claim.FileFault));
        await RefusedAsync("domain-soon", () => room.Desk.Checks.CheckAsync("hue", Name, DomainRoom.Hue));

        room.Published[claim.Value] = new ProofSeen("file", "absent", null);
        room.Country.Clock.Now += TimeSpan.FromMinutes(2);
        Assert.True(await room.Desk.Checks.CheckAsync("hue", Name, DomainRoom.Hue));
        claim = await OnlyAsync(room);
        Assert.Equal((DomainStanding.Proven, "file"), (claim.Standing, claim.Way));
        Assert.Equal(room.Country.Clock.Now + DomainChecks.ProofHolds, claim.HoldsUntil);
        Assert.Equal(["mail", "site"], claim.Registered.Order());
        Assert.Equal("hue", (await new TargetStore(room.Country.Database).FindAsync("mail:" + Name, room.Now))!.Organisation);

        // Nothing is due before its time; then it is looked for by itself, and a proof that is gone is told of at once and holds no longer than it says.
        Assert.Equal(0, await room.Desk.Checks.RoundAsync());
        room.Published.Clear();
        room.Country.Clock.Now += TimeSpan.FromDays(7);
        Assert.Equal(1, await room.Desk.Checks.RoundAsync());
        claim = await OnlyAsync(room);
        Assert.Equal((DomainStanding.Failing, "absent", "unreachable"), (claim.Standing, claim.DnsFault, claim.FileFault));
        room.Country.Clock.Now += TimeSpan.FromDays(23);
        Assert.Equal(DomainStanding.Over, (await OnlyAsync(room)).Standing);

        // It comes back by itself where it was.
        room.Published[claim.Value] = new ProofSeen("dns", null, null);
        Assert.Equal(1, await room.Desk.Checks.RoundAsync());
        Assert.Equal((DomainStanding.Proven, "dns"), ((await OnlyAsync(room)).Standing, (await OnlyAsync(room)).Way));
        Assert.True((await new AuditLog(room.Country.Database, room.Country.Clock).VerifyAsync()).Whole);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_token_is_of_one_unit_and_one_name_and_ends(DatabaseKind kind)
    {
        using DomainRoom room = await DomainRoom.OpenAsync(kind);
        await room.Desk.Editing.ClaimAsync("hue", Name, ["site"], DomainRoom.Hue);
        await room.Desk.Editing.ClaimAsync("hue", "khac.hue.gov.vn", ["site"], DomainRoom.Hue);
        await room.Desk.Editing.ClaimAsync("lang-son", Name, ["site"], TaskRoom.Office);
        IReadOnlyList<DomainView> claims = await room.Desk.Store.ListAsync(null, room.Now);
        Assert.Equal(3, claims.Select(claim => claim.Value).Distinct().Count());
        room.Published[claims.Single(claim => claim.Organisation == "lang-son").Value] = new ProofSeen("dns", null, null);
        Assert.False(await room.Desk.Checks.CheckAsync("hue", Name, DomainRoom.Hue));
        Assert.True(await room.Desk.Checks.CheckAsync("lang-son", Name, TaskRoom.Office));

        // What one unit has proven another does not get by a proof of its own: the office decides.
        room.Published[claims.Single(claim => claim.Key == "hue/" + Name).Value] = new ProofSeen("dns", null, null);
        room.Country.Clock.Now += TimeSpan.FromMinutes(2);
        Assert.False(await room.Desk.Checks.CheckAsync("hue", Name, DomainRoom.Hue));
        Assert.Equal("held", (await room.Desk.Store.ListAsync("hue", room.Now)).Single(claim => claim.Ascii == Name).DnsFault);
        await room.Desk.Editing.WithdrawAsync("lang-son", Name, "không còn dùng", TaskRoom.Office);
        room.Country.Clock.Now += TimeSpan.FromMinutes(2);
        Assert.True(await room.Desk.Checks.CheckAsync("hue", Name, DomainRoom.Hue));

        // An old token proves nothing, a new one is another.
        string old = claims.Single(claim => claim.Ascii == "khac.hue.gov.vn").Value;
        room.Published[old] = new ProofSeen("dns", null, null);
        room.Country.Clock.Now += DomainEditing.TokenHolds;
        await RefusedAsync("domain-token-over", () => room.Desk.Checks.CheckAsync("hue", "khac.hue.gov.vn", DomainRoom.Hue));
        await room.Desk.Checks.RoundAsync();
        Assert.DoesNotContain(room.Looks, look => look.Name == "khac.hue.gov.vn");
        await room.Desk.Editing.RenewAsync("hue", "khac.hue.gov.vn", DomainRoom.Hue);
        Assert.False(await room.Desk.Checks.CheckAsync("hue", "khac.hue.gov.vn", DomainRoom.Hue));
        Assert.NotEqual(old, room.Looks[^1].Value);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task The_office_accepts_with_a_reason_and_only_who_may_does_anything(DatabaseKind kind)
    {
        using DomainRoom room = await DomainRoom.OpenAsync(kind);
        DomainEditing editing = room.Desk.Editing;
        foreach (string name in (string[])["gov.vn", "vn", "localhost", "127.0.0.1", "https://hue.gov.vn/", "_x.hue.gov.vn", "", new string('a', 300), "a b.vn", "hue.gov.vn\nx"])
        {
            await RefusedAsync("domain-name", () => editing.ClaimAsync("hue", name, ["site"], DomainRoom.Hue));
        }

        await RefusedAsync("not-allowed", () => editing.ClaimAsync("lang-son", Name, ["site"], DomainRoom.Hue));
        await RefusedAsync("not-allowed", () => editing.ClaimAsync("hue", Name, ["site"], TaskRoom.Reviewer));
        await RefusedAsync("domain-kinds", () => editing.ClaimAsync("hue", Name, ["resolver"], DomainRoom.Hue));
        await RefusedAsync("organisation-none", () => editing.ClaimAsync("nobody", Name, ["site"], TaskRoom.Office));
        await editing.ClaimAsync("hue", "huế.example.vn", ["zone"], DomainRoom.Hue);
        DomainView claim = await OnlyAsync(room);
        Assert.Equal("huế.example.vn", claim.Domain);
        Assert.StartsWith("xn--", claim.Ascii, StringComparison.Ordinal);
        await RefusedAsync("domain-claimed", () => editing.ClaimAsync("hue", "HUẾ.example.vn", ["zone"], DomainRoom.Hue));
        await RefusedAsync("not-allowed", () => editing.AcceptAsync("hue", claim.Ascii, "x", DomainRoom.Hue));
        await RefusedAsync("domain-reason", () => editing.AcceptAsync("hue", claim.Ascii, " ", TaskRoom.Office));
        await editing.AcceptAsync("hue", claim.Ascii, "công văn số 5", TaskRoom.Office);
        claim = await OnlyAsync(room);
        Assert.Equal((DomainStanding.Accepted, "công văn số 5"), (claim.Standing, claim.Reason));
        Assert.Equal(["zone"], claim.Registered);

        // Who looks for a proof meanwhile and finds none leaves the office's word as it is.
        await room.Desk.Checks.CheckAsync("hue", claim.Ascii, DomainRoom.Hue);
        Assert.Equal((DomainStanding.Accepted, "công văn số 5"), ((await OnlyAsync(room)).Standing, (await OnlyAsync(room)).Reason));
        await RefusedAsync("domain-holds", () => editing.RenewAsync("hue", claim.Ascii, DomainRoom.Hue));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Contacts_are_written_down_and_removed(DatabaseKind kind)
    {
        using DomainRoom room = await DomainRoom.OpenAsync(kind);
        DomainEditing editing = room.Desk.Editing;
        await editing.ClaimAsync("hue", Name, ["site"], DomainRoom.Hue);
        var draft = new DomainContactDraft("technical", "Nguyễn Văn A", "a@hue.gov.vn", "0234 1");
        await editing.PutContactAsync("hue", Name, draft, DomainRoom.Hue);
        await editing.PutContactAsync("hue", Name, draft with { Kind = "administrative", Name = "Trần B" }, DomainRoom.Hue);
        await RefusedAsync("contact-kind", () => editing.PutContactAsync("hue", Name, draft with { Kind = "x" }, DomainRoom.Hue));
        await RefusedAsync("contact-email", () => editing.PutContactAsync("hue", Name, draft with { Email = "<a@b.vn>" }, DomainRoom.Hue));
        await RefusedAsync("contact-name", () => editing.PutContactAsync("hue", Name, draft with { Name = null }, DomainRoom.Hue));
        await RefusedAsync("not-allowed", () => editing.PutContactAsync("hue", Name, draft, TaskRoom.With("x", Role.FocalPoint, "lang-son")));
        await editing.RemoveContactAsync("hue", Name, 1, DomainRoom.Hue);
        DomainContactView left = Assert.Single((await room.Desk.Store.ContactsAsync("hue", room.Now))["hue/" + Name]);
        Assert.Equal(("administrative", "Trần B"), (left.Kind, left.Name));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task The_offices_word_ends_what_another_unit_held_and_moves_what_is_measured(DatabaseKind kind)
    {
        using DomainRoom room = await DomainRoom.OpenAsync(kind);
        await room.Desk.Editing.ClaimAsync("lang-son", Name, ["site", "zone"], TaskRoom.Office);
        room.Published[(await room.Desk.Store.ListAsync("lang-son", room.Now))[0].Value] = new ProofSeen("file", "absent", null);
        Assert.True(await room.Desk.Checks.CheckAsync("lang-son", Name, TaskRoom.Office));
        room.Country.Clock.Now += TimeSpan.FromDays(3);
        await room.Desk.Editing.ClaimAsync("hue", Name, ["site"], DomainRoom.Hue);
        await room.Desk.Editing.AcceptAsync("hue", Name, "công văn số 5", TaskRoom.Office);
        Assert.Equal(DomainStanding.Accepted, (await OnlyAsync(room)).Standing);
        Assert.Equal((DomainStanding.Over, "held"), await LangSonAsync(room, room.Now));
        Assert.Equal(("hue", "lang-son"), (await OwnerAsync(room, "site", room.Now), await OwnerAsync(room, "zone", room.Now))); // of the zone nothing was said
        Assert.Equal("lang-son", await OwnerAsync(room, "site", room.Now with { Date = room.Now.Date.AddDays(-1) }));

        // Its proof, which is still there, takes nothing back; another word of the office does.
        room.Country.Clock.Now += TimeSpan.FromDays(1);
        Assert.Equal(1, await room.Desk.Checks.RoundAsync());
        Assert.Equal((DomainStanding.Over, "held"), await LangSonAsync(room, room.Now));
        await room.Desk.Editing.AcceptAsync("lang-son", Name, "công văn số 6", TaskRoom.Office);
        Assert.Equal(DomainStanding.Over, (await OnlyAsync(room)).Standing);
        Assert.Equal("lang-son", await OwnerAsync(room, "site", room.Now));
        Assert.Equal("hue", await OwnerAsync(room, "site", room.Now with { Date = room.Now.Date.AddDays(-1) }));
        Assert.True((await new AuditLog(room.Country.Database, room.Country.Clock).VerifyAsync()).Whole);

        static async Task<(DomainStanding, string?)> LangSonAsync(DomainRoom room, AsOf asOf) => (await room.Desk.Store.ListAsync("lang-son", asOf)).Select(claim => (claim.Standing, claim.DnsFault)).Single();
        static async Task<string?> OwnerAsync(DomainRoom room, string what, AsOf asOf) => (await new TargetStore(room.Country.Database).FindAsync($"{what}:{Name}", asOf))?.Organisation;
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_claim_is_shown_as_it_stood_on_the_day_and_as_was_known(DatabaseKind kind)
    {
        using DomainRoom room = await DomainRoom.OpenAsync(kind);
        AsOf first = room.Now;
        await room.Desk.Editing.ClaimAsync("hue", Name, ["site"], DomainRoom.Hue);
        await room.Desk.Editing.PutContactAsync("hue", Name, new DomainContactDraft("technical", "Lê Hoa", "hoa@example.vn", null), DomainRoom.Hue);
        room.Country.Clock.Now += TimeSpan.FromDays(1);
        DateTimeOffset known = room.Country.Clock.Now;
        room.Published[(await OnlyAsync(room)).Value] = new ProofSeen("dns", null, null);
        Assert.True(await room.Desk.Checks.CheckAsync("hue", Name, DomainRoom.Hue));
        AsOf second = room.Now;
        room.Published.Clear();
        room.Country.Clock.Now += TimeSpan.FromDays(60);
        Assert.Equal(DomainStanding.Over, (await OnlyAsync(room)).Standing);
        Assert.Empty(await room.Desk.Store.ListAsync("hue", first with { Date = first.Date.AddDays(-1) }));
        Assert.Empty((await room.Desk.Store.ContactsAsync("hue", first with { Date = first.Date.AddDays(-1) })).SelectMany(one => one));
        Assert.Equal(DomainStanding.Claimed, (await room.Desk.Store.ListAsync("hue", first)).Single().Standing);
        Assert.Equal(DomainStanding.Proven, (await room.Desk.Store.ListAsync("hue", second)).Single().Standing);
        Assert.Equal(DomainStanding.Claimed, (await room.Desk.Store.ListAsync("hue", room.Now with { Known = known.AddSeconds(-1) })).Single().Standing);
        Assert.Equal("Lê Hoa", (await room.Desk.Store.ContactsAsync("hue", second)).SelectMany(one => one).Single().Name);
    }

    [Fact]
    public async Task Who_speaks_for_the_unit_is_told_of_a_proof_that_is_gone_and_of_an_acceptance_that_ends_once()
    {
        using DomainRoom room = await DomainRoom.OpenAsync(DatabaseKind.Sqlite);
        var people = new PeopleArea(room.Country.Database, new Microsoft.AspNetCore.DataProtection.EphemeralDataProtectionProvider(), new PeopleOptions(), room.Country.Clock);
        await using (ProgrammeContext context = room.Country.Database.Create())
        {
            context.Add(new PersonRow { Key = "hoa", Name = "Hoa", Email = "hoa@example.gov.vn", EmailFolded = "hoa@example.gov.vn", CreatedAt = room.Country.Clock.Now, Stamp = "s" });
            context.Add(new PersonGrantRow { Key = "g", Person = "hoa", Role = "focal-point", Organisation = "hue", GrantedAt = room.Country.Clock.Now, GrantedBy = "lan" });
            await context.SaveChangesAsync();
        }

        var round = new NoticeRound(room.Country.Database, people, room.Country.Clock, path => path, mails: false);
        await room.Desk.Editing.ClaimAsync("hue", Name, ["site"], DomainRoom.Hue);
        room.Published[(await OnlyAsync(room)).Value] = new ProofSeen("dns", null, null);
        Assert.True(await room.Desk.Checks.CheckAsync("hue", Name, DomainRoom.Hue));
        await room.Desk.Editing.ClaimAsync("hue", "khac.hue.gov.vn", ["site"], DomainRoom.Hue);
        await room.Desk.Editing.AcceptAsync("hue", "khac.hue.gov.vn", "công văn số 5", TaskRoom.Office);
        Assert.Equal(0, (await round.RunAsync()).Notices);
        room.Published.Clear();
        room.Country.Clock.Now += TimeSpan.FromDays(7);
        await room.Desk.Checks.RoundAsync();
        Assert.Equal(1, (await round.RunAsync()).Notices);
        room.Country.Clock.Now += TimeSpan.FromDays(1);
        await room.Desk.Checks.RoundAsync();
        Assert.Equal(0, (await round.RunAsync()).Notices);
        room.Country.Clock.Now += TimeSpan.FromDays(330);
        Assert.Equal(1, (await round.RunAsync()).Notices);
        NoticeView told = (await new NoticeStore(room.Country.Database, room.Country.Clock).ListAsync("hoa"))[0];
        Assert.Equal(("domain-ending", "/organisations/hue/domains"), (told.Kind, told.Place));
        Assert.Contains("khac.hue.gov.vn", NoticeTexts.For("vi").Of(told), StringComparison.Ordinal);
    }

    private static async Task<DomainView> OnlyAsync(DomainRoom room) => Assert.Single(await room.Desk.Store.ListAsync("hue", room.Now));

    [Fact]
    public async Task Claims_of_a_merged_unit_go_on_with_its_successor_and_come_back_with_it()
    {
        using DomainRoom room = await DomainRoom.OpenAsync(DatabaseKind.Sqlite);
        await room.Desk.Editing.ClaimAsync("hue", Name, ["site"], DomainRoom.Hue);
        await room.Desk.Editing.PutContactAsync("hue", Name, new DomainContactDraft("technical", "Lê Hoa", "hoa@example.vn", null), DomainRoom.Hue);
        string proof = (await OnlyAsync(room)).Value;
        room.Published[proof] = new ProofSeen("dns", null, null);
        Assert.True(await room.Desk.Checks.CheckAsync("hue", Name, DomainRoom.Hue));
        var events = new UnitEventDesk(room.Country.Database, room.Country.Clock);
        string merger = await events.DoAsync(
            new UnitEventDraft
            {
                Kind = "merge", Day = TaskRoom.Day("2026-07-01"), Decision = new DecisionDraft(null, "12/2026/QH16", TaskRoom.Day("2026-06-15"), "Quốc hội"), Units = ["hue", "quang-tri-2025"],
                New = [new NewUnit(new LocalText([KeyValuePair.Create("vi", "Bình Trị Thiên")]), Code: "99")],
            },
            TaskRoom.Office);
        Assert.Empty(await room.Desk.Store.ListAsync("hue", room.Now));
        DomainView moved = Assert.Single(await room.Desk.Store.ListAsync("binh-tri-thien", room.Now));
        Assert.Equal((Name, DomainStanding.Proven, proof), (moved.Ascii, moved.Standing, moved.Value));
        Assert.Equal("Lê Hoa", Assert.Single((await room.Desk.Store.ContactsAsync("binh-tri-thien", room.Now)).SelectMany(one => one)).Name);

        // Its proof is looked for meanwhile; a mistaken event is taken back all the same.
        room.Country.Clock.Now += TimeSpan.FromDays(7);
        Assert.Equal(1, await room.Desk.Checks.RoundAsync());
        await events.TakeBackAsync(merger, "chưa có hiệu lực", TaskRoom.Office);
        Assert.Equal(DomainStanding.Proven, (await OnlyAsync(room)).Standing);
        Assert.Empty(await room.Desk.Store.ListAsync("binh-tri-thien", room.Now));
        Assert.Single(await room.Desk.Store.ContactsAsync("hue", room.Now));
    }

    [Fact]
    public async Task A_merger_that_is_to_come_leaves_claims_with_the_unit_until_its_day()
    {
        using DomainRoom room = await DomainRoom.OpenAsync(DatabaseKind.Sqlite);
        await room.Desk.Editing.ClaimAsync("hue", Name, ["site"], DomainRoom.Hue);
        await room.Desk.Editing.PutContactAsync("hue", Name, new DomainContactDraft("technical", "Lê Hoa", "hoa@example.vn", null), DomainRoom.Hue);
        await room.Desk.Editing.ClaimAsync("quang-tri-2025", Name, ["site"], TaskRoom.Office);
        await room.Desk.Editing.PutContactAsync("quang-tri-2025", Name, new DomainContactDraft("technical", "Trần Trị", "tri@example.vn", null), TaskRoom.Office);
        room.Published[(await OnlyAsync(room)).Value] = new ProofSeen("dns", null, null);
        Assert.True(await room.Desk.Checks.CheckAsync("hue", Name, DomainRoom.Hue));
        var events = new UnitEventDesk(room.Country.Database, room.Country.Clock);
        await events.DoAsync(
            new UnitEventDraft
            {
                Kind = "merge", Day = TaskRoom.Day("2027-01-01"), Decision = new DecisionDraft(null, "12/2026/QH16", TaskRoom.Day("2026-06-15"), "Quốc hội"), Units = ["hue"], Into = ["quang-tri-2025"],
            },
            TaskRoom.Office);
        Assert.Equal(DomainStanding.Proven, (await OnlyAsync(room)).Standing);
        Assert.Single((await room.Desk.Store.ContactsAsync("hue", room.Now)).SelectMany(one => one));
        await RefusedAsync("domain-claimed", () => room.Desk.Editing.ClaimAsync("quang-tri-2025", Name, ["site"], TaskRoom.Office)); // what comes would be written over
        room.Country.Clock.Now += TimeSpan.FromDays(7);
        Assert.Equal(1, await room.Desk.Checks.RoundAsync());

        // On the day what was shown goes on with who only said it, and nobody who is to be written to is forgotten.
        room.Country.Clock.Now = new DateTimeOffset(2027, 1, 1, 3, 0, 0, TimeSpan.Zero);
        Assert.Equal(1, await room.Desk.Checks.RoundAsync());
        Assert.Empty(await room.Desk.Store.ListAsync("hue", room.Now));
        Assert.Equal((DomainStanding.Proven, "dns"), (await room.Desk.Store.ListAsync("quang-tri-2025", room.Now)).Select(claim => (claim.Standing, claim.Way)).Single());
        Assert.Equal(["Lê Hoa", "Trần Trị"], (await room.Desk.Store.ContactsAsync("quang-tri-2025", room.Now)).SelectMany(one => one).Select(one => one.Name).Order(StringComparer.Ordinal));
        await RefusedAsync("domain-none", () => room.Desk.Editing.WithdrawAsync("hue", Name, "x", TaskRoom.Office));
    }

    private static async Task RefusedAsync(string word, Func<Task> act) => Assert.Equal(word, (await Assert.ThrowsAsync<RefusedException>(act)).Word);
}
