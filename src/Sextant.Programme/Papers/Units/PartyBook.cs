using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Organisations;
using Sextant.Programme.Register;

namespace Sextant.Programme.Papers.Units;

/// <summary>Whose domains and networks are, as the register knows it on a day.</summary>
/// <param name="Domains">Organisations by a target's domain; a zone's owner before a site's.</param>
/// <param name="Networks">Organisations by the number of their autonomous system.</param>
/// <param name="Names">What organisations are called.</param>
internal sealed record PartyBook(IReadOnlyDictionary<string, string> Domains, IReadOnlyDictionary<uint, string> Networks, IReadOnlyDictionary<string, LocalText> Names)
{
    /// <summary>2 days: today, and the day that somebody looks back to. Each holds a line for every target.</summary>
    private const int Days = 2;

    internal static Task<PartyBook> OpenAsync(ProgrammeDatabase database, AsOf asOf, CancellationToken cancellation) =>
        database.Memory.OnceAsync("party-book", asOf, () => ReadAsync(database, asOf, cancellation), cancellation, Days);

    private static async Task<PartyBook> ReadAsync(ProgrammeDatabase database, AsOf asOf, CancellationToken cancellation)
    {
        await using ProgrammeContext context = database.Create();
        var targets = await context.At<RegisterTarget>(asOf).Select(row => new { row.Kind, row.Key, row.Ascii, row.Organisation }).ToListAsync(cancellation).ConfigureAwait(false);
        var domains = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in targets.OrderBy(row => row.Kind == "zone" ? 0 : 1).ThenBy(row => row.Key, StringComparer.Ordinal))
        {
            domains.TryAdd(row.Ascii, row.Organisation);
        }

        // Who settled whose network it is said it for returns; the pack says it of the rest.
        List<RegisterHolding> held = await context.At<RegisterHolding>(asOf).Where(row => row.Kind == "network").ToListAsync(cancellation).ConfigureAwait(false);
        List<RegisterDesignation> given = await context.At<RegisterDesignation>(asOf).Where(row => row.Scheme == "asn").ToListAsync(cancellation).ConfigureAwait(false);
        var networks = new Dictionary<uint, string>();
        foreach ((string number, string organisation) in held.Select(row => (row.Name, row.Organisation)).Concat(given.Select(row => (row.Value, row.Organisation))))
        {
            if (uint.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out uint system))
            {
                networks.TryAdd(system, organisation);
            }
        }

        return new PartyBook(domains, networks, await OrganisationNames.OfAsync(context, asOf, cancellation).ConfigureAwait(false));
    }
}
