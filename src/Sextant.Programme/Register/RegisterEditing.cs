using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Sextant.Programme.Register;

/// <summary>What every change of the register asks before it writes.</summary>
internal static class RegisterEditing
{
    /// <summary>The current version of a fact.</summary>
    /// <exception cref="RefusedException">There is none: <paramref name="word"/>.</exception>
    internal static async Task<T> HeldAsync<T>(this ProgrammeContext context, string key, string word, CancellationToken cancellation)
        where T : RegisterRow =>
        await context.Set<T>().AsNoTracking().SingleOrDefaultAsync(row => row.Key == key && row.SupersededAt == null && !row.Withdrawn, cancellation).ConfigureAwait(false)
            ?? throw new RefusedException(word, key);

    /// <summary>Refuses an organisation that the register does not have; null is none.</summary>
    internal static async Task OrganisationAsync(this ProgrammeContext context, string? slug, CancellationToken cancellation)
    {
        if (slug is not null)
        {
            await context.HeldAsync<RegisterOrganisation>(slug, "organisation-none", cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Refuses the first of some organisations that the register does not have.</summary>
    internal static async Task OrganisationsAsync(this ProgrammeContext context, IReadOnlyCollection<string> slugs, CancellationToken cancellation)
    {
        List<string> held = slugs.Count == 0 ? [] : await context.Set<RegisterOrganisation>().Where(row => slugs.Contains(row.Key) && row.SupersededAt == null && !row.Withdrawn)
            .Select(row => row.Key).ToListAsync(cancellation).ConfigureAwait(false);
        if (slugs.Except(held, StringComparer.Ordinal).FirstOrDefault() is { } none)
        {
            throw new RefusedException("organisation-none", none);
        }
    }

    /// <summary>The document that somebody named: by its id, or by a number that one document alone bears.</summary>
    internal static async Task<RegisterDocument> DocumentAsync(this ProgrammeContext context, string? typed, CancellationToken cancellation)
    {
        string named = Written.Line(typed, "document-none", 200);
        List<RegisterDocument> found = await context.Set<RegisterDocument>().AsNoTracking().Where(row => row.SupersededAt == null && !row.Withdrawn && (row.Key == named || row.Number == named))
            .ToListAsync(cancellation).ConfigureAwait(false);
        return found.SingleOrDefault(row => row.Key == named) ?? (found.Count == 1 ? found[0] : throw new RefusedException(found.Count == 0 ? "document-none" : "document-several", named));
    }

    /// <summary>The place of a part in its whole. Places are never reused, also not of what was taken back.</summary>
    internal static async Task<int> PlaceAsync(IQueryable<int> places, int? wanted, CancellationToken cancellation)
    {
        int last = await places.Select(place => (int?)place).MaxAsync(cancellation).ConfigureAwait(false) ?? 0;
        return wanted is not { } place ? last + 1 : place >= 1 && place <= last ? place : throw new RefusedException("place", last);
    }

    /// <summary>An id that no row of the table has or had, made of words.</summary>
    internal static async Task<string> NewIdAsync<T>(this ProgrammeContext context, string words, CancellationToken cancellation)
        where T : RegisterRow
    {
        string stem = Written.Slug(words);
        // "new" is the address of the form for a new one.
        HashSet<string> taken = ["new", .. await context.Set<T>().Where(row => row.Key.StartsWith(stem)).Select(row => row.Key).ToListAsync(cancellation).ConfigureAwait(false)];
        return Enumerable.Range(1, taken.Count + 1).Select(i => i == 1 ? stem : string.Create(CultureInfo.InvariantCulture, $"{stem}-{i}")).First(id => !taken.Contains(id));
    }

    /// <summary>Takes a fact back.</summary>
    internal static async Task TakeBackAsync<T>(this RegisterWriter writer, T held, string reason, CancellationToken cancellation)
        where T : RegisterRow
    {
        var row = (T)held.Next();
        row.Withdrawn = true;
        await writer.PutAsync(row, Written.Text(reason, "reason"), cancellation).ConfigureAwait(false);
    }
}
