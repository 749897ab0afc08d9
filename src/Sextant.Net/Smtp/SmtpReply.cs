using System.Text;

namespace Sextant.Net.Smtp;

/// <summary>One reply of a mail server, of one or several lines (RFC 5321 section 4.2). Its text is untrusted.</summary>
/// <param name="Code">Three digits.</param>
/// <param name="Lines">The text of each line after code and separator, as bytes.</param>
/// <param name="After">Time from the command (for the greeting: from the connection) to the last line.</param>
public sealed record SmtpReply(int Code, IReadOnlyList<byte[]> Lines, TimeSpan After)
{
    // 500 characters per reply: enough for any reason a server gives.
    private const int MaxText = 500;

    /// <summary>The reply's text, its lines joined by spaces, control characters and what is no UTF-8 replaced, bounded.</summary>
    public string Text => Safe(Lines.SelectMany((line, i) => i == 0 ? line : [(byte)' ', .. line]).Take(4 * MaxText).ToArray(), MaxText);

    internal static string Safe(ReadOnlySpan<byte> bytes, int bound)
    {
        var text = new StringBuilder();
        foreach (var rune in Encoding.UTF8.GetString(bytes).EnumerateRunes())
        {
            bool shown = Rune.GetUnicodeCategory(rune) is not (System.Globalization.UnicodeCategory.Control
                or System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.LineSeparator
                or System.Globalization.UnicodeCategory.ParagraphSeparator or System.Globalization.UnicodeCategory.PrivateUse
                or System.Globalization.UnicodeCategory.OtherNotAssigned);
            if (text.Length + 2 > bound)
            {
                break;
            }

            text.Append(shown ? rune.ToString() : "\uFFFD");
        }

        return text.ToString();
    }
}
