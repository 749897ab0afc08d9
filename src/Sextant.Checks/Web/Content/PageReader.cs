using System.Security.Cryptography;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;
using Sextant.Checks.Observations;

namespace Sextant.Checks.Web.Content;

/// <summary>
/// Turns the bytes of a page into what can be compared. Pages are hostile: only the tokenizer is used, whose work grows linearly with the
/// bytes read. (A tree builder's does not: 200,000 nested elements keep it busy for minutes.)
/// </summary>
public static class PageReader
{
    /// <summary>Bytes of a body that are looked at: 1 MiB holds the home page of every portal looked at, scripts and images left out.</summary>
    public const int LongestBody = 1 << 20;

    /// <summary>Characters of a title that are kept.</summary>
    public const int LongestTitle = 200;

    private static readonly HashSet<string> TextTypes = new(StringComparer.Ordinal)
    {
        "application/json", "application/xml", "application/javascript", "application/ld+json", "image/svg+xml", "application/rss+xml", "application/atom+xml",
    };

    /// <summary>Reads a page that is here as far as it was read.</summary>
    /// <inheritdoc cref="Read(PageBytes, string, Uri, bool)"/>
    public static PageShape Read(ReadOnlySpan<byte> body, string? contentType, Uri url, bool cut = false) =>
        Read(new PageBytes(body, body.Length, Convert.ToHexStringLower(SHA256.HashData(body))), contentType, url, cut);

    /// <summary>Reads a page.</summary>
    /// <param name="body">The decompressed body.</param>
    /// <param name="contentType">The Content-Type header as sent; null when there was none.</param>
    /// <param name="url">The URL it came from: relative targets start from it.</param>
    /// <param name="cut">True when the body was longer than what was read.</param>
    public static PageShape Read(PageBytes body, string? contentType, Uri url, bool cut = false)
    {
        string? mediaType = MediaTypeOf(contentType);
        var shape = new PageShape
        {
            Length = body.Length,
            Sha256 = body.Sha256,
            MediaType = mediaType,
            Cut = cut || body.Length > LongestBody,
        };
        ReadOnlySpan<byte> looked = body.Head[..Math.Min(body.Head.Length, LongestBody)];
        bool html = mediaType is "text/html" or "application/xhtml+xml" || (mediaType is null && LooksLikeHtml(looked));
        if (!html && !IsText(mediaType))
        {
            return shape;
        }

        string text = Charset.Decode(looked, contentType);
        if (!html)
        {
            var words = new Shingles();
            words.AddText(text);
            return shape with { TextShingles = words.Finish() };
        }

        PageWalk walk = PageWalk.Over(text, url);
        return shape with
        {
            Title = walk.Title,
            TextShingles = walk.Text.Finish(),
            SkeletonShingles = walk.Skeleton.Finish(),
            MetaRefresh = walk.MetaRefresh,
            Challenge = ChallengeMarks.Shows(text, walk),
        };
    }

    private static string? MediaTypeOf(string? contentType)
    {
        string? bare = contentType?.Split(';', 2)[0].Trim().ToLowerInvariant();
        return string.IsNullOrEmpty(bare) ? null : bare.Length > 100 ? bare[..100] : bare;
    }

    private static bool IsText(string? mediaType) =>
        mediaType is not null && (mediaType.StartsWith("text/", StringComparison.Ordinal) || TextTypes.Contains(mediaType));

    // Servers leave the type out; a browser then looks at the bytes, and so does this.
    private static bool LooksLikeHtml(ReadOnlySpan<byte> body)
    {
        ReadOnlySpan<byte> start = body.Length > 3 && body[0] == 0xEF && body[1] == 0xBB && body[2] == 0xBF ? body[3..] : body;
        return start.Trim(" \t\r\n"u8).StartsWith("<"u8);
    }
}

/// <summary>One pass over the tokens of a page, gathering what a reader would see and in what frame.</summary>
internal sealed class PageWalk
{
    // Longest delay after which a refresh still counts as taking the visitor elsewhere; longer ones reload tickers and slides.
    private const int LongestRefresh = 30;
    private const int LongestInvisible = 64 * 1024;

    private readonly System.Text.StringBuilder title = new();
    private string? hiddenIn;
    private bool inTitle;
    private bool titleSeen;
    private int foreign;
    private Uri baseUrl;

    private PageWalk(Uri url) => baseUrl = url;

    public Shingles Text { get; } = new();

    public Shingles Skeleton { get; } = new(window: 4);

    public string? Title { get; private set; }

    public string? MetaRefresh { get; private set; }

    public static PageWalk Over(string html, Uri url)
    {
        var walk = new PageWalk(url);
        using var source = new TextSource(html);
        using var tokens = new HtmlTokenizer(source, HtmlEntityProvider.Resolver);
        for (HtmlToken token = tokens.Get(); token.Type != HtmlTokenType.EndOfFile; token = tokens.Get())
        {
            walk.Take(token, tokens);
        }

        walk.Title = Fold(walk.title.ToString());
        return walk;
    }

