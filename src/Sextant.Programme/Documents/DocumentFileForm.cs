using System.Globalization;
using System.Text;
using Sextant.Programme.Register;

namespace Sextant.Programme.Documents;

/// <summary>
/// Name and type of a file that a stranger sent. The type follows from the content and the name together and is one of a short list; what a browser
/// would run (HTML, SVG, scripts, Office files with macros) is none of it.
/// </summary>
internal static class DocumentFileForm
{
    private const string Zip = "PK\u0003\u0004";
    private const string Ole = "\u00D0\u00CF\u0011\u00E0";

    private static readonly (string Extension, string Type, string Begins)[] Forms =
    [
        (".pdf", "application/pdf", "%PDF-"),
        (".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", Zip),
        (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Zip),
        (".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", Zip),
        (".odt", "application/vnd.oasis.opendocument.text", Zip),
        (".ods", "application/vnd.oasis.opendocument.spreadsheet", Zip),
        (".doc", "application/msword", Ole),
        (".xls", "application/vnd.ms-excel", Ole),
        (".png", "image/png", "\u0089PNG"),
        (".jpg", "image/jpeg", "\u00FF\u00D8\u00FF"),
        (".jpeg", "image/jpeg", "\u00FF\u00D8\u00FF"),
        (".zip", "application/zip", Zip),
        (".txt", "text/plain", ""),
        (".csv", "text/csv", ""),
    ];

    private static readonly string[] Devices = ["con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2", "lpt3"];

    /// <summary>The type of a file.</summary>
    /// <exception cref="RefusedException">None of the list, or the content is another thing than the name says: <c>file-kind</c>.</exception>
    internal static string TypeOf(string name, ReadOnlySpan<byte> content)
    {
        string extension = System.IO.Path.GetExtension(name).ToLowerInvariant();
        foreach ((string known, string type, string begins) in Forms)
        {
            if (known == extension && content.StartsWith(Encoding.Latin1.GetBytes(begins)) && (begins.Length > 0 || IsText(content)))
            {
                return type;
            }
        }

        throw new RefusedException("file-kind", string.Join(", ", Forms.Select(form => form.Extension[1..])));
    }

    /// <summary>A name that is safe to show, to send in a header and to save: the last part of a path, no control or direction characters, at most 120.</summary>
    internal static string Name(string? given)
    {
        string last = (given ?? string.Empty).Split('/', '\\')[^1];
        var name = new StringBuilder();
        foreach (Rune rune in last.EnumerateRunes())
        {
            UnicodeCategory category = Rune.GetUnicodeCategory(rune);
            if (category is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse)
                && rune != Rune.ReplacementChar)
            {
                name.Append("<>:\"|?*%;".Contains(rune.ToString(), StringComparison.Ordinal) ? "_" : rune.ToString());
            }
        }

        string composed = name.ToString().Normalize(NormalizationForm.FormC).Trim(' ', '.');
        string extension = System.IO.Path.GetExtension(composed);
        string stem = composed[..^extension.Length].TrimEnd(' ', '.');
        stem = stem.Length == 0 ? "tep" : Devices.Contains(stem.ToLowerInvariant()) ? "_" + stem : stem;
        return (stem.Length > 110 ? stem[..(char.IsHighSurrogate(stem[109]) ? 109 : 110)] : stem) + (extension.Length > 10 ? extension[..10] : extension);
    }

    private static bool IsText(ReadOnlySpan<byte> content) => !content.Contains((byte)0) && System.Text.Unicode.Utf8.IsValid(content);
}
