using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;

namespace Sextant.Lab.Http;

/// <summary>The pages that the world's sites show: plausible portals, a hosting default page, a challenge, and worse.</summary>
public static class Pages
{
    // 64 MB unpacked: over any sane bound of an observer, and small enough to make in a moment.
    private const int BombBytes = 64 * 1024 * 1024;

    private static readonly string[] Words =
    [
        "lantern", "harbour", "ferry", "kite", "orchard", "bell", "tide", "compass", "meadow", "lighthouse", "market", "canal",
        "mountain", "paper", "thuyền", "sóng", "đèn", "mây", "gió", "cầu", "chợ", "vườn", "trăng", "sao",
    ];

    private static readonly Lazy<byte[]> BombBody = new(MakeBomb);

    /// <summary>A portal of its own: title, navigation and text follow from the host, so no two hosts look alike.</summary>
    public static string Portal(string host, string? title = null, int paragraphs = 12)
    {
        var page = new StringBuilder();
        string name = WebUtility.HtmlEncode(title ?? "Portal of " + host);
        page.Append(CultureInfo.InvariantCulture, $"<!doctype html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\"><title>{name}</title>");
        page.Append("<meta name=\"generator\" content=\"imaginary\"></head>\n<body><header><h1>").Append(name).Append("</h1><nav><ul>");
        foreach (string entry in new[] { "news", "services", "documents", "contact" })
        {
            page.Append(CultureInfo.InvariantCulture, $"<li><a href=\"/{entry}\">{entry}</a></li>");
        }

        page.Append("</ul></nav></header>\n<main>\n");
        AppendText(page, host, paragraphs);
        return page.Append("</main>\n<footer><p>This organisation is imaginary.</p></footer></body></html>\n").ToString();
    }

    /// <summary>The page of a web server that nobody has set up yet, padded to about the size of another page.</summary>
    public static string HostingDefault(int aboutBytes)
    {
        var page = new StringBuilder("<!doctype html>\n<html><head><title>It works!</title></head><body><h1>It works!</h1>\n");
        page.Append("<p>This is the default page of this web server. No site has been configured for this address yet.</p>\n<pre>\n");
        for (int line = 0; page.Length < aboutBytes - 30; line++)
        {
            page.Append(CultureInfo.InvariantCulture, $"/etc/server/sites/default.{line}.conf: no such site\n");
        }

        return page.Append("</pre></body></html>\n").ToString();
    }

    /// <summary>A page that tests for robots, in the form that the large protection services use.</summary>
    public static string Challenge() =>
        """
        <!doctype html>
        <html lang="en"><head><title>Just a moment...</title><meta name="robots" content="noindex,nofollow"></head>
        <body><div id="challenge-running"><h1>Checking your browser before accessing the site.</h1>
        <noscript>Enable JavaScript and cookies to continue</noscript></div>
        <form id="challenge-form" action="/cdn-cgi/challenge-platform/h/b" method="POST"></form>
        <script>window._cf_chl_opt={cvId:"3",cType:"managed"};</script></body></html>
        """;

    /// <summary>A page whose only content is a meta refresh.</summary>
    public static string MetaRefresh(string url) =>
        $"<!doctype html>\n<html><head><title>Moving</title><meta http-equiv=\"refresh\" content=\"0; url={WebUtility.HtmlEncode(url)}\"></head><body></body></html>\n";

    /// <summary>The same portal with parts that differ at each request: a nonce, a counter, a clock, a rotating notice.</summary>
    public static string Rotating(string host, int ordinal)
    {
        string nonce = ordinal.ToString("x8", CultureInfo.InvariantCulture) + "c0ffee";
        string notice = Words[(int)((uint)ordinal % (uint)Words.Length)];
        return Portal(host)
            .Replace("<main>", $"<main>\n<script nonce=\"{nonce}\">var visit={ordinal};</script>\n<p>Notice: {notice}, visit {ordinal}.</p>", StringComparison.Ordinal)
            .Replace("</footer>", $"<input type=\"hidden\" name=\"csrf\" value=\"{nonce}\"></footer>", StringComparison.Ordinal);
    }

    /// <summary>A body of some 60 kB that unpacks to 64 MB.</summary>
    public static ReadOnlyMemory<byte> GzipBomb() => BombBody.Value;

    private static void AppendText(StringBuilder page, string host, int paragraphs)
    {
        uint state = 2166136261; // FNV-1a over the host: the same text each time, on each machine
        foreach (char c in host)
        {
            state = unchecked((state ^ c) * 16777619);
        }

        for (int paragraph = 0; paragraph < paragraphs; paragraph++)
        {
            page.Append("<section><h2>");
            for (int word = 0; word < 40; word++)
            {
                state = unchecked((state * 1664525) + 1013904223);
                page.Append(word == 3 ? "</h2><p>" : " ").Append(Words[(int)(state >> 16) % Words.Length]);
            }

            page.Append(".</p></section>\n");
        }
    }

    private static byte[] MakeBomb()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            byte[] block = new byte[64 * 1024];
            Array.Fill(block, (byte)' ');
            for (int written = 0; written < BombBytes; written += block.Length)
            {
                gzip.Write(block);
            }
        }

        return packed.ToArray();
    }
}
