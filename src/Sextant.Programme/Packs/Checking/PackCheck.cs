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

    internal void Add(string file, string place, string word, params object[] parameters) => _faults.Add(file, place, word, parameters);

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
            Add(file, place, "no-slug", PackFaults.Quote(id));
        }
    }

    internal void Source(string file, string at, string? id)
    {
        if (!string.IsNullOrEmpty(id) && !_sources.Contains(id))
        {
            Add(file, $"{at}.source", "no-source", PackFaults.Quote(id));
        }
    }

    internal void Known(string file, string place, string? id, ICollection<string> known, string where)
    {
        if (!string.IsNullOrEmpty(id) && !known.Contains(id))
        {
            Add(file, place, "not-known", where, PackFaults.Quote(id));
        }
    }

    internal void OneOf(string file, string place, string value, string[] words)
    {
        if (value.Length > 0 && !words.Contains(value, StringComparer.Ordinal))
        {
            Add(file, place, "not-one-of", PackFaults.Quote(value), string.Join(", ", words));
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
                Add(file, $"{Row(list, i)}.{field}", "twice", PackFaults.Quote(id), Row(list, seen[id]));
            }

            i++;
        }
    }

    internal void Span(string file, string at, DateOnly? from, DateOnly? until)
    {
        if (from is { } first && until is { } last && first > last)
        {
            Add(file, at, "ends-early", last, first);
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
            Add(file, place, "no-leading", PackFaults.Quote(_leading));
        }

        foreach (string language in text.All.Keys.Where(language => !_languages.Contains(language)))
        {
            Add(file, place, "other-language", PackFaults.Quote(language));
        }
    }

    private static bool IsSlug(string id) => id.Length <= 80 && id[0] != '-' && id[^1] != '-' && !id.Contains("--", StringComparison.Ordinal)
        && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
