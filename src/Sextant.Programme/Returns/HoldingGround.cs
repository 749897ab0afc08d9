using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.Returns;

/// <summary>By what it is judged whether a network or a brand can be counted with an organisation: for one that is typed, and for a table of them.</summary>
internal sealed class HoldingGround
{
    private readonly HashSet<string> _organisations;
    private readonly ILookup<string, (DateOnly? From, DateOnly? Until)> _owing;
    private readonly ILookup<string, string> _byName;
    private readonly Dictionary<string, List<RegisterHolding>> _held;

    private HoldingGround(IEnumerable<string> organisations, IEnumerable<RegisterReturnDuty> owing, IEnumerable<(string Folded, string Organisation)> names, IEnumerable<RegisterHolding> held)
    {
        _organisations = organisations.ToHashSet(StringComparer.Ordinal);
        _owing = owing.ToLookup(row => row.Organisation, row => (row.ValidFrom, row.ValidUntil), StringComparer.Ordinal);
        _byName = names.ToLookup(name => name.Folded, name => name.Organisation, StringComparer.Ordinal);
        _held = held.GroupBy(HoldingKeys.Subject, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
    }

    internal static async Task<HoldingGround> OfAsync(ProgrammeContext context, CancellationToken cancellation)
    {
        var names = await context.Current<RegisterName>().Where(row => row.ValidUntil == null).Select(row => new { row.Folded, row.Organisation }).ToListAsync(cancellation).ConfigureAwait(false);
        return new HoldingGround(
            await context.Current<RegisterOrganisation>().Select(row => row.Key).ToListAsync(cancellation).ConfigureAwait(false),
            await context.Current<RegisterReturnDuty>().ToListAsync(cancellation).ConfigureAwait(false),
            names.Select(row => (row.Folded, row.Organisation)),
            await context.Current<RegisterHolding>().ToListAsync(cancellation).ConfigureAwait(false));
    }

    /// <summary>A network or a brand of an organisation, as it is kept: what was said already, with other days where some are given, or something further.</summary>
    /// <param name="what"><c>network</c> or <c>brand</c>, with the number of the network, or the slug of the brand's organisation, or the brand's name.</param>
    /// <param name="days">Null: since always, and still.</param>
    /// <exception cref="RefusedException">It is neither, is counted with another in these days, or is a brand that is the organisation itself or owes returns of its own.</exception>
    internal RegisterHolding Judged(string organisation, (string Kind, string Name) what, (DateOnly? From, DateOnly? Until) days)
    {
        string clean = what.Kind switch
        {
            "network" => Network(what.Name) ?? throw new RefusedException("holding-network"),
            "brand" => Brand(Written.Line(what.Name, "holding-brand", 100)),
            _ => throw new RefusedException("holding-kind"),
        };
        string subject = HoldingKeys.Subject(what.Kind, clean);
        if (days.From > days.Until || days.From is { Year: < 1990 or > 2200 } || days.Until is { Year: < 1990 or > 2200 })
        {
            throw new RefusedException("holding-days");
        }

        List<RegisterHolding> held = _held.TryGetValue(subject, out List<RegisterHolding>? some) ? some : _held[subject] = [];
        RegisterHolding[] along = [.. held.Where(row => Overlap((row.ValidFrom, row.ValidUntil), days))];
        if (along.FirstOrDefault(row => row.Organisation != organisation) is { } others)
        {
            throw new RefusedException("holding-taken", others.Organisation);
        }

        if (what.Kind == "brand" && (clean == organisation || _owing[clean].Any(duty => (duty.Until is null || days.From is not null) && Overlap(duty, days))))
        {
            throw new RefusedException("holding-owes", clean);
        }

        RegisterHolding row = along.Length == 0 ? new RegisterHolding { Key = Free(subject, days.From, held), Organisation = organisation, Kind = what.Kind, Name = clean } : (RegisterHolding)along[0].Next();
        if (along.Length == 0 || days != default)
        {
            (row.ValidFrom, row.ValidUntil) = along.Length > 1 ? throw new RefusedException("holding-taken", organisation) : days;
        }

        held.RemoveAll(one => one.Key == row.Key);
        held.Add(row);
        return row;
    }

    private static bool Overlap((DateOnly? From, DateOnly? Until) one, (DateOnly? From, DateOnly? Until) other) =>
        !(one.Until < other.From) && !(other.Until < one.From);

    // A time that was put right keeps the key of its first day as it was written then.
    private static string Free(string subject, DateOnly? from, List<RegisterHolding> held)
    {
        string key = HoldingKeys.Of(subject, from);
        return held.All(row => row.Key != key) ? key : Enumerable.Range(2, held.Count + 1).Select(i => $"{key}/{i}").First(other => held.All(row => row.Key != other));
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
