using System.Globalization;
using Sextant.Programme.Register;

namespace Sextant.Programme.Imports;

/// <summary>Ids for what a table brings in: of its words, and none that any row has or had, nor one that the same table has given out.</summary>
internal sealed class NewIds(IEnumerable<string> taken)
{
    // "new" is the address of the form for a new one.
    private readonly HashSet<string> _taken = new(taken, StringComparer.Ordinal) { "new" };

    internal string Next(string words)
    {
        string stem = Written.Slug(words);
        string id = stem;
        for (int i = 2; !_taken.Add(id); i++)
        {
            id = string.Create(CultureInfo.InvariantCulture, $"{stem}-{i}");
        }

        return id;
    }
}
