using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Store.Databases;

namespace Sextant.Programme.Tests.People;

public sealed class GrantTests
{
    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Nobody_makes_more_of_himself_than_he_is(DatabaseKind kind)
    {
        using Office office = await Office.OpenAsync(kind);
        Viewer admin = await office.AdministratorAsync();
        Viewer clerk = await office.PersonAsync(admin, "minh@example.gov.vn", Role.Office);
        Viewer focal = await office.PersonAsync(clerk, "hoa@example.gov.vn", Role.FocalPoint, "hue");
        foreach (Func<Task> attempt in (Func<Task>[])
        [
            () => office.Area.Links.InviteAsync(clerk, new Invitation("X", "x@example.gov.vn", Role.Administrator, null)),
            () => office.Area.Links.InviteAsync(clerk, new Invitation("X", "x@example.gov.vn", Role.Office, null)),
            () => office.Area.Links.InviteAsync(focal, new Invitation("X", "x@example.gov.vn", Role.FocalPoint, "hue")),
            () => office.Area.Persons.GrantAsync(clerk, clerk.Person!, New(Role.Administrator)),
            () => office.Area.Persons.GrantAsync(clerk, admin.Person!, New(Role.Trainer)),
            () => office.Area.Persons.EndAsync(clerk, admin.Person!),
            () => office.Area.Persons.SignOutAsync(clerk, admin.Person!),
            () => office.Area.Links.RecoverAsync(clerk, admin.Person!), // would be the administrator afterwards
            () => office.Area.Links.RecoverAsync(focal, focal.Person!),
            () => office.Area.Persons.RevokeAsync(clerk, admin.Person!, admin.Grants[0].Key),
        ])
        {
            Assert.Equal(PeopleFault.NotAllowed, (await Assert.ThrowsAsync<PeopleException>(attempt)).Fault);
        }

        // Nor through the grant of one person and the key of another.
        Assert.Equal(PeopleFault.Gone, (await Assert.ThrowsAsync<PeopleException>(() => office.Area.Persons.RevokeAsync(clerk, focal.Person!, admin.Grants[0].Key))).Fault);
        await office.Area.Persons.GrantAsync(clerk, focal.Person!, New(Role.Trainer));
        Assert.Equal(2, (await office.Area.Persons.FindAsync(focal.Person!))!.Grants.Count);
        await office.Area.Persons.EndAsync(clerk, focal.Person!);
        Assert.Null((await office.Area.SignIn.PasswordAsync("hoa@example.gov.vn", Office.Password, Office.Caller())).Pending);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Somebody_is_always_left_to_look_after_the_installation(DatabaseKind kind)
    {
        using Office office = await Office.OpenAsync(kind);
        Viewer one = await office.AdministratorAsync();
        Assert.Equal(PeopleFault.LastAdministrator, (await Assert.ThrowsAsync<PeopleException>(() => office.Area.Persons.EndAsync(one, one.Person!))).Fault);
        Assert.Equal(PeopleFault.LastAdministrator, (await Assert.ThrowsAsync<PeopleException>(() => office.Area.Persons.RevokeAsync(one, one.Person!, one.Grants[0].Key))).Fault);
        Viewer two = await office.PersonAsync(one, "minh@example.gov.vn", Role.Administrator);

        // Both shut each other out at once: one of them is refused.
        Exception?[] both = await Task.WhenAll(
            Record.ExceptionAsync(() => Task.Run(() => office.Area.Persons.EndAsync(one, two.Person!))).AsTask(),
            Record.ExceptionAsync(() => Task.Run(() => office.Area.Persons.EndAsync(two, one.Person!))).AsTask());
        Assert.IsType<PeopleException>(Assert.Single(both, fault => fault is not null));
    }

    [Fact]
    public async Task A_role_holds_on_its_days_in_the_country()
    {
        using Office office = await Office.OpenAsync(DatabaseKind.Sqlite);
        Viewer admin = await office.AdministratorAsync();
        Joined minh = await office.JoinAsync(await office.Area.Links.InviteAsync(admin, new Invitation("Minh", "minh@example.gov.vn", Role.Trainer, null)));
        var day = new DateOnly(2026, 11, 22);
        await office.Area.Persons.GrantAsync(admin, minh.Person, New(Role.Office) with { From = day, Until = day });
        office.Clock.Now = new DateTimeOffset(2026, 11, 22, 16, 59, 0, TimeSpan.Zero); // 23:59 in Hà Nội
        Assert.True((await office.Area.Sessions.FindAsync(await InAsync(office, minh.Person), "x"))!.Has(Right.ManagePeople));
        office.Clock.Now = new DateTimeOffset(2026, 11, 22, 17, 1, 0, TimeSpan.Zero);
        Assert.False((await office.Area.Sessions.FindAsync(await InAsync(office, minh.Person), "x"))!.Has(Right.ManagePeople));
        foreach (Grant bad in (Grant[])[New(Role.Office) with { Until = day.AddDays(-1) }, New(Role.Office) with { From = day.AddDays(9), Until = day.AddDays(8) }])
        {
            Assert.Equal(PeopleFault.BadDays, (await Assert.ThrowsAsync<PeopleException>(() => office.Area.Persons.GrantAsync(admin, minh.Person, bad))).Fault);
        }
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_focal_point_reaches_the_organisation_and_what_is_part_of_it(DatabaseKind kind)
    {
        using Office office = await Office.OpenAsync(kind);
        (string part, string whole) = await PartAsync(office);
        Viewer admin = await office.AdministratorAsync();
        Viewer above = await office.PersonAsync(admin, "minh@example.gov.vn", Role.FocalPoint, whole);
        Viewer below = await office.PersonAsync(admin, "hoa@example.gov.vn", Role.FocalPoint, part);
        IReadOnlySet<string> line = await office.Area.Reach.LineAsync(part);
        Assert.Contains(whole, line);
        Assert.True(above.Has(Right.ReadContacts, line));
        Assert.True(below.Has(Right.ReadContacts, line));
        Assert.True(admin.Has(Right.ReadContacts, line));
        Assert.False(below.Has(Right.ReadContacts, await office.Area.Reach.LineAsync(whole)));
        Assert.False(above.Has(Right.ReadContacts, await office.Area.Reach.LineAsync("hue")));
        Assert.False(above.Has(Right.ManagePeople, line));
        Assert.Equal([below.Person], (await office.Area.Persons.SpeakersAsync(part)).Select(person => person.Key));
        foreach ((Role role, string? organisation) in ((Role, string?)[])[(Role.FocalPoint, null), (Role.FocalPoint, "no-such"), (Role.Administrator, "hue")])
        {
            Assert.Equal(PeopleFault.BadOrganisation, (await Assert.ThrowsAsync<PeopleException>(() => office.Area.Links.InviteAsync(admin, new Invitation("X", "x@example.gov.vn", role, organisation)))).Fault);
        }
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_token_lends_what_it_says_for_as_long_as_it_says(DatabaseKind kind)
    {
        using Office office = await Office.OpenAsync(kind);
        Viewer admin = await office.AdministratorAsync();
        string secret = await office.Area.Tokens.IssueAsync(admin, "kịch bản", [Right.ReadContacts], 30);
        Viewer program = (await office.Area.Tokens.FindAsync(secret, "192.0.2.9"))!;
        Assert.True(program.Has(Right.ReadContacts));
        Assert.True(program.Has(Right.ReadPublished)); // everybody's
        Assert.False(program.Has(Right.ReadAudit));
        Assert.False(program.Has(Right.ManagePeople));
        Assert.False(program.Has(Right.KeepOwnAccount));
        Assert.False(program.MayGive(Role.Trainer));
        Assert.Null(await office.Area.Tokens.FindAsync(secret[..^1], "192.0.2.9"));
        Assert.Null(await office.Area.Sessions.FindAsync(secret, "192.0.2.9"));
        TokenView seen = Assert.Single(await office.Area.Tokens.ListAsync(admin.Person!));
        Assert.Equal(office.Clock.Now, seen.UsedAt);

        Viewer trainer = await office.PersonAsync(admin, "minh@example.gov.vn", Role.Trainer);
        foreach (Right right in (Right[])[Right.ReadAudit, Right.ManagePeople, Right.KeepOwnAccount])
        {
            Assert.Equal(PeopleFault.BadScope, (await Assert.ThrowsAsync<PeopleException>(() => office.Area.Tokens.IssueAsync(trainer, "x", [right], 30))).Fault);
        }

        Assert.Equal(PeopleFault.Gone, (await Assert.ThrowsAsync<PeopleException>(() => office.Area.Tokens.RevokeAsync(trainer, seen.Key))).Fault);
        office.Clock.Now += TimeSpan.FromDays(30);
        Assert.Null(await office.Area.Tokens.FindAsync(secret, "192.0.2.9"));
        string next = await office.Area.Tokens.IssueAsync(admin, "x", [Right.ReadAudit], 1);
        await office.Area.Tokens.RevokeAsync(admin, (await office.Area.Tokens.ListAsync(admin.Person!))[0].Key);
        Assert.Null(await office.Area.Tokens.FindAsync(next, "192.0.2.9"));
    }

    private static Grant New(Role role) => new("", role, null, null, null);

    private static async Task<string> InAsync(Office office, string person)
    {
        PasswordOutcome first = await office.Area.SignIn.PasswordAsync("minh@example.gov.vn", Office.Password, Office.Caller());
        return (await office.Area.SignIn.CodeAsync(person, first.Stamp!, office.Code(person), Office.Caller())).Session!;
    }

    private static async Task<(string Part, string Whole)> PartAsync(Office office)
    {
        await using ProgrammeContext context = office.Database.Create();
        RegisterRelation relation = context.At<RegisterRelation>(VietNam.On("2026-11-22")).Where(row => row.Kind == "part-of").OrderBy(row => row.Id).First();
        return (relation.From, relation.To);
    }
}
