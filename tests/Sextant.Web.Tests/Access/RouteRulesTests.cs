using System.Net;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Sextant.Programme.People;
using Sextant.Testing;
using Sextant.Web.Access;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Web.Tests.Access;

/// <summary>Every way into the program, with every role, over a real socket.</summary>
public sealed class RouteRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);

    [Fact(Timeout = 120_000)]
    public async Task Every_handler_of_every_route_has_its_line_and_no_line_is_left_over()
    {
        await using Site site = await Site.StartAsync(pack: false);
        var found = new HashSet<string>();
        foreach (RouteEndpoint endpoint in site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            string route = "/" + endpoint.RoutePattern.RawText!.Trim('/');
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
            {
                CompiledPageActionDescriptor compiled = await site.Services.GetRequiredService<PageLoader>().LoadAsync(page, endpoint.Metadata);
                found.UnionWith(compiled.HandlerMethods.Select(handler => $"{handler.HttpMethod.ToUpperInvariant()} {route} {handler.Name}"));
            }
            else
            {
                found.UnionWith(endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Where(method => method != "HEAD").Select(method => $"{method} {route} "));
            }
        }

        Assert.True(found.Count > 50, "the routes were not found");
        Assert.Equal(found.Order(StringComparer.Ordinal), RouteRules.All.Select(rule => $"{rule.Method} {rule.Route} {rule.Handler}").Order(StringComparer.Ordinal));
    }

    [Fact(Timeout = 600_000)]
    public async Task Every_line_lets_in_whom_it_says_and_nobody_else()
    {
        var clock = new FakeTimeProvider(Now);
        await using Site site = await Site.StartAsync(clock);
        await SomeCampaigns.KeepAsync(site.Stores);
        Asker[] askers = await AskersAsync(site);
        string person = (await site.Parts.People.Persons.ListAsync())[0].Key;
        var wrong = new List<string>();
        int asked = 0;
        foreach (RouteRule rule in RouteRules.All)
        {
            foreach (Asker asker in askers.Where(asker => asker.Concerns(rule)))
            {
                using HttpResponseMessage response = await AskAsync(site, rule.Method, PathOf(rule, person), asker);
                string expected = asker.May(rule) ? "in" : asker.Known ? "403" : rule.Method == "GET" && !rule.Api ? "sign-in" : "401";
                string got = Outcome(response);
                asked++;
                if (got != expected)
                {
                    wrong.Add($"{asker.Name}: {rule.Method} {rule.Route} {rule.Handler}: {got} instead of {expected} ({(int)response.StatusCode} {response.Headers.Location})");
                }
            }
        }

        Assert.Empty(wrong);
        int others = askers.Count(asker => asker.Lends is null);
        Assert.Equal((RouteRules.All.Count * (others + 1)) + RouteRules.All.Count(rule => Rights.Lendable.Contains(rule.Right)), asked);
        TestContext.Current.SendDiagnosticMessage($"{RouteRules.All.Count} ways in, {askers.Length} askers: {asked} requests");
    }

    [Fact(Timeout = 120_000)]
    public async Task Any_other_method_and_any_made_up_handler_is_refused_to_the_administrator_too()
    {
        await using Site site = await Site.StartAsync(new FakeTimeProvider(Now));
        var administrator = new Asker("administrator", await SomePeople.AdministratorAsync(site), null, Rights.Of(Role.Administrator), true);
        ILookup<string, string> known = RouteRules.All.ToLookup(rule => PathOf(rule with { Handler = null }, "x"), rule => rule.Method);
        foreach (string route in known.Select(group => group.Key))
        {
            foreach (string method in ((string[])["PUT", "DELETE", "PATCH", "OPTIONS"]).Except(known[route]))
            {
                using HttpResponseMessage response = await AskAsync(site, method, route, administrator);
                Assert.True(response.StatusCode is HttpStatusCode.MethodNotAllowed, $"{method} {route}: {response.StatusCode}");
            }
        }

        // A page that has named handlers for POST alone, and a name that is none of them, or is another's case, or comes twice.
        foreach (string handler in (string[])["", "?handler=", "?handler=Nothing", "?handler=Nothing&handler=End"])
        {
            using HttpResponseMessage response = await AskAsync(site, "POST", "/account" + handler, administrator);
            Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task What_asks_for_a_fresh_session_sends_an_older_one_to_sign_in_again()
    {
        var clock = new FakeTimeProvider(Now);
        await using Site site = await Site.StartAsync(clock);
        var administrator = new Asker("administrator", await SomePeople.AdministratorAsync(site), null, Rights.Of(Role.Administrator), true);
        clock.Advance(TimeSpan.FromMinutes(31));
        foreach (RouteRule rule in RouteRules.All.Where(rule => rule.Fresh))
        {
            using HttpResponseMessage response = await AskAsync(site, rule.Method, PathOf(rule, "x"), administrator);
            Assert.Equal("sign-in", Outcome(response));
        }

        Assert.Equal(12, RouteRules.All.Count(rule => rule.Fresh));
        using HttpResponseMessage other = await AskAsync(site, "GET", "/account", administrator);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    private static async Task<Asker[]> AskersAsync(Site site)
    {
        string administrator = await SomePeople.AdministratorAsync(site);
        var askers = new List<Asker> { new("stranger", null, null, Rights.Of(Role.Public), true), new("administrator", administrator, null, Rights.Of(Role.Administrator), true) };
        foreach (Role role in Enum.GetValues<Role>().Where(role => role is not (Role.Public or Role.Administrator)))
        {
            string? organisation = role == Role.FocalPoint ? "hue" : null;
            askers.Add(new Asker(role.Word(), await SomePeople.PersonAsync(site, administrator, role, organisation), null, Rights.Of(role), true));
        }

        askers.Add(new Asker("focal point of another", await SomePeople.PersonAsync(site, administrator, Role.FocalPoint, "lang-son"), null, Rights.Of(Role.FocalPoint), Reaches: false));
        Viewer lender = (await site.Parts.People.Sessions.FindAsync(administrator, "127.0.0.1"))!;
        Viewer office = (await site.Parts.People.Sessions.FindAsync(askers.First(asker => asker.Name == Role.Office.Word()).Session!, "127.0.0.1"))!;
        foreach (Right lent in Rights.Lendable)
        {
            // Who has the right lends it alone, and all others without it: each way in is asked with the one that it lets in and with the one that it does not.
            Role role = new[] { Role.Office, Role.FocalPoint, Role.Reviewer, Role.MeasurementEngineer }.First(role => Rights.Of(role).Contains(lent));
            Viewer of = (await site.Parts.People.Sessions.FindAsync(await SomePeople.PersonAsync(site, administrator, role, role == Role.FocalPoint ? "hue" : null), "127.0.0.1"))!;
            askers.Add(await LentAsync(site, of, $"token for {lent}", [lent], lent));
            askers.Add(await LentAsync(site, of, $"token for all but {lent}", [.. Rights.Lendable.Where(right => right != lent && of.Has(right))], lent));
        }

        askers.Add(await LentAsync(site, office, "token for all", [.. Rights.Lendable.Where(office.Has)], null) with { Lends = Right.KeepOwnAccount });

        // Roles that are over, and people that are: as much as a stranger or one without a role.
        string ended = await SomePeople.PersonAsync(site, administrator, Role.Office);
        await site.Parts.People.Persons.EndAsync(lender, (await site.Parts.People.Sessions.FindAsync(ended, "x"))!.Person!);
        askers.Add(new Asker("ended", ended, null, Rights.Of(Role.Public), true) { Known = false });
        string former = await SomePeople.PersonAsync(site, administrator, Role.Office);
        Viewer formerly = (await site.Parts.People.Sessions.FindAsync(former, "x"))!;
        await site.Parts.People.Persons.RevokeAsync(lender, formerly.Person!, formerly.Grants[0].Key);
        askers.Add(new Asker("without a role", former, null, Rights.Of(Role.Public).Append(Right.KeepOwnAccount).ToHashSet(), true));
        return [.. askers];
    }

    private static async Task<Asker> LentAsync(Site site, Viewer of, string name, Right[] lent, Right? concerns) =>
        new(name, null, await site.Parts.People.Tokens.IssueAsync(of, "test", lent, 1), Rights.Of(Role.Public).Concat(lent).ToHashSet(), true) { Lends = concerns };

    private static Task<HttpResponseMessage> AskAsync(Site site, string method, string path, Asker asker)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (asker.Session is not null)
        {
            request.Headers.Add("Cookie", $"sextant-session={asker.Session}");
        }

        if (asker.Token is not null)
        {
            request.Headers.Add("Authorization", $"Bearer {asker.Token}");
        }

        return site.Client.SendAsync(request);
    }

    /// <summary>A form without its token is refused with 400, behind the gate: nothing is done, and one sees that it was let in.</summary>
    private static string Outcome(HttpResponseMessage response) => (int)response.StatusCode switch
    {
        401 => "401",
        403 => "403",
        405 => "405",
        302 when response.Headers.Location!.ToString().Contains("/sign-in?return=", StringComparison.Ordinal) => "sign-in",
        _ => "in",
    };

    private static string PathOf(RouteRule rule, string person)
    {
        string path = rule.Route.Replace("{slug}", "hue", StringComparison.Ordinal).Replace("{kind}/{name}", "site/langson.gov.vn", StringComparison.Ordinal)
            .Replace("{hash}/{**name}", "x/site.css", StringComparison.Ordinal).Replace("{key}", person, StringComparison.Ordinal)
            .Replace("{sha256}", new string('0', 64), StringComparison.Ordinal).Replace("{owner}/{number:int}", "ke-hoach-2015/1", StringComparison.Ordinal)
            .Replace("{provider}", "khong-co", StringComparison.Ordinal).Replace("{which}", "first", StringComparison.Ordinal).Replace("{period}", "2026-Q3", StringComparison.Ordinal)
            .Replace("{form}", "organisation-domains", StringComparison.Ordinal).Replace("{table}", "organisation-domains", StringComparison.Ordinal).Replace("{course}", "khong-co", StringComparison.Ordinal)
            .Replace("{number:int}", "1", StringComparison.Ordinal).Replace("{position:int}", "1", StringComparison.Ordinal)
            .Replace("{grant}", "x", StringComparison.Ordinal).Replace("{name}", "moi.hue.gov.vn", StringComparison.Ordinal).Replace("{code}", "aaaa-bbbb-cccc-dddd", StringComparison.Ordinal).Replace("{certificate}", "x", StringComparison.Ordinal)
            .Replace("{token}", "x", StringComparison.Ordinal).Replace("{look}", "first", StringComparison.Ordinal).Replace("{delivery}", "x", StringComparison.Ordinal)
            .Replace("{id}", rule.Route.Replace("/api/v1", "", StringComparison.Ordinal) switch
            {
                "/figures/{id}" or "/figures/{id}/series" => "G-01",
                "/campaigns/{id}" => "tuan-47",
                "/conference/{id}" => "year-2026",
                { } report when report.StartsWith("/reports/", StringComparison.Ordinal) => "year-2026",
                _ => "WEB-03",
            }, StringComparison.Ordinal);
        Assert.DoesNotContain('{', path);
        return path + (rule.Handler is null ? "" : $"?handler={rule.Handler}");
    }

    private sealed record Asker(string Name, string? Session, string? Token, IReadOnlySet<Right> Has, bool Reaches)
    {
        public bool Known { get; init; } = Session is not null || Token is not null;

        /// <summary>The right that a token is for, or is without; null: no token.</summary>
        public Right? Lends { get; init; }

        /// <summary>Whether a way in is asked with it. What cannot be lent is asked with a token for all that can.</summary>
        public bool Concerns(RouteRule rule) => Lends is not { } lends || lends == (Rights.Lendable.Contains(rule.Right) ? rule.Right : Right.KeepOwnAccount);

        public bool May(RouteRule rule) => Has.Contains(rule.Right) && (rule.Scope is null || Reaches);
    }
}
