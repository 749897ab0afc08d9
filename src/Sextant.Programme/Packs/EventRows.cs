using Sextant.Programme.Register;

namespace Sextant.Programme.Packs;

/// <summary>
/// The events that a pack's relations tell of: all that became one organisation on a day is one merger, and who came under another on a known day was moved. A
/// relation without its day tells of no event.
/// </summary>
internal static class EventRows
{
    internal static IEnumerable<RegisterUnitEvent> Events(Pack pack) => Told(pack).Select(told => new RegisterUnitEvent
    {
        Key = told.Key, Kind = told.Kind, ValidFrom = told.Day, Document = told.Relations.Select(relation => relation.Decision).FirstOrDefault(decision => decision is not null),
        Source = told.Relations[0].Source,
    });

    internal static IEnumerable<RegisterEventPart> Parts(Pack pack)
    {
        Dictionary<string, DateOnly?> begun = pack.Organisations.ToDictionary(unit => unit.Id, unit => unit.From, StringComparer.Ordinal);
        foreach ((string key, string kind, DateOnly day, PackRelation[] relations) in Told(pack))
        {
            string other = relations[0].To;
            string role = kind == "move" ? "parent" : begun.GetValueOrDefault(other) == day ? "new" : "kept";
            (string Unit, string Role)[] parts = [.. relations.Select(relation => (relation.From, kind == "move" ? "kept" : "former")), (other, role)];
            foreach ((int at, (string unit, string was)) in parts.Index())
            {
                yield return new RegisterEventPart
                {
                    Key = UnitEventWords.Part(key, at + 1), Event = key, Position = at + 1, Organisation = unit, Role = was, ValidFrom = day, Source = relations[0].Source,
                };
            }
        }
    }

    private static IEnumerable<(string Key, string Kind, DateOnly Day, PackRelation[] Relations)> Told(Pack pack) =>
        from relation in pack.Relations
        where relation.On is not null
        let kind = relation.Kind == UnitEventWords.PartOf ? "move" : "merge"
        group relation by (kind, Unit: kind == "move" ? relation.From : relation.To, relation.On!.Value) into same
        select (UnitEventWords.Key(same.Key.Value, same.Key.kind, same.Key.Unit), same.Key.kind, same.Key.Value, same.ToArray());
}
