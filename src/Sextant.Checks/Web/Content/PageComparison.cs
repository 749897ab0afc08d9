using System.Text;
using Sextant.Checks.Observations;

namespace Sextant.Checks.Web.Content;

/// <summary>What comparing pages over both families gave.</summary>
public enum Likeness
{
    /// <summary>The same page, natural noise allowed for.</summary>
    Same,

    /// <summary>Another page.</summary>
    Different,

    /// <summary>It cannot be told.</summary>
    Undecided,
}

/// <summary>The outcome of one comparison and the shares it rests on, in percent.</summary>
/// <param name="Likeness">The outcome.</param>
/// <param name="By">What decided: <c>body</c>, <c>status</c>, <c>type</c>, <c>url</c>, <c>title</c>, <c>text</c>, <c>skeleton</c>, <c>noise</c>.</param>
/// <param name="TextShared">Text that IPv6 shares with the IPv4 fetch most like it.</param>
/// <param name="TextNoise">Text that two IPv4 fetches share: the baseline. 100 where only one came.</param>
/// <param name="SkeletonShared">The same for the skeleton of elements.</param>
public sealed record Comparison(Likeness Likeness, string By, int TextShared, int TextNoise, int SkeletonShared);

/// <summary>
/// Measurement rule 9: is it the same page? Two IPv4 fetches say how much the page differs from itself; IPv6 must not differ clearly more.
/// <para>
/// The shares are of distinct three-word runs (Jaccard), so a share of 0.7 means that about one run in six differs on each side.
/// Two pages of one template share menus and footers, 0.3-0.65 on real portals; a cache that is some minutes older shares over 0.85;
/// nonces, counters and dates are folded before and leave 1.0. The bounds below stand in these gaps.
/// </para>
/// </summary>
public static class PageComparison
{
    // Between "another page of the template" and "an older copy of this page".
    private const double Clear = 0.70;
    // Where title or address already differ, only a text that is all but equal is still the same page.
    private const double Strict = 0.90;
    // How far below the bound it stays open when all but the text agrees.
    private const double Chance = 0.20;
    // A page that shares less than this with itself has no text to be judged by.
    private const double TooNoisy = 0.30;
    // Where only one IPv4 fetch came, the noise is not known: what lies between is not decided.
    private const double UnknownNoiseDifferent = 0.30;
    // Fewer runs than this and one changed word moves the share by a quarter.
    private const int FewRuns = 4;

    /// <summary>
    /// Compares what one IPv6 address gave, at one fetch or more, with fetches over IPv4, all of which brought a page. Another page is one that
    /// differed each time: a banner that turned over at one of them is noise.
    /// </summary>
    public static Comparison Compare(IReadOnlyList<Fetch> v6, IReadOnlyList<Fetch> v4) =>
        v6.Select(f => Compare(f, v4)).OrderBy(c => c.Likeness switch { Likeness.Same => 0, Likeness.Undecided => 1, _ => 2 }).ThenByDescending(c => c.TextShared)
            .DefaultIfEmpty(new Comparison(Likeness.Undecided, "noise", 0, 0, 0)).First();

    /// <summary>Compares one IPv6 fetch with fetches over IPv4, all of which brought a page.</summary>
    public static Comparison Compare(Fetch v6, IReadOnlyList<Fetch> v4)
    {
        if (v4.Count == 0 || v6.Page is not { } page || v4.Any(f => f.Page is null))
        {
            return new Comparison(Likeness.Undecided, "noise", 0, 0, 0);
        }

        Fetch first = v4[0];
        Fetch last = v4[^1];
        bool paired = v4.Count > 1;
        double text = v4.Max(f => Share(page.TextShingles, f.Page!.TextShingles));
        double noise = Noise(v4, p => p.TextShingles);
        double skeleton = v4.Max(f => Share(page.SkeletonShingles, f.Page!.SkeletonShingles));
        double skeletonNoise = Noise(v4, p => p.SkeletonShingles);
        (Likeness likeness, string by) = Decide();
        return new Comparison(likeness, by, Percent(text), Percent(noise), Percent(skeleton));

        (Likeness, string) Decide()
        {
            if (v4.Any(f => f.Page!.Sha256 == page.Sha256 && f.Status == v6.Status))
            {
                return (Likeness.Same, "body");
            }

            if (first.Status == last.Status && v6.Status != first.Status)
            {
                return (Likeness.Different, "status");
            }

            if (first.Page!.MediaType == last.Page!.MediaType && page.MediaType != first.Page.MediaType)
            {
                return (Likeness.Different, "type");
            }

            if (HasNothingToRead(page) || HasNothingToRead(first.Page!))
            {
                return ByBytes(first.Page!, last.Page!, page, paired);
            }

            bool address = Agree(first, last, UrlKey) && UrlKey(v6) != UrlKey(first);
            bool title = Agree(first, last, TitleKey) && TitleKey(v6) != TitleKey(first);
            if (address || title)
            {
                return text >= Strict * noise && noise >= TooNoisy && skeleton >= Strict * skeletonNoise
                    ? (Likeness.Same, "text")
                    : (Likeness.Different, address ? "url" : "title");
            }

            return ByText(page, first.Page!, (text, noise), (skeleton, skeletonNoise), paired);
        }
    }

