using System.Net;
using System.Text.RegularExpressions;

namespace Sextant.Web.Tests.Hosting;

/// <summary>A field of a form as it stands on a page.</summary>
/// <param name="Kind"><c>text</c>, <c>hidden</c>, <c>select</c>, <c>textarea</c> ...</param>
/// <param name="Value">What stands in it: of a box that is not ticked, and of a list of which nothing is chosen, null.</param>
/// <param name="Most">Letters that it takes; null: any number.</param>
/// <param name="Choices">What a list offers, or the value of a box.</param>
public sealed record FormField(string Name, string Kind, string? Value, int? Most, IReadOnlyList<string> Choices);

/// <summary>A form of a page that changes something, as a browser reads it.</summary>
public sealed partial record PageForm(string Action, bool Uploads, IReadOnlyList<FormField> Fields)
{
    /// <summary>What says for which row it is.</summary>
    public string Row => string.Join('&', Fields.Where(one => one.Kind == "hidden" && one.Name != "__RequestVerificationToken").Select(one => $"{one.Name}={one.Value}"));

    /// <summary>The forms of a page.</summary>
    public static IEnumerable<PageForm> Of(string html)
    {
        foreach (Match form in Form().Matches(html))
        {
            string tag = form.Groups["tag"].Value;
            // What a script sends has no fields that people fill in.
            if (Attribute(tag, "method") == "post" && Attribute(tag, "data-passkey") is null && Attribute(tag, "action") is { } action)
            {
                string inside = form.Groups["inside"].Value;
                yield return new PageForm(action, Attribute(tag, "enctype") is not null, [.. FieldsOf(inside)]);
                foreach (string other in Button().Matches(inside).Select(button => Attribute(button.Value, "formaction")).OfType<string>())
                {
                    yield return new PageForm(other, false, [.. FieldsOf(inside)]);
                }
            }
        }
    }

    private static IEnumerable<FormField> FieldsOf(string html)
    {
        foreach (Match field in Field().Matches(html))
        {
            string tag = field.Groups["tag"].Value;
            string inside = field.Groups["inside"].Value;
            if (Attribute(tag, "name") is not { } name)
            {
                continue;
            }

            int? most = int.TryParse(Attribute(tag, "maxlength"), out int length) ? length : null;
            string kind = tag.StartsWith("<input", StringComparison.Ordinal) ? Attribute(tag, "type") ?? "text" : tag.StartsWith("<select", StringComparison.Ordinal) ? "select" : "textarea";
            Match[] options = kind == "select" ? [.. Option().Matches(inside).Cast<Match>()] : [];
            yield return new FormField(
                name,
                kind,
                kind switch
                {
                    // The line break after the tag is not part of the text.
                    "textarea" => WebUtility.HtmlDecode(inside.StartsWith('\n') ? inside[1..] : inside),
                    "select" => options.LastOrDefault(option => option.Value.Contains(" selected=", StringComparison.Ordinal)) is { } chosen ? Attribute(chosen.Value, "value") : null,
                    "checkbox" or "radio" => tag.Contains(" checked=", StringComparison.Ordinal) ? Attribute(tag, "value") ?? "on" : null,
                    _ => Attribute(tag, "value") ?? "",
                },
                most,
                kind == "select" ? [.. options.Select(option => Attribute(option.Value, "value") ?? "")] : [Attribute(tag, "value") ?? "on"]);
        }
    }

    private static string? Attribute(string tag, string name) => Regex.Match(tag, $"\\s{name}=\"([^\"]*)\"") is { Success: true } found ? WebUtility.HtmlDecode(found.Groups[1].Value) : null;

    [GeneratedRegex("(?<tag><form[^>]*>)(?<inside>.*?)</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<button[^>]*formaction=[^>]*>")]
    private static partial Regex Button();

    [GeneratedRegex("(?<tag><input[^>]*>)|(?<tag><select[^>]*>)(?<inside>.*?)</select>|(?<tag><textarea[^>]*>)(?<inside>.*?)</textarea>", RegexOptions.Singleline)]
    private static partial Regex Field();

    [GeneratedRegex("<option[^>]*>")]
    private static partial Regex Option();
}