    private void Take(HtmlToken token, HtmlTokenizer tokens)
    {
        switch (token.Type)
        {
            case HtmlTokenType.Character when inTitle:
                if (title.Length < 4 * PageReader.LongestTitle)
                {
                    title.Append(token.Data, 0, Math.Min(token.Data.Length, 4 * PageReader.LongestTitle));
                }

                break;
            case HtmlTokenType.Character when hiddenIn is null:
                Text.AddText(token.Data);
                break;
            case HtmlTokenType.StartTag:
                Open(token.AsTag(), tokens);
                break;
            case HtmlTokenType.EndTag:
                Close(token.Name);
                break;
            default:
                break;
        }
    }

    private void Open(HtmlTagToken tag, HtmlTokenizer tokens)
    {
        string name = tag.Name;
        // The tree builder would tell the tokenizer how to read what follows (HTML standard, 13.2.6.2).
        tokens.State = name switch
        {
            _ when foreign > 0 => HtmlParseMode.PCData,
            "script" => HtmlParseMode.Script,
            "style" or "xmp" or "iframe" or "noembed" or "noframes" => HtmlParseMode.Rawtext,
            "title" or "textarea" => HtmlParseMode.RCData,
            "plaintext" => HtmlParseMode.Plaintext,
            _ => HtmlParseMode.PCData,
        };
        if (name is "svg" or "math" && !tag.IsSelfClosing)
        {
            foreign = Math.Min(foreign + 1, 1000);
        }

        if (hiddenIn is not null)
        {
            return;
        }

        switch (name)
        {
            // Not seen by a visitor whose browser runs scripts, and the place of nonces and tokens.
            case "script" or "style" or "noscript" or "template" or "iframe" or "textarea" or "noframes" or "noembed" or "select":
                hiddenIn = tag.IsSelfClosing && foreign > 0 ? null : name;
                Skeleton.Add(name is "script" or "style" or "noscript" or "template" ? "" : name);
                break;
            case "title" when foreign == 0 && !titleSeen:
                inTitle = titleSeen = true;
                break;
            case "base" when Attribute(tag, "href") is { } href && Uri.TryCreate(baseUrl, href, out Uri? moved) && IsWeb(moved):
                baseUrl = moved;
                break;
            case "meta":
                TakeMeta(tag);
                break;
            case "link" or "br" or "wbr" or "title" or "base":
                break;
            default:
                Skeleton.Add(name);
                Text.EndRun(name);
                break;
        }
    }

    private void Close(string name)
    {
        if (name is "svg" or "math" && foreign > 0)
        {
            foreign--;
        }

        inTitle &= name != "title";
        if (name == hiddenIn)
        {
            hiddenIn = null;
        }
    }

    private void TakeMeta(HtmlTagToken tag)
    {
        if (MetaRefresh is null
            && string.Equals(Attribute(tag, "http-equiv"), "refresh", StringComparison.OrdinalIgnoreCase)
            && Attribute(tag, "content") is { } content)
        {
            MetaRefresh = RefreshTarget(content, baseUrl);
        }
    }

    // HTML standard, 4.2.5.3 "shared declarative refresh steps": a number, a separator, perhaps url=, perhaps quotes.
    private static string? RefreshTarget(string content, Uri from)
    {
        ReadOnlySpan<char> rest = content.AsSpan(0, Math.Min(content.Length, 4096)).Trim();
        int digits = rest.IndexOfAnyExceptInRange('0', '9');
        if (digits <= 0 || !int.TryParse(rest[..digits], out int seconds) || seconds > LongestRefresh)
        {
            return null;
        }

        rest = rest[digits..].TrimStart("0123456789.").TrimStart(" ;,\t\r\n");
        if (rest.StartsWith("url", StringComparison.OrdinalIgnoreCase) && rest[3..].TrimStart() is ['=', .. var after])
        {
            rest = after.Trim();
        }

        if (rest is ['"' or '\'', ..])
        {
            int end = rest[1..].IndexOf(rest[0]);
            rest = end < 0 ? rest[1..] : rest[1..(end + 1)];
        }

        return rest.Length > 0 && Uri.TryCreate(from, rest.ToString(), out Uri? target) && IsWeb(target) && target.AbsoluteUri != from.AbsoluteUri
            ? target.AbsoluteUri
            : null;
    }

    private static bool IsWeb(Uri url) => url.Scheme is "http" or "https";

    private static string? Attribute(HtmlTagToken tag, string name)
    {
        foreach (HtmlAttributeToken attribute in tag.Attributes)
        {
            if (string.Equals(attribute.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return attribute.Value is { Length: > LongestInvisible } ? null : attribute.Value;
            }
        }

        return null;
    }

    private static string? Fold(string raw)
    {
        string folded = string.Join(' ', raw.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (folded.Length > PageReader.LongestTitle)
        {
            int end = char.IsHighSurrogate(folded[PageReader.LongestTitle - 1]) ? PageReader.LongestTitle - 1 : PageReader.LongestTitle;
            folded = folded[..end];
        }

        return folded.Length == 0 ? null : folded;
    }
}
