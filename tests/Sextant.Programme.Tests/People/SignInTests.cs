using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Store.Databases;

namespace Sextant.Programme.Tests.People;

public sealed class SignInTests
{
    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_password_and_a_code_let_in_and_a_code_does_so_once(DatabaseKind kind)
    {
        using Office office = await Office.OpenAsync(kind);
        Viewer admin = await office.AdministratorAsync();
        PasswordOutcome first = await office.Area.SignIn.PasswordAsync(" LAN@example.gov.vn", Office.Password, Office.Caller());
        Assert.Equal(admin.Person, first.Pending);
        string code = office.Code(admin.Person!);
        Assert.Null((await office.Area.SignIn.CodeAsync(first.Pending!, "another stamp", code, Office.Caller())).Session);
        SignInOutcome[] both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => office.Area.SignIn.CodeAsync(first.Pending!, first.Stamp!, code, Office.Caller()))));
        string session = Assert.Single(both, outcome => outcome.Session is not null).Session!;
        Assert.Equal(admin.Person, (await office.ViewerAsync(session)).Person);
        Assert.True((await office.Area.Audit.VerifyAsync()).Whole);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_recovery_code_works_once_however_it_is_typed(DatabaseKind kind)
    {
        using Office office = await Office.OpenAsync(kind);
        Joined joined = await office.JoinAsync((await office.Area.Links.FirstAdministratorAsync())!);
        PasswordOutcome first = await office.Area.SignIn.PasswordAsync("lan@example.gov.vn", Office.Password, Office.Caller());
        Assert.Equal(10, joined.Codes.Distinct().Count());
        string typed = joined.Codes[3].ToUpperInvariant().Replace('-', ' ');
        Assert.NotNull((await office.Area.SignIn.CodeAsync(first.Pending!, first.Stamp!, typed, Office.Caller())).Session);
        Assert.Null((await office.Area.SignIn.CodeAsync(first.Pending!, first.Stamp!, typed, Office.Caller())).Session);
        Assert.Equal(9, await office.Area.Own.CodesLeftAsync(joined.Person));
    }

    [Fact]
    public async Task Nothing_tells_who_has_an_account()
    {
        using Office office = await Office.OpenAsync(DatabaseKind.Sqlite);
        await office.AdministratorAsync();
        PasswordOutcome[] outcomes = await Task.WhenAll(
            ((string, string)[])[("lan@example.gov.vn", "wrong"), ("nobody@example.gov.vn", Office.Password), ("", ""), ("\ud800", "\ud800"), (new string('x', 100_000), new string('y', 100_000))]
                is var cases ? cases.Select(one => office.Area.SignIn.PasswordAsync(one.Item1, one.Item2, Office.Caller())) : []);
        Assert.All(outcomes, outcome => Assert.Equal(new PasswordOutcome(null, null, null), outcome));
        for (int i = 0; i < 5; i++)
        {
            await office.Area.SignIn.PasswordAsync("lan@example.gov.vn", "wrong", Office.Caller("203.0.113.5"));
            await office.Area.SignIn.PasswordAsync("nobody@example.gov.vn", "wrong", Office.Caller("203.0.113.6"));
        }

        Assert.Equal(
            (await office.Area.SignIn.PasswordAsync("lan@example.gov.vn", "wrong", Office.Caller("203.0.113.5"))).Wait,
            (await office.Area.SignIn.PasswordAsync("nobody@example.gov.vn", "wrong", Office.Caller("203.0.113.6"))).Wait);
    }

    [Fact]
    public async Task A_stranger_who_guesses_locks_no_official_out()
    {
        using Office office = await Office.OpenAsync(DatabaseKind.Sqlite);
        Viewer admin = await office.AdministratorAsync();

        // From a hundred places, far beyond every measure.
        for (int i = 0; i < 120; i++)
        {
            await office.Area.SignIn.PasswordAsync("lan@example.gov.vn", "guess", Office.Caller($"2001:db8:{i:x}::1"));
        }

        Assert.NotNull((await office.Area.SignIn.PasswordAsync("lan@example.gov.vn", Office.Password, Office.Caller("2001:db8:ffff::1"))).Wait);
        Caller desk = Office.Caller("2001:db8:ffff::1", (admin.Person!, "device 1"));
        PasswordOutcome own = await office.Area.SignIn.PasswordAsync("lan@example.gov.vn", Office.Password, desk);
        Assert.NotNull((await office.Area.SignIn.CodeAsync(own.Pending!, own.Stamp!, office.Code(admin.Person!), desk)).Session);
        IReadOnlyList<SessionView> open = await office.Area.Sessions.ListAsync(admin.Person!); // and a session that stands goes on
        Assert.NotNull(open[0]);
        (int count, IReadOnlyList<SessionView> page) = await office.Area.Sessions.PageAsync(admin.Person!, int.MaxValue, 1);
        Assert.Equal((open.Count, open[^1]), (count, Assert.Single(page))); // beyond the last page is the last

        // A mark of another's device is none for this account.
        Assert.NotNull((await office.Area.SignIn.PasswordAsync("lan@example.gov.vn", Office.Password, Office.Caller("2001:db8:ffff::1", ("another", "device 2")))).Wait);
        office.Clock.Now += TimeSpan.FromHours(1);
        Assert.Null((await office.Area.SignIn.PasswordAsync("lan@example.gov.vn", Office.Password, Office.Caller("2001:db8:ffff::1"))).Wait);
    }

    [Fact]
    public async Task Codes_cannot_be_tried_through()
    {
        using Office office = await Office.OpenAsync(DatabaseKind.Sqlite);
        Viewer admin = await office.AdministratorAsync();
        PasswordOutcome first = await office.Area.SignIn.PasswordAsync("lan@example.gov.vn", Office.Password, Office.Caller());
        SignInOutcome[] tries = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => office.Area.SignIn.CodeAsync(first.Pending!, first.Stamp!, $"{i:D6}", Office.Caller()))));
        Assert.Equal(35, tries.Count(one => one.Wait is not null)); // five were looked at
        Assert.NotNull((await office.Area.SignIn.CodeAsync(first.Pending!, first.Stamp!, office.Code(admin.Person!), Office.Caller())).Wait);
    }

    [Fact]
    public async Task Who_has_the_password_tries_no_more_codes_in_a_day_from_however_many_places()
    {
        using Office office = await Office.OpenAsync(DatabaseKind.Sqlite);
        Viewer admin = await office.AdministratorAsync();
        PasswordOutcome first = await office.Area.SignIn.PasswordAsync("lan@example.gov.vn", Office.Password, Office.Caller());
        (int looked, int alarms) = (0, 0);
        for (int i = 0; i < 60; i++)
        {
            office.Clock.Now += TimeSpan.FromMinutes(10);
            SignInOutcome outcome = await office.Area.SignIn.CodeAsync(first.Pending!, first.Stamp!, "000000", Office.Caller($"2001:db8:{i:x}::1"));
            (looked, alarms) = (looked + (outcome.Wait is null ? 1 : 0), alarms + (outcome.Alarming ? 1 : 0));
        }

        Assert.Equal((20, 1), (looked, alarms)); // the person is told once
        Assert.NotNull((await office.Area.SignIn.CodeAsync(first.Pending!, first.Stamp!, office.Code(admin.Person!), Office.Caller("2001:db8:ffff::1"))).Wait);
        Caller desk = Office.Caller("2001:db8:ffff::1", (admin.Person!, "device 1"));
        Assert.NotNull((await office.Area.SignIn.CodeAsync(first.Pending!, first.Stamp!, office.Code(admin.Person!), desk)).Session); // never the person at the own desk
        office.Clock.Now += TimeSpan.FromDays(1);
        Assert.NotNull((await office.Area.SignIn.CodeAsync(first.Pending!, first.Stamp!, office.Code(admin.Person!), Office.Caller("2001:db8:ffff::1"))).Session);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Processes_that_share_the_database_share_the_count_of_guesses_and_a_restart_forgets_none(DatabaseKind kind)
    {
        using Office office = await Office.OpenAsync(kind);
        await office.AdministratorAsync();
        PeopleArea[] processes = [office.Area, office.Another(), office.Another()];
        PasswordOutcome[] tries = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => processes[i % 3].SignIn.PasswordAsync("lan@example.gov.vn", "guess", Office.Caller()))));
        Assert.Equal(7, tries.Count(one => one.Wait is not null)); // five were looked at, by whichever process
        Assert.NotNull((await office.Another().SignIn.PasswordAsync("lan@example.gov.vn", Office.Password, Office.Caller())).Wait);

        // When the time is over the rows go with it, and the same may guess again.
        office.Clock.Now += TimeSpan.FromMinutes(15);
        Assert.NotNull((await office.Another().SignIn.PasswordAsync("lan@example.gov.vn", Office.Password, Office.Caller())).Pending);
        await using ProgrammeContext context = office.Database.Create();
        Assert.All(await context.Set<GuessRow>().ToListAsync(), row => Assert.True(row.EndsAt > office.Clock.Now));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_session_ends_by_time_by_rest_and_by_its_person(DatabaseKind kind)
    {
        using Office office = await Office.OpenAsync(kind);
        string link = (await office.Area.Links.FirstAdministratorAsync())!;
        string session = (await office.JoinAsync(link)).Session;
        Viewer viewer = await office.ViewerAsync(session);
        Assert.Null(await office.Area.Sessions.FindAsync(session + "x", "192.0.2.1"));
        Assert.Null(await office.Area.Sessions.FindAsync(link, "192.0.2.1")); // a secret of another kind
        for (int i = 0; i < 7; i++)
        {
            office.Clock.Now += TimeSpan.FromMinutes(100);
            Assert.NotNull(await office.Area.Sessions.FindAsync(session, "192.0.2.1")); // used, it lasts
        }

        office.Clock.Now += TimeSpan.FromMinutes(30);
        Assert.Null(await office.Area.Sessions.FindAsync(session, "192.0.2.1")); // 12 hours 10 minutes
        string next = await InAsync(office, viewer.Person!);
        office.Clock.Now += TimeSpan.FromHours(2);
        Assert.Null(await office.Area.Sessions.FindAsync(next, "192.0.2.1"));

        string one = await InAsync(office, viewer.Person!);
        string two = await InAsync(office, viewer.Person!);
        Viewer here = await office.ViewerAsync(one);
        await office.Area.Sessions.EndAsync(here, null);
        Assert.NotNull(await office.Area.Sessions.FindAsync(one, "192.0.2.1"));
        Assert.Null(await office.Area.Sessions.FindAsync(two, "192.0.2.1"));
        await office.Area.Sessions.EndAsync(here, here.Session);
        Assert.Null(await office.Area.Sessions.FindAsync(one, "192.0.2.1"));
        AuditEntry last = (await office.Area.Audit.ListAsync(new AuditFilter { Most = 1 }))[0];
        Assert.Equal(("session.end", here.Actor.Who), (last.Action, last.Who));
    }

    [Fact]
    public async Task Another_password_ends_every_other_session_and_a_pending_second_step()
    {
        using Office office = await Office.OpenAsync(DatabaseKind.Sqlite);
        Viewer viewer = await office.AdministratorAsync();
        string other = await InAsync(office, viewer.Person!);
        PasswordOutcome pending = await office.Area.SignIn.PasswordAsync("lan@example.gov.vn", Office.Password, Office.Caller());
        foreach ((string present, string next, string repeated, PeopleFault fault) in ((string, string, string, PeopleFault)[])
        [
            ("wrong", "một câu khác hẳn", "một câu khác hẳn", PeopleFault.PasswordWrong),
            (Office.Password, "một câu khác hẳn", "một câu khác hẳn!", PeopleFault.PasswordsDiffer),
            (Office.Password, "ngắn quá", "ngắn quá", PeopleFault.PasswordShort),
            (Office.Password, "aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa", PeopleFault.PasswordShort),
            (Office.Password, "Admin-1234567", "Admin-1234567", PeopleFault.PasswordGuessable),
            (Office.Password, "lan123456789", "lan123456789", PeopleFault.PasswordGuessable),
        ])
        {
            Assert.Equal(fault, (await Assert.ThrowsAsync<PeopleException>(() => office.Area.Own.ChangePasswordAsync(viewer, present, next, repeated))).Fault);
        }

        await office.Area.Own.ChangePasswordAsync(viewer, Office.Password, "một câu khác hẳn", "một câu khác hẳn");
        Assert.Null(await office.Area.Sessions.FindAsync(other, "192.0.2.1"));
        Assert.Null((await office.Area.SignIn.CodeAsync(pending.Pending!, pending.Stamp!, office.Code(viewer.Person!), Office.Caller())).Session);
        Assert.Null((await office.Area.SignIn.PasswordAsync("lan@example.gov.vn", Office.Password, Office.Caller())).Pending);
        Assert.NotNull((await office.Area.SignIn.PasswordAsync("lan@example.gov.vn", "một câu khác hẳn", Office.Caller())).Pending);
    }

    private static async Task<string> InAsync(Office office, string person)
    {
        PasswordOutcome first = await office.Area.SignIn.PasswordAsync("lan@example.gov.vn", Office.Password, Office.Caller());
        return (await office.Area.SignIn.CodeAsync(first.Pending!, first.Stamp!, office.Code(person), Office.Caller())).Session!;
    }
}
