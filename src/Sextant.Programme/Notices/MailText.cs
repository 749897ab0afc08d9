using System.Globalization;
using System.Text;

namespace Sextant.Programme.Notices;

/// <summary>A letter as a mail server takes it (RFC 5322, RFC 2045, RFC 2047): all of its text in base64, so that no line is too long and none begins what it should not.</summary>
public static class MailText
{
    /// <summary>76: the longest line of base64 in mail (RFC 2045 section 6.8).</summary>
    private const int LongestLine = 76;

    /// <summary>39 octets make 52 letters: with its frame and the field's name a line is within the 76 of RFC 2047 section 2.</summary>
    private const int WordOctets = 39;

    /// <summary>The whole letter.</summary>
    /// <param name="from">The sender's address.</param>
    public static byte[] Write(Letter letter, string from)
    {
        string domain = from[(from.IndexOf('@', StringComparison.Ordinal) + 1)..];
        string text = letter.Body.ReplaceLineEndings("\r\n");
        string[] lines =
        [
            $"Date: {letter.MadeAt.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture)} +0000",
            $"From: Sextant <{from}>",
            $"To: <{letter.To}>",
            $"Subject: {Words(letter.Subject)}",
            $"Message-ID: <{letter.Key}@{domain}>",
            "Auto-Submitted: auto-generated", // RFC 3834: no machine answers it
            .. Stopping(letter.Stop),
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64",
            "",
            .. Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).Chunk(LongestLine).Select(chunk => new string(chunk)),
        ];
        return Encoding.ASCII.GetBytes(string.Join("\r\n", lines) + "\r\n");
    }

    // RFC 2369, section 3.2; by one click, without a page in between, over TLS alone (RFC 8058, section 3.1).
    private static IEnumerable<string> Stopping(Uri? stop)
    {
        if (stop is not null)
        {
            yield return $"List-Unsubscribe: <{new UriBuilder(stop) { Host = stop.IdnHost }.Uri.AbsoluteUri}>";
            if (stop.Scheme == Uri.UriSchemeHttps)
            {
                yield return "List-Unsubscribe-Post: List-Unsubscribe=One-Click";
            }
        }
    }

    private static string Words(string subject)
    {
        var words = new List<string>();
        var part = new StringBuilder();
        foreach (Rune rune in subject.ReplaceLineEndings(" ").EnumerateRunes())
        {
            if (Encoding.UTF8.GetByteCount(part.ToString()) + rune.Utf8SequenceLength > WordOctets)
            {
                words.Add(part.ToString());
                part.Clear();
            }

            part.Append(rune);
        }

        words.Add(part.ToString());
        return string.Join("\r\n ", words.Select(word => $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(word))}?="));
    }
}
