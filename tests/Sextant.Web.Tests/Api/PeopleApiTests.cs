using System.Net;
using System.Text.Json.Nodes;
using Sextant.Programme.Audit;
using Sextant.Programme.Notices;
using Sextant.Programme.People;

namespace Sextant.Web.Tests.Api;

/// <summary>People by a program: invited, given and taken roles, let in anew, ended; and nobody who looks after people among them.</summary>
[Collection(ApiAreas.Name)]
public sealed class PeopleApiTests(ApiHouse house)
{
    [Fact(Timeout = 600_000)]
    public async Task Somebody_is_invited_and_the_link_works_once()
    {
        JsonObject invited = await house.DoAsync(house.Office, "POST", "/person-links", """{"name":"Lê Mới","email":"le.moi@hue.example","role":"focal-point","organisation":"hue"}""");
        Assert.False(invited["mailed"]!.GetValue<bool>());
        string link = invited["link"]!.GetValue<string>();
        JsonNode waits = (await house.DoAsync(house.Office, "GET", "/person-links"))["items"]!.AsArray().Single(one => one!["email"]!.GetValue<string>() == "le.moi@hue.example")!;
        Assert.Equal(("invitation", "focal-point", "hue"), (waits["purpose"]!.GetValue<string>(), waits["role"]!.GetValue<string>(), waits["organisation"]!.GetValue<string>()));
        Assert.DoesNotContain(link[^20..], waits.ToJsonString(), StringComparison.Ordinal);
        using HttpResponseMessage page = await house.Site.Client.GetAsync(new Uri(link).PathAndQuery);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        await house.DoAsync(house.Office, "POST", $"/person-links/{waits["key"]}/withdrawal");
        Assert.DoesNotContain((await house.DoAsync(house.Office, "GET", "/person-links"))["items"]!.AsArray(), one => one!["key"]!.GetValue<string>() == waits["key"]!.GetValue<string>());
        Assert.Null(await house.Site.Parts.People.Links.FindAsync(link[(link.IndexOf('=', StringComparison.Ordinal) + 1)..]));

        // By letter it does not come back.
        JsonObject mailed = await house.DoAsync(house.Office, "POST", "/person-links", """{"name":"Lê Thư","email":"le.thu@hue.example","role":"trainer","mail":true}""");
        Assert.True(mailed["mailed"]!.GetValue<bool>());
        Assert.Null(mailed["link"]);
        await house.Site.Parts.Notices.Outbox.SendAsync(house.Site.Mail);
        Assert.Contains(house.Site.Mail.Letters, letter => letter.To == "le.thu@hue.example" && letter.Body.Contains("/welcome?token=", StringComparison.Ordinal));
        Assert.Equal("fault-bad-role", await house.WordAsync(house.Office, "POST", "/person-links", """{"name":"Lê","email":"le@hue.example","role":"king"}"""));

        // What the mail server refuses stands where the page shows it, without its text.
        await house.DoAsync(house.Office, "POST", "/person-links", """{"name":"Lê Sai","email":"sai@hue.example","role":"trainer","mail":true}""");
        await house.Site.Parts.Notices.Outbox.SendAsync(new RefusingMail());
        JsonNode stuck = Assert.Single((await house.DoAsync(house.Office, "GET", "/stuck-letters"))["items"]!.AsArray())!;
        Assert.Equal(("sai@hue.example", "failed", 1, "550 nobody"), (stuck["to"]!.GetValue<string>(), stuck["state"]!.GetValue<string>(), stuck["attempts"]!.GetValue<int>(), stuck["said"]!.GetValue<string>()));
        Assert.DoesNotContain("token=", stuck.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("status-403", await house.WordAsync(house.Hue, "GET", "/stuck-letters"));
        Assert.Equal("status-403", await house.WordAsync(house.Hue, "POST", "/person-links", """{"name":"Lê","email":"le@hue.example","role":"trainer"}"""));
    }

    [Fact(Timeout = 600_000)]
    public async Task Roles_are_given_and_taken_and_the_person_is_ended()
    {
        string person = await PersonAsync(Role.Trainer);
        string path = "/people/" + person;
        JsonObject read = await house.DoAsync(house.Office, "PUT", path, """{"name":"Trần Văn Mạnh"}""");
        Assert.Equal("Trần Văn Mạnh", read["name"]!.GetValue<string>());
        Assert.Equal("changed-since", await house.WordAsync(house.Office, "PUT", path, """{"name":"Khác"}""", "\"of-long-ago\""));
        JsonObject given = await house.DoAsync(house.Office, "POST", path + "/roles", """{"role":"focal-point","organisation":"lang-son","until":"2027-06-30"}""");
        JsonNode role = given["roles"]!.AsArray().Single(one => one!["role"]!.GetValue<string>() == "focal-point")!;
        Assert.Equal(("lang-son", "2027-06-30"), (role["organisation"]!.GetValue<string>(), role["until"]!.GetValue<string>()));
        Assert.Equal("fault-bad-organisation", await house.WordAsync(house.Office, "POST", path + "/roles", """{"role":"focal-point"}"""));
        Assert.Single((await house.DoAsync(house.Office, "POST", $"{path}/roles/{role["key"]}/withdrawal"))["roles"]!.AsArray());
        await house.DoAsync(house.Office, "POST", path + "/sign-out");

        // The way in goes to the person alone.
        JsonObject told = await house.DoAsync(house.Office, "POST", path + "/recovery");
        Assert.DoesNotContain("token=", told.ToJsonString(), StringComparison.Ordinal);
        await house.Site.Parts.Notices.Outbox.SendAsync(house.Site.Mail);
        Assert.Contains(house.Site.Mail.Letters, letter => letter.To == read["email"]!.GetValue<string>() && letter.Body.Contains("/welcome?token=", StringComparison.Ordinal));
        Assert.NotNull((await house.DoAsync(house.Office, "POST", path + "/end"))["endedAt"]);
        Assert.Equal("fault-gone", await house.WordAsync(house.Office, "POST", path + "/roles", """{"role":"trainer"}"""));
        Assert.Equal("status-404", await house.WordAsync(house.Office, "GET", "/people/nobody"));
        HashSet<string> log = [.. (await house.Site.Parts.People.Audit.ListAsync(new AuditFilter { Subject = "person:" + person, Most = 100 })).Select(one => one.Action)];
        Assert.Empty(((string[])["person.rename", "person.grant", "person.revoke", "person.sign-out", "person.end"]).Except(log));
    }

    [Fact(Timeout = 600_000)]
    public async Task A_token_makes_changes_and_ends_nobody_who_looks_after_people()
    {
        string office = await PersonAsync(Role.Office);
        string trainer = await PersonAsync(Role.Trainer);
        foreach (AskingProgram who in (AskingProgram[])[house.Office, house.Administrator])
        {
            foreach (string role in (string[])["office", "administrator"])
            {
                Assert.Equal("fault-not-allowed", await house.WordAsync(who, "POST", "/person-links", $$"""{"name":"Kẻ Gian","email":"ke.gian@example.vn","role":"{{role}}"}"""));
                Assert.Equal("fault-not-allowed", await house.WordAsync(who, "POST", $"/people/{trainer}/roles", $$"""{"role":"{{role}}"}"""));
            }

            foreach (string act in (string[])["sign-out", "recovery", "end"])
            {
                Assert.Equal("fault-not-allowed", await house.WordAsync(who, "POST", $"/people/{office}/{act}"));
            }

            Assert.Equal("fault-not-allowed", await house.WordAsync(who, "PUT", "/people/" + office, """{"name":"Kẻ Gian"}"""));
        }
    }

    [Fact(Timeout = 600_000)]
    public async Task Everybody_stands_on_one_page_or_another_once()
    {
        await PersonAsync(Role.Reviewer);
        var seen = new List<string>();
        for (string after = ""; ;)
        {
            JsonObject part = await house.DoAsync(house.Office, "GET", "/people?limit=3" + (after.Length > 0 ? "&after=" + after : ""));
            Assert.InRange(part["items"]!.AsArray().Count, 1, 3);
            seen.AddRange(part["items"]!.AsArray().Select(one => one!["key"]!.GetValue<string>()));
            if (part["next"] is not { } next)
            {
                break;
            }

            after = next.GetValue<string>();
        }

        Assert.Equal((await house.Site.Parts.People.Persons.ListAsync()).Select(one => one.Key).Order(StringComparer.Ordinal), seen);
    }

    private async Task<string> PersonAsync(Role role)
    {
        string session = await Hosting.SomePeople.PersonAsync(house.Site, house.AdministratorSession, role);
        return (await house.Site.Parts.People.Sessions.FindAsync(session, "127.0.0.1"))!.Person!;
    }

    private sealed class RefusingMail : IMailSender
    {
        public Task<LetterFate> SendAsync(Letter letter, CancellationToken cancellation) => Task.FromResult(new LetterFate(false, true, "550 nobody"));
    }
}
