using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Sextant.Web.Access;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Web.Tests.Pages.Shared;

/// <summary>What was typed stays in every form that is refused: all forms of all pages are filled in, made to be refused, and read again.</summary>
public sealed class RefusedFormTests
{
    /// <summary>
    /// Ways in that take nothing that is typed: buttons, files, lists of which every choice is taken; passwords and codes, which are never sent back; and pages of those who are not signed in.
    /// A new one stands on a page of <see cref="SomeForms"/>, or is named here.
    /// </summary>
    private static readonly string[] NothingTyped =
    [
        "/error", "/targets/{kind}/{name}", "/sign-in", "/sign-in/code", "/sign-in/passkey", "/sign-in/passkey Options", "/sign-in/authenticator", "/welcome", "/welcome Confirm", "/stop-letters/{token}", "/stop-letters/{token} Undo", "/sign-out", "/account End", "/account EndOthers",
        "/account/security Password", "/account/security Codes", "/account/security Options", "/account/security Passkey", "/account/security RemovePasskey", "/account/security Unlink", "/account/email Confirm",
        "/account/authenticator", "/account/tokens Revoke", "/account/notices Read", "/account/notices Choose", "/people Revoke", "/people/{key} Revoke", "/people/{key} Recover", "/people/{key} SignOut", "/people/{key} End",
        "/webhooks/{key} State", "/webhooks/{key} Rotate", "/webhooks/{key} Test", "/webhooks/{key} Again", "/documents/{id}/edit Attach", "/imports/{id} Apply", "/imports/{id} Drop",
        "/organisations/events/new Do", "/organisations/{slug}/conversion/{number:int}/edit Remove",
        "/organisations/{slug}/conversion/{number:int}/edit Detach", "/organisations/{slug}/domains Check", "/organisations/{slug}/domains Renew", "/organisations/{slug}/domains RemoveContact",
        "/training/{id}/{number:int} Issue", "/training/{id}/{number:int} Papers", "/learners Merge", "/learners Apart", "/learners/{key} Unmerge", "/learners/{key} Withdrawn", "/experts/own", "/campaigns Stand", "/campaigns/{id} Stand", "/campaigns/{id} Again",
        "/campaigns/{id}/rejudge", "/figures/others/deliveries/{key} Take", "/figures/others/deliveries/{key} Drop",
    ];

