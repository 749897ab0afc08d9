using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.Returns;

/// <summary>By what it is judged whether a network or a brand can be counted with an organisation: for one that is typed, and for a table of them.</summary>
internal sealed class HoldingGround
{
    private readonly HashSet<string> _organisations;
    private readonly HashSet<string> _owing;
    private readonly ILookup<string, string> _byName;

    private HoldingGround(IEnumerable<string> organisations, IEnumerable<string> owing, IEnumerable<(string Folded, string Organisation)> names, IEnumerable<RegisterHolding> held)
    {
        _organisations = organisations.ToHashSet(StringComparer.Ordinal);
        _owing = owing.ToHashSet(StringComparer.Ordinal);
        _byName = names.ToLookup(name => name.Folded, name => name.Organisation, StringComparer.Ordinal);
        Held = held.ToDictionary(row => row.Key, StringComparer.Ordinal);
    }

    /// <summary>What is counted with whom, by its key.</summary>
    internal IReadOnlyDictionary<string, RegisterHolding> Held { get; }

    internal static async Task<HoldingGround> OfAsync(ProgrammeContext context, CancellationToken cancellation)
    {
        var names = await context.Current<RegisterName>().Where(row => row.ValidUntil == null).Select(row => new { row.Folded, row.Organisation }).ToListAsync(cancellation).ConfigureAwait(false);
        return new HoldingGround(
            await context.Current<RegisterOrganisation>().Select(row => row.Key).ToListAsync(cancellation).ConfigureAwait(false),
            await context.Current<RegisterReturnDuty>().Where(row => row.ValidUntil == null).Select(row => row.Organisation).Distinct().ToListAsync(cancellation).ConfigureAwait(false),
            names.Select(row => (row.Folded, row.Organisation)),
            await context.Current<RegisterHolding>().ToListAsync(cancellation).ConfigureAwait(false));
    }

    /// <summary>A network or a brand of an organisation, as it is kept.</summary>
    /// <param name="kind"><c>network</c> or <c>brand</c>.</param>
    /// <param name="name">The number of the network; the slug of the brand's organisation, or the brand's name.</param>
    /// <exception cref="RefusedException">It is neither, is counted with another, or is a brand that is the organisation itself or owes returns of its own.</exception>
    internal RegisterHolding Judged(string organisation, string kind, string name)
    {
        string clean = kind switch
        {
            "network" => Network(name) ?? throw new RefusedException("holding-network"),
            "brand" => Brand(Written.Line(name, "holding-brand", 100)),
            _ => throw new RefusedException("holding-kind"),
        };
        string key = kind == "network" ? "as" + clean : "brand/" + Written.Slug(clean);
        if (Held.GetValueOrDefault(key) is { } held && held.Organisation != organisation)
        {
            throw new RefusedException("holding-taken", held.Organisation);
        }

        return kind == "brand" && (clean == organisation || _owing.Contains(clean)) ? throw new RefusedException("holding-owes", clean)
            : new RegisterHolding { Key = key, Organisation = organisation, Kind = kind, Name = clean };
    }

    /// <summary>The number of a network, of <c>AS45899</c> or <c>45899</c>; null of anything else.</summary>
    private static string? Network(string name)
    {
        string number = name.Trim();
        number = number.StartsWith("AS", StringComparison.OrdinalIgnoreCase) ? number[2..].TrimStart() : number;
        return uint.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out uint read) && read > 0 ? read.ToString(CultureInfo.InvariantCulture) : null;
    }

    // A brand that is an organisation of the register is kept by its slug, however it was typed: else that organisation could owe the same return.
    private string Brand(string name)
    {
        string slug = Written.Slug(name);
        return _organisations.Contains(slug) ? slug : _byName[Folded.Of(name)].Order(StringComparer.Ordinal).FirstOrDefault() ?? name;
    }
}
