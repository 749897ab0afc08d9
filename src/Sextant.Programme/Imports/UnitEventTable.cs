using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Imports.Lists;
using Sextant.Programme.Imports.Units;
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
            new("event-kind"), new("event-day"), new("event-units"), new("event-into", false), new("new-name", false), new("new-name-en", false), new("unit-kind", false) { Also = "unit-kind-id" }, new("unit-sector", false) { Also = "unit-sector-id" },
            new("unit-code", false), new("event-parent", false), new("goes-on", false), new("decision-document", false), new("decision-number", false), new("decision-date", false), new("decision-issuer", false),
        ]);

    /// <inheritdoc/>
    public override Right Right => Right.KeepUnits;

    /// <inheritdoc/>
    public Right ReadRight => Right.ReadPublished;

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation)
    {
        IReadOnlyList<UnitEventView> events = await new UnitEventStore(reading.Database).ListAsync(reading.AsOf, cancellation).ConfigureAwait(false);
        await using ProgrammeContext context = reading.Database.Create();
        UnitWords words = await UnitWords.OpenAsync(context, cancellation).ConfigureAwait(false);
        return Of(events, await words.ClassesAsync(context, reading, cancellation).ConfigureAwait(false), reading.Language);
    }

    /// <summary>Events, to be given out.</summary>
    /// <param name="classes">Kind and sector of who began, in words.</param>
    private WrittenTable Of(IReadOnlyList<UnitEventView> events, IReadOnlyDictionary<string, (string Kind, string Sector)> classes, string language)
    {
        TableTexts texts = TableTexts.For(language);
        return new WrittenTable(Table, [.. events.Select(one => (object?[])
        [
            texts["word.event-kind-" + one.Kind], one.Day, Joined(one.Units.Where(unit => unit.Role == "former" || (one.Kind is "rename" or "move" or "split" && unit == one.Units[0]) || (one.Kind == "move" && unit.Role == "kept")).Select(unit => unit.Slug)),
            Joined(one.Kind is "merge" || (one.Kind is "split" && one.Units.Count > 1) ? one.Units.Where((unit, at) => unit.Role == "kept" && (one.Kind == "merge" || at > 0)).Select(unit => unit.Slug) : []),
            Joined(one.Kind == "rename" ? [one.Units[0].Name.In("vi")] : one.Of("new").Select(unit => unit.Name.In("vi"))),
            English(one.Kind == "rename" ? [one.Units[0]] : [.. one.Of("new")]), Class(one)?.Kind, Class(one)?.Sector, null, Joined(one.Of("parent").Select(unit => unit.Slug)),
            one.Kind == "split" ? texts[one.Units[0].Role == "kept" ? "word.yes-no-yes" : "word.yes-no-no"] : null,
            one.Decision?.Document, one.Decision is { Document: null } ? one.Decision.Number : null, one.Decision is { Document: null } ? one.Decision.Date : null, one.Decision is { Document: null } ? one.Decision.Issuer : null,
        ])]);

        // A row says one kind and one sector for all that it founds.
        (string Kind, string Sector)? Class(UnitEventView one) =>
            one.Of("new").Select(unit => classes.GetValueOrDefault(unit.Slug)).Distinct().ToArray() is [{ Kind: not null } all] ? all : null;
    }

    internal override async Task ReadAsync(ImportReading reading, CancellationToken cancellation)
    {
        UnitWords words = await UnitWords.OpenAsync(reading.Context, cancellation).ConfigureAwait(false);
        List<UnitEventRow> rows = [.. reading.Table.Rows.Select(row => UnitEventRow.Read(row, words)).OfType<UnitEventRow>().OrderBy(row => row.Day).ThenBy(row => row.Row.Number)];
        UnitNames names = await UnitNames.OpenAsync(reading.Context, cancellation).ConfigureAwait(false);
        UnitBook book = await UnitBook.OpenAsync(
            reading.Context, rows.SelectMany(row => row.Units.Concat(row.Into).Append(row.Parent)).OfType<string>().SelectMany(names.Candidates), rows.SelectMany(row => row.Codes), cancellation).ConfigureAwait(false);
        var planner = new UnitEventPlanner(book);
        var lines = new Dictionary<object, int>(ReferenceEqualityComparer.Instance);
        foreach (UnitEventRow row in rows)
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

    /// <summary>Names in English, where all have one: they are told apart by their place alone.</summary>
    private static string? English(EventUnit[] units) => units.All(unit => unit.Name.All.ContainsKey("en")) ? Joined(units.Select(unit => unit.Name.All["en"])) : null;

    private static string? Joined(IEnumerable<string> parts) => string.Join("; ", parts) is { Length: > 0 } joined ? joined : null;
}
