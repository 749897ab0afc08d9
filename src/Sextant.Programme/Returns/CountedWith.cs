using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.Returns;

/// <summary>
/// With whom an organisation's figures are counted, when not by themselves: it is a brand of another, or part of one of its own kind. Whoever sums returns or says who owes them asks
/// here, however it came to be so: by a holding that was recorded after it had handed in, or by an event that put it under another.
/// </summary>
internal sealed class CountedWith
{
    private readonly Dictionary<string, string> _wholes = new(StringComparer.Ordinal);

    /// <summary>At the end of a quarter, for one form. A brand counts with who holds it on that day, unless its organisation owed the return itself.</summary>
    internal static async Task<CountedWith> LoadAsync(ProgrammeContext context, string form, AsOf asOf, CancellationToken cancellation)
    {
        var counted = new CountedWith();
        HashSet<string> owing = [.. await context.At<RegisterReturnDuty>(asOf).Where(row => row.Form == form).Select(row => row.Organisation).ToListAsync(cancellation).ConfigureAwait(false)];
        Dictionary<string, string> kinds = await context.Known<RegisterOrganisation>(asOf).ToDictionaryAsync(row => row.Key, row => row.Kind, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
        foreach (RegisterRelation row in await context.At<RegisterRelation>(asOf).Where(row => row.Kind == "part-of").OrderBy(row => row.Key).ToListAsync(cancellation).ConfigureAwait(false))
        {
            if (kinds.TryGetValue(row.From, out string? kind) && kind == kinds.GetValueOrDefault(row.To))
            {
                counted._wholes.TryAdd(row.From, row.To);
            }
        }

        foreach (RegisterHolding row in await context.At<RegisterHolding>(asOf).Where(row => row.Kind == "brand").ToListAsync(cancellation).ConfigureAwait(false))
        {
            string brand = kinds.ContainsKey(row.Name) ? row.Name : HoldingKeys.Slug(row);
            if (!owing.Contains(brand))
            {
                counted._wholes[brand] = row.Organisation;
            }
        }

        return counted;
    }

    /// <summary>The organisation with which another is counted; null: it is counted by itself.</summary>
    internal string? Whole(string organisation) => _wholes.GetValueOrDefault(organisation);

    /// <summary>Whether one of these, directly or by what lies between, already has the figures of an organisation in its own.</summary>
    internal bool IsIn(IReadOnlySet<string> organisations, string organisation)
    {
        var passed = new HashSet<string>(StringComparer.Ordinal) { organisation };
        for (string? whole = Whole(organisation); whole is not null && passed.Add(whole); whole = Whole(whole))
        {
            if (organisations.Contains(whole))
            {
                return true;
            }
        }

        return false;
    }
}
