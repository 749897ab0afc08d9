using System.Globalization;
using System.Text.Json;
using Sextant.Programme.Register;
using Sextant.Wire.Names;

namespace Sextant.Programme.Packs;

/// <summary>
/// The register's rows that a checked pack stands for. Keys hold what makes a fact that fact (whose, which, from when), and none of what
/// may be corrected about it, so that a corrected value meets the row it corrects.
/// </summary>
internal static class PackRows
{
    internal static string Key(PackFact fact) => Invariant($"{fact.Indicator}/{fact.Date:yyyy-MM-dd}/{fact.Source}");

    internal static string Key(PackTargetValue value) => value.Phase is { } phase
        ? Invariant($"{value.Programme}/{value.Indicator}/phase-{phase}")
        : Invariant($"{value.Programme}/{value.Indicator}/{value.By:yyyy-MM-dd}");

    /// <summary>All rows of the organisations.</summary>
    internal static IEnumerable<RegisterRow> Organisations(Pack pack)
    {
        foreach (PackOrganisation unit in pack.Organisations)
        {
            yield return new RegisterOrganisation
            {
                Key = unit.Id, Kind = unit.Kind, Sector = unit.Sector, ValidFrom = unit.From, ValidUntil = unit.Until, Source = unit.Source, Note = unit.Note,
            };
            foreach (PackName name in unit.Names)
            {
                foreach ((string language, string text) in name.Name.All)
                {
                    RegisterName row = RegisterKeys.NameRow(unit.Id, language, text, name.From ?? unit.From, name.Until ?? unit.Until);
                    row.Source = unit.Source;
                    yield return row;
                }
            }

            foreach (PackDesignation item in unit.Designations)
            {
                yield return new RegisterDesignation
                {
                    Key = RegisterKeys.Designation(unit.Id, item.Scheme, item.Value, item.From ?? unit.From), Organisation = unit.Id, Scheme = item.Scheme, Value = item.Value,
                    ValidFrom = item.From ?? unit.From, ValidUntil = item.Until ?? unit.Until, Source = item.Source ?? unit.Source, Note = item.Note,
                };
            }
        }
    }

    internal static IEnumerable<RegisterRelation> Relations(Pack pack) => pack.Relations.Select(relation => new RegisterRelation
    {
        Key = RegisterKeys.Relation(relation.From, relation.Kind, relation.To, relation.On), From = relation.From, To = relation.To, Kind = relation.Kind,
        ValidFrom = relation.On, ValidUntil = relation.Until, Source = relation.Source, Note = relation.Note,
    });

    internal static IEnumerable<RegisterTarget> Targets(Pack pack)
    {
        Dictionary<string, PackOrganisation> owners = pack.Organisations.ToDictionary(unit => unit.Id, StringComparer.Ordinal);
        return pack.Domains.SelectMany(domain => domain.Kinds.Select(kind => Target(domain, kind, owners[domain.Organisation])));
    }

    internal static IEnumerable<RegisterOutline> Outlines(Pack pack) => (pack.Map?.Outlines ?? []).Select(outline => new RegisterOutline
    {
        Key = outline.Organisation, Organisation = outline.Organisation, Path = outline.Path, Source = pack.Map!.Source, Note = pack.Map.Note,
    });

    internal static IEnumerable<RegisterSource> Sources(Pack pack) => pack.Sources.Select(source => new RegisterSource
    {
        Key = source.Id, Kind = source.Kind, Title = source.Title, Publisher = source.Publisher, Date = source.Date, ToConfirm = source.ToConfirm, Text = source.Text, Note = source.Note,
    });

    internal static RegisterPackLoad Load(Pack pack, string digest, DateTimeOffset at) => new()
    {
        Pack = pack.Id, Version = pack.Version, Country = pack.Country, TimeZone = pack.TimeZone, Languages = string.Join(' ', pack.Languages), Name = pack.Name,
        ViewBox = pack.Map?.ViewBox ?? string.Empty, Digest = digest, LoadedAt = at,
        Vocabulary = JsonSerializer.Serialize(new PackVocabulary(pack.Kinds, pack.Sectors, pack.Schemes, pack.Attributions, pack.Map?.Labels), RowDigest.Json),
    };

    private static RegisterTarget Target(PackDomain domain, string kind, PackOrganisation owner)
    {
        RegisterTarget row = RegisterKeys.TargetRow(
            domain.Organisation, kind, HostName.Parse(domain.Domain), domain.Role, domain.Confidence, domain.From ?? owner.From, domain.Until ?? owner.Until);
        (row.Source, row.Note) = (domain.Source, domain.Note);
        return row;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The words a pack brings along, kept with its load.</summary>
internal sealed record PackVocabulary(
    IReadOnlyList<PackWord> Kinds, IReadOnlyList<PackWord> Sectors, IReadOnlyList<PackScheme> Schemes, IReadOnlyList<PackAttribution> Attributions,
    IReadOnlyList<PackMapLabel>? MapLabels = null);
