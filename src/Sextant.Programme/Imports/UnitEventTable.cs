using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Imports.Lists;
using Sextant.Programme.Organisations.Events;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports;

/// <summary>What became of organisations, many events at once: done in the order of their days, each seeing what those before it did.</summary>
public sealed class UnitEventTable : ImportForm, IListTable
{
    /// <summary>Id of the form.</summary>
    public const string Id = "unit-events";

    /// <inheritdoc/>
    public override TableForm Table { get; } = new(
        Id,
        [
            new("event-kind"), new("event-day"), new("event-units"), new("event-into", false), new("new-name", false), new("new-name-en", false), new("unit-kind", false), new("unit-sector", false),
            new("unit-code", false), new("event-parent", false), new("goes-on", false), new("decision-document", false), new("decision-number", false), new("decision-date", false), new("decision-issuer", false),
        ]);

    /// <inheritdoc/>
    public override Right Right => Right.KeepUnits;

    /// <inheritdoc/>
    public Right ReadRight => Right.ReadPublished;

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation) =>
        Of(await new UnitEventStore(reading.Database).ListAsync(reading.AsOf, cancellation).ConfigureAwait(false), reading.Language);

    /// <summary>Events, to be given out.</summary>
    public WrittenTable Of(IReadOnlyList<UnitEventView> events, string language)
    {
        TableTexts texts = TableTexts.For(language);
        return new WrittenTable(Table, [.. events.Select(one => (object?[])
        [
            texts["word.event-kind-" + one.Kind], one.Day, Joined(one.Units.Where(unit => unit.Role == "former" || (one.Kind is "rename" or "move" or "split" && unit == one.Units[0]) || (one.Kind == "move" && unit.Role == "kept")).Select(unit => unit.Slug)),
            Joined(one.Kind is "merge" || (one.Kind is "split" && one.Units.Count > 1) ? one.Units.Where((unit, at) => unit.Role == "kept" && (one.Kind == "merge" || at > 0)).Select(unit => unit.Slug) : []),
            Joined(one.Kind == "rename" ? [one.Units[0].Name.In("vi")] : one.Of("new").Select(unit => unit.Name.In("vi"))),
            Joined(one.Kind == "rename" ? [one.Units[0].Name.In("en")] : one.Of("new").Select(unit => unit.Name.In("en"))), null, null, null, Joined(one.Of("parent").Select(unit => unit.Slug)),
            one.Kind == "split" ? texts[one.Units[0].Role == "kept" ? "word.yes-no-yes" : "word.yes-no-no"] : null,
            one.Decision?.Document, one.Decision is { Document: null } ? one.Decision.Number : null, one.Decision is { Document: null } ? one.Decision.Date : null, one.Decision is { Document: null } ? one.Decision.Issuer : null,
        ])]);
    }

    internal override async Task ReadAsync(ImportReading reading, CancellationToken cancellation)
    {
        List<EventRow> rows = [.. reading.Table.Rows.Select(EventRow.Read).OfType<EventRow>().OrderBy(row => row.Day).ThenBy(row => row.Row.Number)];
        UnitNames names = await UnitNames.OpenAsync(reading.Context, cancellation).ConfigureAwait(false);
        UnitBook book = await UnitBook.OpenAsync(
            reading.Context, rows.SelectMany(row => row.Units.Concat(row.Into).Append(row.Parent)).OfType<string>().SelectMany(names.Candidates), rows.SelectMany(row => row.Codes), cancellation).ConfigureAwait(false);
        var planner = new UnitEventPlanner(book);
        var lines = new Dictionary<object, int>(ReferenceEqualityComparer.Instance);
        foreach (EventRow row in rows)
        {
            try
            {
                planner.Plan(row.Draft(names), await UnitEventDesk.DecisionAsync(reading.Context, row.Decision, cancellation).ConfigureAwait(false));
                names.Learn(book.Written.OfType<RegisterName>());
                foreach (RegisterRow written in book.Written)
                {
                    lines[written] = row.Row.Number;
                }
            }
            catch (RefusedException refused)
            {
                row.Row.Fault(null, refused.Word, [.. refused.Parameters.Select(one => one is string text ? Quoted.Of(text) : one)]);
            }
        }

        foreach (RegisterRow put in book.Puts)
        {
            reading.Put(put, lines[put]);
        }
    }

    private static string? Joined(IEnumerable<string> parts) => string.Join("; ", parts) is { Length: > 0 } joined ? joined : null;

    /// <summary>One row as it is written, before anybody knows whom it names.</summary>
    private sealed record EventRow(TableRow Row, string Kind, DateOnly Day)
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

        internal static EventRow? Read(TableRow row)
        {
            string? kind = row.Word("event-kind", "event-kind", UnitEventWords.Kinds, required: true);
            DateOnly? day = row.Day("event-day", required: true);
            var decision = new DecisionDraft(row.Text("decision-document", most: 200), row.Text("decision-number", most: 120), row.Day("decision-date"), row.Text("decision-issuer", most: 300));
            string? unitKind = row.Text("unit-kind", most: 80);
            string? sector = row.Text("unit-sector", most: 80);
            string? parent = row.Text("event-parent");
            bool goesOn = row.Word("goes-on", "yes-no", ["yes", "no"]) == "yes";
            return kind is null || day is null ? null : new EventRow(row, kind, day.Value)
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

    /// <summary>Organisations by their slug, or by the name that one of them has on a day.</summary>
    private sealed class UnitNames
    {
        private readonly Dictionary<string, List<RegisterName>> _byName = new(StringComparer.Ordinal);
        private readonly HashSet<string> _slugs = new(StringComparer.Ordinal);

        internal static async Task<UnitNames> OpenAsync(ProgrammeContext context, CancellationToken cancellation)
        {
            var names = new UnitNames();
            names.Learn(await context.Current<RegisterName>().ToListAsync(cancellation).ConfigureAwait(false));
            names._slugs.UnionWith(await context.Current<RegisterOrganisation>().Select(row => row.Key).ToListAsync(cancellation).ConfigureAwait(false));
            return names;
        }

        internal void Learn(IEnumerable<RegisterName> rows)
        {
            foreach (RegisterName row in rows)
            {
                List<RegisterName> same = _byName.TryGetValue(row.Folded, out List<RegisterName>? held) ? held : _byName[row.Folded] = [];
                same.RemoveAll(other => other.Key == row.Key);
                same.Add(row);
                _slugs.Add(row.Organisation);
            }
        }

        internal IEnumerable<string> Candidates(string written) =>
            _slugs.Contains(written) ? [written] : _byName.GetValueOrDefault(Folded.Of(written))?.Select(row => row.Organisation).Distinct(StringComparer.Ordinal) ?? [];

        internal string Slug(string written, DateOnly day)
        {
            if (_slugs.Contains(written))
            {
                return written;
            }

            string[] found =
            [
                .. (_byName.GetValueOrDefault(Folded.Of(written)) ?? []).Where(row => !row.Withdrawn && (row.ValidFrom is null || row.ValidFrom <= day) && (row.ValidUntil is null || row.ValidUntil >= day))
                    .Select(row => row.Organisation).Distinct(StringComparer.Ordinal),
            ];
            return found.Length == 1 ? found[0] : throw new RefusedException(found.Length == 0 ? "event-unit-none" : "event-several", written);
        }
    }
}
