using System.Text;

namespace Sextant.Checks.Web.Content;

/// <summary>Finds out how a page's bytes are written: byte order mark, then header, then <c>meta</c>, then the bytes themselves.</summary>
internal static class Charset
{
    // HTML standard, 13.2.3.2: a browser looks for meta in the first 1,024 bytes.
    private const int Prescan = 1024;

    public static string Decode(ReadOnlySpan<byte> body, string? contentType)
    {
        (Encoding encoding, int skip) = Detect(body, contentType);
        return encoding.GetString(body[skip..]);
    }

    private static (Encoding Encoding, int Skip) Detect(ReadOnlySpan<byte> body, string? contentType) => body switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
        [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
        [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
        _ when Named(contentType) is { } said => (said, 0),
        // A page that could be read far enough to find its meta is no UTF-16, whatever the meta says.
        _ when Named(Encoding.Latin1.GetString(body[..Math.Min(body.Length, Prescan)])) is { IsSingleByte: true } or UTF8Encoding
            => (Named(Encoding.Latin1.GetString(body[..Math.Min(body.Length, Prescan)]))!, 0),
        _ when System.Text.Unicode.Utf8.IsValid(Whole(body)) => (Encoding.UTF8, 0),
        _ => (Encoding.Latin1, 0),
    };

    // A body that was cut may end inside a character.
    private static ReadOnlySpan<byte> Whole(ReadOnlySpan<byte> body)
    {
        int end = body.Length;
        while (end > 0 && body.Length - end < 4 && (body[end - 1] & 0xC0) == 0x80)
        {
            end--;
        }

        return end > 0 && body[end - 1] >= 0xC0 ? body[..(end - 1)] : body;
    }

    private static Encoding? Named(string? text)
    {
        int at = text?.IndexOf("charset", StringComparison.OrdinalIgnoreCase) ?? -1;
        if (at < 0)
        {
            return null;
        }

        ReadOnlySpan<char> rest = text.AsSpan(at + 7).TrimStart();
        if (rest is not ['=', ..])
        {
            return null;
        }

        rest = rest[1..].TrimStart(" \"'");
        int end = rest.IndexOfAny(" \"';>/,\t\r\n");
        string name = (end < 0 ? rest : rest[..end]).ToString();
        if (name.Length is 0 or > 40)
        {
            return null;
        }

        // UTF-7 is refused: it lets bytes that look harmless become markup.
        Encoding? found = CodePagesEncodingProvider.Instance.GetEncoding(name);
        return found ?? (name.ToLowerInvariant() is "utf-8" or "utf8" ? Encoding.UTF8
            : name.ToLowerInvariant() is "utf-16" or "utf-16le" ? Encoding.Unicode
            : name.ToLowerInvariant() is "utf-16be" ? Encoding.BigEndianUnicode
            : name.ToLowerInvariant() is "iso-8859-1" or "us-ascii" or "latin1" ? Encoding.Latin1
            : null);
    }
}