    private static (Likeness, string) ByText(PageShape page, PageShape first, (double Shared, double Noise) text, (double Shared, double Noise) skeleton, bool paired)
    {
        bool few = Math.Min(page.TextShingles.Count, first.TextShingles.Count) < FewRuns;
        if (few || text.Noise < TooNoisy)
        {
            return BySkeleton(page, first, text.Shared, skeleton, few && text.Noise >= TooNoisy);
        }

        if (!paired)
        {
            return text.Shared >= Clear ? (Likeness.Same, "text")
                : text.Shared < UnknownNoiseDifferent ? (Likeness.Different, "text")
                : (Likeness.Undecided, "noise");
        }

        // The more the page differs from itself, the more IPv6 may differ: by as much again, and never past a third of what is usual.
        double bound = Math.Max(Clear - (2 * (1 - text.Noise)), text.Noise / 3);
        // Title, address and frame agree: it may be a large block that rotates and stood still over IPv4 by chance.
        bool sameFrame = page.Title is not null && skeleton.Shared >= Strict * skeleton.Noise;
        return text.Shared >= bound ? (Likeness.Same, "text")
            : sameFrame && text.Shared >= bound - Chance ? (Likeness.Undecided, "noise")
            : (Likeness.Different, "text");
    }

    // Title and address agree here. A page of a few words: they must be the same ones, or the frame must be.
    private static (Likeness, string) BySkeleton(PageShape page, PageShape first, double text, (double Shared, double Noise) skeleton, bool stillWords)
    {
        bool hasFrame = page.SkeletonShingles.Count > 0 && first.SkeletonShingles.Count > 0;
        if (stillWords && text < 0.5)
        {
            // The words stood still over IPv4 and are others over IPv6. A title that agrees speaks for one site whose few words rotate.
            return page.Title is not null && hasFrame && skeleton.Shared >= Strict * skeleton.Noise ? (Likeness.Undecided, "noise") : (Likeness.Different, "text");
        }

        return !hasFrame ? (text >= 0.5 ? (Likeness.Same, "text") : (Likeness.Undecided, "noise"))
            : skeleton.Noise < TooNoisy ? (Likeness.Undecided, "noise")
            : skeleton.Shared >= Clear * skeleton.Noise ? (Likeness.Same, "skeleton")
            : (Likeness.Different, "skeleton");
    }

    // Images, archives, empty bodies: equal bytes were seen before. Bytes that stand still over IPv4 and are others over IPv6 are another thing.
    private static (Likeness, string) ByBytes(PageShape first, PageShape last, PageShape page, bool paired) =>
        HasNothingToRead(first) != HasNothingToRead(page) ? (Likeness.Different, "body")
        : first.Sha256 == last.Sha256 && paired ? (Likeness.Different, "body")
        : (Likeness.Undecided, "noise");

    private static bool HasNothingToRead(PageShape page) => page is { TextShingles.Count: 0, SkeletonShingles.Count: 0, Title: null };

    /// <summary>The share of two sketches: of the smallest hashes of both together, those that stand in both.</summary>
    internal static double Share(IReadOnlyList<uint> a, IReadOnlyList<uint> b)
    {
        if (a.Count == 0 || b.Count == 0)
        {
            return a.Count == b.Count ? 1 : 0;
        }

        // A list shorter than the bound is whole; of a longer one only the smallest are known, and so of the union.
        int known = Math.Max(a.Count, b.Count) < Shingles.Kept ? int.MaxValue : Shingles.Kept;
        int common = 0;
        int seen = 0;
        for (int i = 0, j = 0; seen < known && (i < a.Count || j < b.Count); seen++)
        {
            if (j == b.Count || (i < a.Count && a[i] < b[j]))
            {
                i++;
            }
            else if (i == a.Count || b[j] < a[i])
            {
                j++;
            }
            else
            {
                common++;
                i++;
                j++;
            }
        }

        return (double)common / seen;
    }

    // The least that any two IPv4 fetches share.
    private static double Noise(IReadOnlyList<Fetch> v4, Func<PageShape, IReadOnlyList<uint>> of)
    {
        double least = 1;
        for (int i = 0; i < v4.Count; i++)
        {
            for (int j = i + 1; j < v4.Count; j++)
            {
                least = Math.Min(least, Share(of(v4[i].Page!), of(v4[j].Page!)));
            }
        }

        return least;
    }

    private static bool Agree(Fetch a, Fetch b, Func<Fetch, string> key) => key(a) == key(b);

    // Host, port and path; query strings and path parameters carry sessions and tokens.
    private static string UrlKey(Fetch fetch)
    {
        if (!Uri.TryCreate(fetch.FinalUrl ?? fetch.Url, UriKind.Absolute, out Uri? url))
        {
            return "";
        }

        string path = FoldDigits(url.AbsolutePath.Split(';')[0].TrimEnd('/'));
        return $"{url.Scheme}://{url.IdnHost.TrimEnd('.').ToLowerInvariant()}:{url.Port}{path}";
    }

    private static string TitleKey(Fetch fetch) => FoldDigits(fetch.Page?.Title?.ToLowerInvariant().Normalize() ?? "");

    private static string FoldDigits(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (!char.IsDigit(c))
            {
                folded.Append(c);
            }
            else if (folded.Length == 0 || folded[^1] != '#')
            {
                folded.Append('#');
            }
        }

        return folded.ToString();
    }

    private static int Percent(double share) => (int)Math.Round(share * 100);
}
