using Sextant.Programme.Register;

namespace Sextant.Programme.Organisations.Duplicates;

/// <summary>What two rows of one organisation have in common: its name however it is abbreviated, its domain, its code.</summary>
internal static class Likeness
{
    /// <summary>The same name once accents, case, blanks and usual abbreviations are set aside.</summary>
    public const string Name = "name";

    /// <summary>The same domain is measured of both.</summary>
    public const string Domain = "domain";

    /// <summary>The same code of the same scheme.</summary>
    public const string Code = "code";

    /// <summary>8: what so many have in common, as a name that each province's department bears, tells nothing about two of them.</summary>
    private const int MostAlike = 8;

    /// <summary>As officials write them; folded, for they are looked up in a folded name.</summary>
    private static readonly Dictionary<string, string> Written = new(StringComparer.Ordinal)
    {
        ["ubnd"] = "uy ban nhan dan", ["hdnd"] = "hoi dong nhan dan", ["tp"] = "thanh pho", ["tx"] = "thi xa", ["kh"] = "khoa hoc", ["cn"] = "cong nghe",
        ["tt"] = "thong tin", ["ct"] = "cong ty", ["cty"] = "cong ty", ["cp"] = "co phan", ["tnhh"] = "trach nhiem huu han", ["mtv"] = "mot thanh vien", ["vt"] = "vien thong", ["dh"] = "dai hoc",
        ["cntt"] = "cong nghe thong tin", ["khcn"] = "khoa hoc cong nghe", ["tttt"] = "thong tin truyen thong", ["gddt"] = "giao duc dao tao", ["tnmt"] = "tai nguyen moi truong", ["gtvt"] = "giao thong van tai",
        ["vhttdl"] = "van hoa the thao du lich", ["ldtbxh"] = "lao dong thuong binh xa hoi", ["nnptnt"] = "nong nghiep phat trien nong thon", ["khdt"] = "ke hoach dau tu", ["bv"] = "benh vien", ["vp"] = "van phong",
        ["tw"] = "trung uong", ["vn"] = "viet nam",
    };

    /// <summary>Words that mean one thing alone and another beside each other, as in "KH&amp;ĐT"; read before the words alone.</summary>
    private static readonly (string Short, string Whole)[] Together =
    [
        ("tt tt", "thong tin truyen thong"), ("kh dt", "ke hoach dau tu"), ("gd dt", "giao duc dao tao"), ("tn mt", "tai nguyen moi truong"), ("nn ptnt", "nong nghiep phat trien nong thon"),
        ("vh tt dl", "van hoa the thao du lich"), ("ld tb xh", "lao dong thuong binh xa hoi"),
    ];

    /// <summary>What a company is by law, and the committee of a place: the name of the company, the place, is the same without.</summary>
    private static readonly string[] Forms = ["uy ban nhan dan", "tong cong ty", "cong ty", "trach nhiem huu han", "mot thanh vien", "co phan", "tap doan"];

    /// <summary>Words without which a name is the same.</summary>
    private static readonly HashSet<string> Silent = new(StringComparer.Ordinal) { "va", "cua", "tinh", "and", "of", "the" };

    /// <summary>A name as it is compared.</summary>
    public static string Of(string name)
    {
        string[] words = [.. Folded.Of(name).Replace('.', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => !Silent.Contains(word))];
        string text = $" {string.Join(' ', words)} ";
        foreach ((string brief, string whole) in Together)
        {
            text = text.Replace($" {brief} ", $" {whole} ", StringComparison.Ordinal);
        }

        // First of all it is a centre: "TT CNTT".
        text = text.StartsWith(" tt ", StringComparison.Ordinal) ? " trung tam" + text[3..] : text;
        string spelt = $" {string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => Written.GetValueOrDefault(word, word)))} ";
        string bare = Forms.Aggregate(spelt, (left, form) => left.Replace($" {form} ", " ", StringComparison.Ordinal));
        return (bare.Trim().Length > 0 ? bare : spelt).Trim();
    }

    /// <summary>Pairs of those that share a key. Takes each key once, so it grows with the facts and not with their square.</summary>
    public static IEnumerable<(string First, string Second, LikeReason Reason)> Pairs(string kind, IEnumerable<(string Key, string Organisation)> facts)
    {
        foreach (IGrouping<string, string> alike in facts.Where(fact => fact.Key.Length > 0).GroupBy(fact => fact.Key, fact => fact.Organisation, StringComparer.Ordinal))
        {
            string[] units = [.. alike.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(MostAlike + 1)];
            if (units.Length > MostAlike)
            {
                continue;
            }

            for (int i = 0; i < units.Length; i++)
            {
                for (int j = i + 1; j < units.Length; j++)
                {
                    yield return (units[i], units[j], new LikeReason(kind, alike.Key));
                }
            }
        }
    }
}