    [Fact(Timeout = 300_000)]
    public async Task What_was_typed_stays_in_every_form_that_is_refused()
    {
        await using SomeForms some = await SomeForms.StartAsync();
        var met = new HashSet<string>(StringComparer.Ordinal);
        var faults = new List<string>();
        foreach ((Visitor who, string page) in some.Pages)
        {
            using HttpResponseMessage shown = await who.GetAsync(page);
            if (shown.StatusCode != HttpStatusCode.OK)
            {
                faults.Add($"{page}: {shown.StatusCode}");
                continue;
            }

            foreach (PageForm form in PageForm.Of(await shown.Content.ReadAsStringAsync()).DistinctBy(form => form.Action))
            {
                string way = WayOf(form.Action);
                if (!form.Fields.Any(IsTyped) || NothingTyped.Contains(way, StringComparer.Ordinal) || !met.Add(way))
                {
                    continue;
                }

                faults.AddRange((await LostAsync(who, form, some.Refusing)).Select(fault => $"{page}: {way}: {fault}"));
            }
        }

        faults.AddRange(RouteRules.All.Where(rule => rule is { Method: "POST", Api: false }).Select(rule => $"{rule.Route} {rule.Handler}".TrimEnd())
            .Except(met).Except(NothingTyped).Select(way => $"{way}: on no page that is looked at, and not named as one that takes nothing that is typed"));
        faults.AddRange(NothingTyped.Except(RouteRules.All.Where(rule => rule.Method == "POST").Select(rule => $"{rule.Route} {rule.Handler}".TrimEnd())).Select(way => $"{way}: is no way in"));
        faults.AddRange(NothingTyped.Where(met.Contains).Select(way => $"{way}: takes what is typed after all"));
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    /// <summary>Fills a form in so that it is refused; gives what is no longer there then.</summary>
    private static async Task<IEnumerable<string>> LostAsync(Visitor who, PageForm form, IReadOnlyDictionary<string, string> refusing)
    {
        (FormField Field, string? Value)[] typed = [.. Fill(form, refusing)];
        using HttpResponseMessage answer = await who.SendAsync(form, typed.Select(pair => (pair.Field.Name, pair.Value)));
        if ((int)answer.StatusCode is < 400 or >= 500)
        {
            return [$"was to be refused, and is {answer.StatusCode} {answer.Headers.Location}"];
        }

        string html = await answer.Content.ReadAsStringAsync();
        PageForm[] again = [.. PageForm.Of(html).Where(one => one.Action == form.Action)];
        PageForm? same = again.FirstOrDefault(one => one.Row == form.Row) ?? again.FirstOrDefault();
        return same is null ? [$"{answer.StatusCode}, and the form is gone"]
            : html.Contains("<b>gõ", StringComparison.Ordinal) ? ["what was typed is taken for HTML"]
            : typed.Zip(same.Fields).Where(pair => IsTyped(pair.First.Field) && pair.First.Value != pair.Second.Value)
                .Select(pair => $"{answer.StatusCode}, {pair.First.Field.Name} was “{Short(pair.First.Value)}” and is “{Short(pair.Second.Value)}”");
    }

    // The first text is too long; days are none. All else is what nobody would have chosen by chance.
    private static IEnumerable<(FormField Field, string? Value)> Fill(PageForm form, IReadOnlyDictionary<string, string> refusing)
    {
        bool refused = false;
        foreach ((int i, FormField field) in form.Fields.Index())
        {
            string? value = field.Kind switch
            {
                "hidden" => field.Value,
                "file" => null,
                "checkbox" or "radio" => field.Choices[0],
                "select" => field.Choices.LastOrDefault(choice => choice.Length > 0),
                "date" => "2031-02-31",
                "number" => (i + 3).ToString(System.Globalization.CultureInfo.InvariantCulture),
                _ => $"<b>gõ \"{i}\" & thử</b>",
            };
            if (IsTyped(field) && refusing.TryGetValue($"{WayOf(form.Action)} {field.Name}", out string? wanted))
            {
                value = wanted.Length == 0 ? null : wanted;
            }
            else if (!refused && field is { Kind: "text" or "textarea" or "email" or "url", Most: < 5000 })
            {
                // A reason is bounded where it is kept, beyond what its field takes.
                (value, refused) = (value + new string('x', field.Name == "reason" ? 4100 : field.Most.Value), true);
            }

            yield return (field, value);
        }
    }

    private static bool IsTyped(FormField field) => field.Kind is not ("hidden" or "file" or "password") && !field.Name.StartsWith("__", StringComparison.Ordinal);

    private static string WayOf(string action)
    {
        string[] parts = action.Split('?', 2);
        string handler = parts.Length < 2 ? "" : Regex.Match(parts[1], "handler=([A-Za-z]+)").Groups[1].Value;
        RouteRule? rule = RouteRules.All.FirstOrDefault(rule => rule is { Method: "POST", Api: false } && string.Equals(rule.Handler ?? "", handler, StringComparison.OrdinalIgnoreCase) && Fits(rule.Route, parts[0]));
        return rule is null ? action : $"{rule.Route} {rule.Handler}".TrimEnd();
    }

    private static bool Fits(string route, string path) =>
        Regex.IsMatch(path, "^" + Regex.Replace(route, "\\{[^}:]+(:int)?\\}", place => place.Value.EndsWith(":int}", StringComparison.Ordinal) ? "[0-9]+" : "[^/]+") + "$");

    private static string Short(string? value) => value is null ? "nothing" : value.Length > 60 ? value[..60] + "…" : value;
}
