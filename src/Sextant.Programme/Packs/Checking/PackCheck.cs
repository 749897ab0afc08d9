using System.Globalization;

namespace Sextant.Programme.Packs.Checking;

/// <summary>The tools of a check: lookups into the pack, and faults with their place.</summary>
internal sealed class PackCheck
{
    private readonly PackFaults _faults;
    private readonly HashSet<string> _sources;
    private readonly HashSet<string> _languages;
    private readonly string _leading;

    internal PackCheck(Pack pack, PackFaults faults)
    {
        _faults = faults;
        _sources = Ids(pack.Sources.Select(source => source.Id));
        _languages = Ids(pack.Languages);
        _leading = pack.Languages.FirstOrDefault() ?? string.Empty;
        Organisations = new Dictionary<string, PackOrganisation>(StringComparer.Ordinal);
        foreach (PackOrganisation organisation in pack.Organisations)
        {
            Organisations.TryAdd(organisation.Id, organisation);
        }
    }

    internal Dictionary<string, PackOrganisation> Organisations { get; }

    internal static HashSet<string> Ids(IEnumerable<string> ids) => new(ids, StringComparer.Ordinal);

    internal void Add(string file, string place, string sentence) => _faults.Add(file, place, sentence);

    internal void Each<T>(IReadOnlyList<T> rows, string file, string list, Action<T, string> check)
    {
        for (int i = 0; i < rows.Count; i++)
        {
            check(rows[i], Row(list, i));
        }
    }

    internal static string Row(string list, int i) => string.Create(CultureInfo.InvariantCulture, $"{list}[{i}]");

    internal void Slug(string file, string place, string id)
    {
        if (id.Length > 0 && !IsSlug(id))
        {
            Add(file, place, $"{PackFaults.Quote(id)} is not a slug; write a-z, 0-9 and single hyphens");
        }
    }

    internal void Source(string file, string at, string? id)
    {
        if (!string.IsNullOrEmpty(id) && !_sources.Contains(id))
        {
            Add(file, $"{at}.source", $"pack.json has no source {PackFaults.Quote(id)}; add it there or correct the name");
        }
    }

    internal void Known(string file, string place, string? id, ICollection<string> known, string where)
    {
        if (!string.IsNullOrEmpty(id) && !known.Contains(id))
        {
            Add(file, place, $"{where} has no {PackFaults.Quote(id)}; add it there or correct the name");
        }
    }

    internal void OneOf(string file, string place, string value, string[] words)
    {
        if (value.Length > 0 && !words.Contains(value, StringComparer.Ordinal))
        {
            Add(file, place, $"{PackFaults.Quote(value)} is not one of {string.Join(", ", words)}");
        }
    }

    internal void Once(IEnumerable<string> ids, string file, string list, string field)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        int i = 0;
        foreach (string id in ids)
        {
            if (id.Length > 0 && !seen.TryAdd(id, i))
            {
                Add(file, $"{Row(list, i)}.{field}", $"{PackFaults.Quote(id)} stands already in {Row(list, seen[id])}; ids are given once and never reused");
            }

            i++;
        }
    }

    internal void Span(string file, string at, DateOnly? from, DateOnly? until)
    {
        if (from is { } first && until is { } last && first > last)
        {
            Add(file, at, string.Create(CultureInfo.InvariantCulture, $"it ends ({last:yyyy-MM-dd}) before it begins ({first:yyyy-MM-dd}); exchange or correct the dates"));
        }
    }

    internal void Local(string file, string place, Register.LocalText text)
    {
        if (_languages.Count == 0)
        {
            return; // That fault is named already; it need not be repeated for every text.
        }

        if (text.All.Count > 0 && !text.All.ContainsKey(_leading))
        {
            Add(file, place, $"the leading language {PackFaults.Quote(_leading)} is missing");
        }

        foreach (string language in text.All.Keys.Where(language => !_languages.Contains(language)))
        {
            Add(file, place, $"{PackFaults.Quote(language)} is not among the pack's languages");
        }
    }

    private static bool IsSlug(string id) => id.Length <= 80 && id[0] != '-' && id[^1] != '-' && !id.Contains("--", StringComparison.Ordinal)
        && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
