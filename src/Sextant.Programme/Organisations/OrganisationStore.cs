using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.Organisations;

/// <summary>Reads organisations as of a day.</summary>
public sealed class OrganisationStore(ProgrammeDatabase database)
{
    /// <summary>120 characters: longer than any name; a search box gets worse.</summary>
    private const int LongestSearch = 120;

    /// <summary>600: one view of every organisation that a country has, some 10 kB each.</summary>
    private const int Views = 600;

    /// <summary>The organisations of a day, by name in the pack's leading language.</summary>
    public Task<IReadOnlyList<OrganisationLine>> ListAsync(OrganisationFilter filter, AsOf asOf, CancellationToken cancellation = default) =>
        filter.IsAll ? database.Memory.OnceAsync("organisations", asOf, () => ReadAsync(filter, asOf, cancellation), cancellation, ReadMemory.Days) : ReadAsync(filter, asOf, cancellation);

    private async Task<IReadOnlyList<OrganisationLine>> ReadAsync(OrganisationFilter filter, AsOf asOf, CancellationToken cancellation)
    {
        await using ProgrammeContext context = database.Create();
        List<RegisterOrganisation> rows = await Wanted(context, filter, asOf).ToListAsync(cancellation).ConfigureAwait(false);
        string language = await LeadingLanguageAsync(context, cancellation).ConfigureAwait(false);
        return
        [
            .. (await LinesAsync(context, rows, context.At<RegisterTarget>(asOf), asOf, cancellation).ConfigureAwait(false)).OrderBy(line => line.Name.In(language), StringComparer.Create(CultureInfo.GetCultureInfo(language), CompareOptions.None))
                .ThenBy(line => line.Slug, StringComparer.Ordinal),
        ];
    }

    /// <summary>The same, some at a time in the order that the database has of their slugs: no more is read than is shown.</summary>
    /// <param name="part">Those behind a slug, so many at most.</param>
    /// <returns>The lines, and the slug behind which the next ones are; null: there are none.</returns>
    public async Task<(IReadOnlyList<OrganisationLine> Lines, string? Next)> PageAsync(OrganisationFilter filter, (string? After, int Most) part, AsOf asOf, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        IQueryable<RegisterOrganisation> wanted = Wanted(context, filter, asOf);
        wanted = part.After is { } after ? wanted.Where(row => string.Compare(row.Key, after) > 0) : wanted;
        List<RegisterOrganisation> found = await wanted.OrderBy(row => row.Key).Take(part.Most + 1).ToListAsync(cancellation).ConfigureAwait(false);
        RegisterOrganisation[] page = [.. found.Take(part.Most)];
        string[] slugs = [.. page.Select(row => row.Key)];
        IReadOnlyList<OrganisationLine> lines = await LinesAsync(context, page, context.At<RegisterTarget>(asOf).Where(row => slugs.Contains(row.Organisation)), asOf, cancellation).ConfigureAwait(false);
        return (lines, found.Count > page.Length ? slugs[^1] : null);
    }

