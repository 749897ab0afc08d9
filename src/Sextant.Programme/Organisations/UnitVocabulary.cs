using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Packs;
using Sextant.Programme.Register;

namespace Sextant.Programme.Organisations;

/// <summary>One kind or sector of organisations.</summary>
internal sealed record UnitWord(string Id, LocalText Name);

/// <summary>The kinds and sectors of organisations that the country's pack names.</summary>
internal sealed record UnitVocabulary(IReadOnlyList<UnitWord> Kinds, IReadOnlyList<UnitWord> Sectors)
{
    /// <summary>Those of the pack that was loaded last; none where none was.</summary>
    internal static async Task<UnitVocabulary> OpenAsync(ProgrammeContext context, CancellationToken cancellation)
    {
        string? stored = await context.PackLoads.AsNoTracking().OrderByDescending(row => row.Id).Select(row => row.Vocabulary).FirstOrDefaultAsync(cancellation).ConfigureAwait(false);
        PackVocabulary? words = stored is null ? null : JsonSerializer.Deserialize<PackVocabulary>(stored, RowDigest.Json);
        return new UnitVocabulary(Of(words?.Kinds), Of(words?.Sectors));
    }

    private static IReadOnlyList<UnitWord> Of(IReadOnlyList<PackWord>? words) => [.. (words ?? []).Select(word => new UnitWord(word.Id, word.Name))];
}
