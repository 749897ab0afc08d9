using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Imports.Lists;
using Sextant.Programme.Organisations;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports.Units;

/// <summary>Kinds and sectors of organisations as tables write them: by their id, or by their name in any language of the pack.</summary>
internal sealed class UnitWords(UnitVocabulary words)
{
    internal static async Task<UnitWords> OpenAsync(ProgrammeContext context, CancellationToken cancellation) =>
        new(await UnitVocabulary.OpenAsync(context, cancellation).ConfigureAwait(false));

    /// <summary>Whether a row names a kind that there is, or none at all; notes a fault otherwise.</summary>
    internal bool Kind(TableRow row, out string? kind) => Known(row, "unit-kind", words.Kinds, out kind);

    /// <summary>The same of sectors.</summary>
    internal bool Sector(TableRow row, out string? sector) => Known(row, "unit-sector", words.Sectors, out sector);

    /// <summary>Kind and sector of every organisation, in words of the language asked for.</summary>
    internal async Task<IReadOnlyDictionary<string, (string Kind, string Sector)>> ClassesAsync(ProgrammeContext context, ListReading reading, CancellationToken cancellation) =>
        (await context.Known<RegisterOrganisation>(reading.AsOf).ToListAsync(cancellation).ConfigureAwait(false))
            .ToDictionary(row => row.Key, row => (Name(words.Kinds, row.Kind, reading.Language), Name(words.Sectors, row.Sector, reading.Language)), StringComparer.Ordinal);

    private static string Name(IReadOnlyList<UnitWord> all, string id, string language) => all.FirstOrDefault(word => word.Id == id)?.Name.In(language) ?? id;

    private static bool Known(TableRow row, string column, IReadOnlyList<UnitWord> all, out string? id)
    {
        id = null;
        if (row.Text(column, most: 80) is not { } written)
        {
            return true;
        }

        string folded = Folded.Of(written);
        id = (all.FirstOrDefault(word => word.Id == written) ?? all.FirstOrDefault(word => word.Name.All.Values.Append(word.Id).Any(name => Folded.Of(name) == folded)))?.Id;
        if (id is null)
        {
            row.Fault(column, column, Quoted.Of(written), Listed(all));
        }

        return id is not null;
    }

    /// <summary>All of them, in each language that the pack has.</summary>
    private static LocalText Listed(IReadOnlyList<UnitWord> all) =>
        new(all.SelectMany(word => word.Name.All.Keys).Distinct().Select(language => KeyValuePair.Create(language, string.Join("; ", all.Select(word => word.Name.In(language))))));
}