    private static async Task<IReadOnlyList<OrganisationLine>> LinesAsync(
        ProgrammeContext context, IReadOnlyCollection<RegisterOrganisation> rows, IQueryable<RegisterTarget> of, AsOf asOf, CancellationToken cancellation)
    {
        Dictionary<string, LocalText> names = await OrganisationNames.OfAsync(context, asOf, cancellation).ConfigureAwait(false);
        Dictionary<string, string> codes = await CodesAsync(context, asOf, cancellation).ConfigureAwait(false);
        Dictionary<string, int> targets = await of.GroupBy(row => row.Organisation).Select(group => new { group.Key, Count = group.Select(row => row.TargetKey).Distinct().Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
        return
        [
            .. rows.Select(row => new OrganisationLine(
                row.Key, names.GetValueOrDefault(row.Key) ?? LocalText.Empty, row.Kind, row.Sector, codes.GetValueOrDefault(row.Key), row.ValidFrom, row.ValidUntil, targets.GetValueOrDefault(row.Key),
                row.ValidUntil < asOf.Date)),
        ];
    }

    /// <summary>How many there are of each kind on a day.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountAsync(AsOf asOf, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        return await context.At<RegisterOrganisation>(asOf).GroupBy(row => row.Kind).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
    }

    /// <summary>One organisation, also one that has ended; null when none has this slug or it had not begun by the day.</summary>
    public Task<OrganisationView?> FindAsync(string slug, AsOf asOf, CancellationToken cancellation = default) => database.Memory.OnceAsync("organisation", (slug, asOf), async () =>
    {
        await using ProgrammeContext context = database.Create();
        RegisterOrganisation? row = await context.Begun<RegisterOrganisation>(asOf).SingleOrDefaultAsync(unit => unit.Key == slug, cancellation).ConfigureAwait(false);
        return row is null ? null : await new OrganisationReading(context, asOf).ViewAsync(row, cancellation).ConfigureAwait(false);
    }, cancellation, Views);

    /// <summary>The organisation that carries a code on a day: a reused code is another organisation on another day.</summary>
    public async Task<string?> ByDesignationAsync(string scheme, string value, AsOf asOf, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        return await context.At<RegisterDesignation>(asOf).Where(row => row.Scheme == scheme && row.Value == value).OrderBy(row => row.Id)
            .Select(row => row.Organisation).FirstOrDefaultAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Slugs of the organisations of a day.</summary>
    internal static Task<List<string>> SlugsAsync(ProgrammeContext context, AsOf asOf, CancellationToken cancellation) =>
        context.At<RegisterOrganisation>(asOf).Select(row => row.Key).ToListAsync(cancellation);

    /// <summary>Numbers of autonomous systems by the organisation that holds them on a day.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<long>>> NetworksAsync(AsOf asOf, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        var rows = await context.At<RegisterDesignation>(asOf).Where(row => row.Scheme == "asn").Select(row => new { row.Organisation, row.Value })
            .ToListAsync(cancellation).ConfigureAwait(false);
        return rows.GroupBy(row => row.Organisation, StringComparer.Ordinal).ToDictionary(
            group => group.Key,
            group => (IReadOnlyList<long>)[.. group.Select(row => long.TryParse(row.Value, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0).Where(number => number > 0)],
            StringComparer.Ordinal);
    }

    internal static IQueryable<RegisterOrganisation> Wanted(ProgrammeContext context, OrganisationFilter filter, AsOf asOf)
    {
        IQueryable<RegisterOrganisation> rows = filter.Ended ? context.Begun<RegisterOrganisation>(asOf) : context.At<RegisterOrganisation>(asOf);
        if (filter.Kinds.Count > 0)
        {
            rows = rows.Where(row => filter.Kinds.Contains(row.Kind));
        }

        if (filter.Sectors.Count > 0)
        {
            rows = rows.Where(row => filter.Sectors.Contains(row.Sector));
        }

        return string.IsNullOrWhiteSpace(filter.Search) ? rows : Found(context, rows, filter.Search, asOf);
    }

    private static IQueryable<RegisterOrganisation> Found(ProgrammeContext context, IQueryable<RegisterOrganisation> rows, string search, AsOf asOf)
    {
        string typed = search.Trim()[..Math.Min(search.Trim().Length, LongestSearch)];
        string folded = Folded.Of(typed);
        string lower = typed.ToLowerInvariant();
        if (folded.Length == 0)
        {
            return rows.Where(row => false);
        }

        return rows.Where(row =>
            row.Key == lower
            || context.Known<RegisterName>(asOf).Any(name => name.Organisation == row.Key && name.Folded.Contains(folded))
            || context.Known<RegisterDesignation>(asOf).Any(code => code.Organisation == row.Key && code.Value == typed)
            || context.Known<RegisterTarget>(asOf).Any(target => target.Organisation == row.Key && (target.Ascii.Contains(lower) || target.Domain.Contains(lower))));
    }

    /// <summary>Codes on the day, of the schemes whose name says that they are codes.</summary>
    private static Task<Dictionary<string, string>> CodesAsync(ProgrammeContext context, AsOf asOf, CancellationToken cancellation) =>
        context.Memory is { } memory ? memory.OnceAsync("codes", asOf, () => ReadCodesAsync(context, asOf, cancellation), cancellation, ReadMemory.Days) : ReadCodesAsync(context, asOf, cancellation);

    private static async Task<Dictionary<string, string>> ReadCodesAsync(ProgrammeContext context, AsOf asOf, CancellationToken cancellation)
    {
        var rows = await context.At<RegisterDesignation>(asOf).Where(row => row.Scheme.EndsWith("-code")).Select(row => new { row.Organisation, row.Value })
            .ToListAsync(cancellation).ConfigureAwait(false);
        return rows.GroupBy(row => row.Organisation, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Select(row => row.Value).Order(StringComparer.Ordinal).First(), StringComparer.Ordinal);
    }

    private static async Task<string> LeadingLanguageAsync(ProgrammeContext context, CancellationToken cancellation)
    {
        string? languages = await context.PackLoads.OrderByDescending(load => load.Id).Select(load => load.Languages).FirstOrDefaultAsync(cancellation).ConfigureAwait(false);
        return languages?.Split(' ')[0] ?? "vi";
    }
}
