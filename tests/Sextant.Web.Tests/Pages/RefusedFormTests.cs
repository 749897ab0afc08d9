using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Sextant.Web.Access;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Web.Tests.Pages;

/// <summary>What was typed stays in every form that is refused: all forms of all pages are filled in, made to be refused, and read again.</summary>
public sealed class RefusedFormTests
{
    /// <summary>Ways in that take nothing that is typed (buttons, files, passwords, codes), with those whose answer is no page. A new one is met on a page of <see cref="SomeForms"/>, or named here.</summary>
    private static readonly string[] NothingTyped =
    [
        "/account EndOthers", "/account End",
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
                value = wanted;
            }
            else if (!refused && field is { Kind: "text" or "textarea" or "email" or "url", Most: < 5000 })
            {
                (value, refused) = (value + new string('x', field.Most.Value), true);
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
