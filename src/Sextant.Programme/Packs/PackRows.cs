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

    internal static string NameKey(string organisation, string language, DateOnly? from) => $"{organisation}/{language}/{Start(from)}";

    internal static string TargetKey(string organisation, string target, DateOnly? from) => $"{organisation}/{target}/{Start(from)}";

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
                    yield return new RegisterName
                    {
                        Key = NameKey(unit.Id, language, name.From ?? unit.From), Organisation = unit.Id, Language = language, Name = text, Folded = Folded.Of(text),
                        ValidFrom = name.From ?? unit.From, ValidUntil = name.Until ?? unit.Until, Source = unit.Source,
                    };
                }
            }

            foreach (PackDesignation item in unit.Designations)
            {
                yield return new RegisterDesignation
                {
                    Key = $"{unit.Id}/{item.Scheme}/{item.Value}/{Start(item.From ?? unit.From)}", Organisation = unit.Id, Scheme = item.Scheme, Value = item.Value,
                    ValidFrom = item.From ?? unit.From, ValidUntil = item.Until ?? unit.Until, Source = item.Source ?? unit.Source, Note = item.Note,
                };
            }
        }
    }

    internal static IEnumerable<RegisterRelation> Relations(Pack pack) => pack.Relations.Select(relation => new RegisterRelation
    {
        Key = $"{relation.From}/{relation.Kind}/{relation.To}/{Start(relation.On)}", From = relation.From, To = relation.To, Kind = relation.Kind,
        ValidFrom = relation.On, ValidUntil = relation.Until, Source = relation.Source, Note = relation.Note,
    });

    internal static IEnumerable<RegisterTarget> Targets(Pack pack)
    {
        Dictionary<string, PackOrganisation> owners = pack.Organisations.ToDictionary(unit => unit.Id, StringComparer.Ordinal);
        return pack.Domains.SelectMany(domain => domain.Kinds.Select(kind => Target(domain, kind, owners[domain.Organisation])));
    }

    internal static RegisterTarget Target(string organisation, string kind, HostName name, string role, string confidence, DateOnly? from, DateOnly? until) => new()
    {
        Key = TargetKey(organisation, $"{kind}:{name.Ascii}", from), Organisation = organisation, Kind = kind, Ascii = name.Ascii, Domain = name.Unicode,
        Role = role, Confidence = confidence, TargetKey = $"{kind}:{name.Ascii}", ValidFrom = from, ValidUntil = until,
    };

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
        Vocabulary = JsonSerializer.Serialize(new PackVocabulary(pack.Kinds, pack.Sectors, pack.Schemes, pack.Attributions), RowDigest.Json),
    };

    private static RegisterTarget Target(PackDomain domain, string kind, PackOrganisation owner)
    {
        RegisterTarget row = Target(domain.Organisation, kind, HostName.Parse(domain.Domain), domain.Role, domain.Confidence, domain.From ?? owner.From, domain.Until ?? owner.Until);
        (row.Source, row.Note) = (domain.Source, domain.Note);
        return row;
    }

    private static string Start(DateOnly? from) => from is { } date ? Invariant($"{date:yyyy-MM-dd}") : "start";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The words a pack brings along, kept with its load.</summary>
internal sealed record PackVocabulary(
    IReadOnlyList<PackWord> Kinds, IReadOnlyList<PackWord> Sectors, IReadOnlyList<PackScheme> Schemes, IReadOnlyList<PackAttribution> Attributions);
