using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;

namespace Sextant.Web.Hosting;

/// <summary>The fields of a form as pages write them, filled with what was sent. Passwords, codes and files are never sent back.</summary>
internal sealed partial class TypedFields
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private static readonly string[] Kept = ["password", "file", "submit", "button", "image", "reset"];

    private readonly IFormCollection _typed;
    private readonly Dictionary<string, int> _seen = new(StringComparer.Ordinal);
    private string?[]? _chosen;
    private bool _other;

    private TypedFields(IFormCollection typed) => _typed = typed;

    /// <summary>The inside of a form with what was typed into it; as it was where it is not the form that was sent but its like for another row.</summary>
    public static string PutBack(string html, IFormCollection typed)
    {
        var fields = new TypedFields(typed);
        var filled = new StringBuilder(html.Length + 256);
        int at = 0;
        for (Match tag = Tag().Match(html); tag.Success && !fields._other; tag = Tag().Match(html, at))
        {
            filled.Append(html, at, tag.Index - at);
            at = tag.Index + tag.Length;
            switch (tag.Groups["name"].Value)
            {
                case "input":
                    filled.Append(fields.Input(tag.Value));
                    break;
                case "textarea":
                    int end = html.IndexOf("</textarea>", at, StringComparison.Ordinal);
                    // A browser drops the first line break of a text: one of ours stands before it.
                    filled.Append(tag.Value).Append(fields.Next(tag.Value) is { } text ? "\n" + Encoder.Encode(text) : html[at..end]);
                    at = end;
                    break;
                case "option":
                    filled.Append(fields.Option(tag.Value, html, at));
                    break;
                case "select":
                    fields._chosen = fields.Chosen(tag.Value);
                    filled.Append(tag.Value);
                    break;
                default:
                    fields._chosen = null;
                    filled.Append(tag.Value);
                    break;
            }
        }

        return fields._other ? html : filled.Append(html, at, html.Length - at).ToString();
    }

    private string Input(string tag)
    {
        string kind = Value(tag, "type") ?? "text";
        if (Value(tag, "name") is not { } name || Kept.Contains(kind, StringComparer.Ordinal) || Value(tag, "autocomplete") == "one-time-code")
        {
            return tag;
        }

        if (kind is "checkbox" or "radio")
        {
            return With(tag, "checked", _typed[name].Contains(Value(tag, "value") ?? "on") ? "checked" : null);
        }

        string? typed = Next(tag);
        if (kind == "hidden" && Value(tag, "value") is { Length: > 0 } held)
        {
            // What a form carries unseen says which row it is for.
            _other |= typed != held;
            return tag;
        }

        return typed is null ? tag : With(tag, "value", typed);
    }

    private string Option(string tag, string html, int at)
    {
        if (_chosen is null)
        {
            return tag;
        }

        string value = Value(tag, "value") ?? WebUtility.HtmlDecode(html[at..html.IndexOf('<', at)]).Trim();
        return With(tag, "selected", _chosen.Contains(value, StringComparer.Ordinal) ? "selected" : null);
    }

    private string?[]? Chosen(string tag) => tag.Contains(" multiple", StringComparison.Ordinal) && Value(tag, "name") is { } name ? _typed[name].ToArray()
        : Next(tag) is { } one ? [one]
        : null;

    // Fields of one name are sent in the order in which they stand.
    private string? Next(string tag)
    {
        if (Value(tag, "name") is not { } name)
        {
            return null;
        }

        int at = _seen.GetValueOrDefault(name);
        _seen[name] = at + 1;
        return at < _typed[name].Count ? _typed[name][at] : null;
    }

    private static string? Value(string tag, string attribute) => Attribute().Matches(tag).FirstOrDefault(one => one.Groups["name"].Value == attribute) is { } found
        ? WebUtility.HtmlDecode(found.Groups["value"].Value)
        : null;

    private static string With(string tag, string attribute, string? value)
    {
        string rest = Attribute().Replace(tag, one => one.Groups["name"].Value == attribute ? "" : one.Value);
        return value is null ? rest : $"{rest[..^1].TrimEnd()} {attribute}=\"{Encoder.Encode(value)}\">";
    }

    [GeneratedRegex("<(?<name>input|textarea|select|option|/select)(?=[\\s>])(?:[^>\"]|\"[^\"]*\")*>")]
    private static partial Regex Tag();

    [GeneratedRegex("\\s(?<name>[\\w:-]+)(?:=\"(?<value>[^\"]*)\")?(?=[\\s/>])")]
    private static partial Regex Attribute();
}
