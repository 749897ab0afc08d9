using Sextant.Programme.Organisations.Events;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports.Units;

/// <summary>One row as it is written, before anybody knows whom it names.</summary>
internal sealed record UnitEventRow(TableRow Row, string Kind, DateOnly Day)
{
    internal IReadOnlyList<string> Units { get; private init; } = [];

    internal IReadOnlyList<string> Into { get; private init; } = [];

    internal IReadOnlyList<string> Names { get; private init; } = [];

    internal IReadOnlyList<string> English { get; private init; } = [];

    internal IReadOnlyList<string> Codes { get; private init; } = [];

    internal string? Parent { get; private init; }

    internal required DecisionDraft Decision { get; init; }

    private string? UnitKind { get; init; }

    private string? Sector { get; init; }

    private bool GoesOn { get; init; }

    internal static UnitEventRow? Read(TableRow row, UnitWords words)
    {
        string? kind = row.Word("event-kind", "event-kind", UnitEventWords.Kinds, required: true);
        DateOnly? day = row.Day("event-day", required: true);
        var decision = new DecisionDraft(row.Text("decision-document", most: 200), row.Text("decision-number", most: 120), row.Day("decision-date"), row.Text("decision-issuer", most: 300));
        bool known = words.Kind(row, out string? unitKind) & words.Sector(row, out string? sector);
        string? parent = row.Text("event-parent");
        bool goesOn = row.Word("goes-on", "yes-no", ["yes", "no"]) == "yes";
        return kind is null || day is null || !known ? null : new UnitEventRow(row, kind, day.Value)
        {
            Units = row.List("event-units"), Into = row.List("event-into"), Names = row.List("new-name"), English = row.List("new-name-en"), Codes = row.List("unit-code"), Parent = parent,
            Decision = decision, UnitKind = unitKind, Sector = sector, GoesOn = goesOn,
        };
    }

    internal UnitEventDraft Draft(UnitNames names) => new()
    {
        Kind = Kind, Day = Day, Decision = Decision, GoesOn = GoesOn,
        Units = [.. Units.Select(unit => names.Slug(unit, Day.AddDays(-1)))],
        Into = [.. Into.Select(unit => names.Slug(unit, Day))],
        Parent = Parent is null ? null : names.Slug(Parent, Day),
        Name = Kind == "rename" ? Called(0) : null,
        New = Kind == "rename" ? [] : [.. Names.Select((_, at) => new NewUnit(Called(at), UnitKind, Sector, at < Codes.Count ? Codes[at] : null))],
    };

    private LocalText Called(int at) => new(
        ((KeyValuePair<string, string?>[])[new("vi", Names.ElementAtOrDefault(at)), new("en", English.ElementAtOrDefault(at))]).Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create(pair.Key, pair.Value!)));
}
