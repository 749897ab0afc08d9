using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.People;

/// <summary>How far a role reaches: from its organisation down to all that is part of it.</summary>
public sealed class PeopleReach
{
    /// <summary>10: no state has more floors; a register whose parts go round in a circle ends here too.</summary>
    private const int MostFloors = 10;

    /// <summary>500 units: as many as a country's programme has.</summary>
    private const int Remembered = 500;

    private readonly PeopleBooks _books;

    internal PeopleReach(PeopleBooks books) => _books = books;

    /// <summary>
    /// An organisation and all that it is part of today, as far as the register says; of one that has ended also who came after it, so that somebody can go on with what it left.
    /// </summary>
    public async Task<IReadOnlySet<string>> LineAsync(string organisation, CancellationToken cancellation = default)
    {
        var asOf = new AsOf(await _books.TodayAsync(cancellation).ConfigureAwait(false));
        return await _books.Database.Memory.OnceAsync("line", (organisation, asOf), () => ReadLineAsync(organisation, asOf, cancellation), cancellation, Remembered).ConfigureAwait(false);
    }

    private async Task<IReadOnlySet<string>> ReadLineAsync(string organisation, AsOf asOf, CancellationToken cancellation)
    {
        await using ProgrammeContext context = _books.Database.Create();
        var line = new HashSet<string>(StringComparer.Ordinal) { organisation };
        List<string> floor = [organisation];
        for (int i = 0; i < MostFloors && floor.Count > 0; i++)
        {
            List<string> above = await context.At<RegisterRelation>(asOf).Where(row => row.Kind == UnitEventWords.PartOf && floor.Contains(row.From)).Select(row => row.To)
                .ToListAsync(cancellation).ConfigureAwait(false);
            above.AddRange(await After(context, asOf).Where(row => floor.Contains(row.From)).Select(row => row.To).ToListAsync(cancellation).ConfigureAwait(false));
            floor = [.. above.Where(line.Add)];
        }

        return line;
    }

    /// <summary>The organisations that somebody's roles name today, all that is part of them, and whom they came after: what is the person's own.</summary>
    public async Task<IReadOnlySet<string>> OwnAsync(Viewer viewer, CancellationToken cancellation = default)
    {
        var asOf = new AsOf(await _books.TodayAsync(cancellation).ConfigureAwait(false));
        string[] named = [.. viewer.Grants.Select(grant => grant.Organisation).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        return named.Length == 0 ? new HashSet<string>()
            : await _books.Database.Memory.OnceAsync("own", (string.Join(' ', named), asOf), () => ReadOwnAsync(named, asOf, cancellation), cancellation, Remembered).ConfigureAwait(false);
    }

    private async Task<IReadOnlySet<string>> ReadOwnAsync(string[] named, AsOf asOf, CancellationToken cancellation)
    {
        await using ProgrammeContext context = _books.Database.Create();
        HashSet<string> own = [.. named];
        List<string> floor = [.. own];
        for (int i = 0; i < MostFloors && floor.Count > 0; i++)
        {
            List<string> below = await context.At<RegisterRelation>(asOf).Where(row => row.Kind == UnitEventWords.PartOf && floor.Contains(row.To)).Select(row => row.From)
                .ToListAsync(cancellation).ConfigureAwait(false);
            below.AddRange(await After(context, asOf).Where(row => floor.Contains(row.To)).Select(row => row.From).ToListAsync(cancellation).ConfigureAwait(false));
            floor = [.. below.Where(own.Add)];
        }

        return own;
    }

    /// <summary>Who gave way to whom, of those that have ended: who was only split from goes on with its own.</summary>
    private static IQueryable<RegisterRelation> After(ProgrammeContext context, AsOf asOf)
    {
        DateOnly today = asOf.Date;
        return context.Begun<RegisterRelation>(asOf).Where(row => row.Kind != UnitEventWords.PartOf && context.Known<RegisterOrganisation>(asOf).Any(unit => unit.Key == row.From && unit.ValidUntil < today));
    }
}
