using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.Plans;

/// <summary>Reads programmes, groups of work and the sources of everything.</summary>
public sealed class PlanStore(ProgrammeDatabase database)
{
    /// <summary>The groups of work.</summary>
    public Task<IReadOnlyList<WorkGroupView>> WorkGroupsAsync(AsOf asOf, CancellationToken cancellation = default) => database.Memory.OnceAsync("work-groups", asOf.AnyDay, async () =>
    {
        await using ProgrammeContext context = database.Create();
        return (IReadOnlyList<WorkGroupView>)await context.Known<RegisterWorkGroup>(asOf).OrderBy(row => row.Number).Select(row => new WorkGroupView(row.Number, row.Name, row.Source))
            .ToListAsync(cancellation).ConfigureAwait(false);
    }, cancellation, ReadMemory.Days);

    /// <summary>
    /// Programmes that the register knows, oldest first, with phases and target values: also those that begin after the day, because a
    /// target is set before its time.
    /// </summary>
    public async Task<IReadOnlyList<ProgrammeView>> ProgrammesAsync(AsOf asOf, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        List<RegisterProgramme> programmes = await context.Known<RegisterProgramme>(asOf).OrderBy(row => row.Starts).ThenBy(row => row.Id)
            .ToListAsync(cancellation).ConfigureAwait(false);
        ILookup<string, RegisterPhase> phases = (await context.Known<RegisterPhase>(asOf).OrderBy(row => row.Number).ToListAsync(cancellation).ConfigureAwait(false))
            .ToLookup(row => row.Programme, StringComparer.Ordinal);
        ILookup<string, RegisterTargetValue> values = (await context.Known<RegisterTargetValue>(asOf).OrderBy(row => row.Id).ToListAsync(cancellation).ConfigureAwait(false))
            .ToLookup(row => row.Programme, StringComparer.Ordinal);
        return [.. programmes.Select(programme => View(programme, [.. phases[programme.Key]], values[programme.Key]))];
    }

    /// <summary>Days that the programme keeps, in the order of the year.</summary>
    public async Task<IReadOnlyList<DayView>> DaysAsync(AsOf asOf, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        return await context.Known<RegisterDay>(asOf).OrderBy(row => row.Month).ThenBy(row => row.Day).Select(row => new DayView(row.Month, row.Day, row.Name, row.Source, row.Year, row.Off == true))
            .ToListAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>All sources by id: figures and rows name them so.</summary>
    public Task<IReadOnlyDictionary<string, SourceView>> SourcesAsync(AsOf asOf, CancellationToken cancellation = default) => database.Memory.OnceAsync("sources", asOf.AnyDay, async () =>
    {
        await using ProgrammeContext context = database.Create();
        return (IReadOnlyDictionary<string, SourceView>)await context.Known<RegisterSource>(asOf)
            .Select(row => new SourceView(row.Key, row.Kind, row.Title, row.Publisher, row.Date, row.ToConfirm, LocalText.OfNote(row.Note), row.Text != null))
            .ToDictionaryAsync(source => source.Id, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
    }, cancellation, ReadMemory.Days);

    /// <summary>The text of a source document, when the pack carries it.</summary>
    public async Task<string?> SourceTextAsync(string id, AsOf asOf, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        return await context.Known<RegisterSource>(asOf).Where(row => row.Key == id).Select(row => row.Text).SingleOrDefaultAsync(cancellation).ConfigureAwait(false);
    }

    private static ProgrammeView View(RegisterProgramme row, IReadOnlyList<RegisterPhase> phases, IEnumerable<RegisterTargetValue> values) => new(
        row.Key, row.Name, row.Starts, row.Ends, row.Decision, row.ScopeKinds.Split(' ', StringSplitOptions.RemoveEmptyEntries), row.ScopeUnits, row.ScopeUntil,
        row.ServicesUntil.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => DateOnly.ParseExact(pair[1], "yyyy-MM-dd", CultureInfo.InvariantCulture), StringComparer.Ordinal),
        [.. phases.Select(phase => new PhaseView(phase.Number, phase.Name, phase.Starts, phase.Ends, phase.Source))],
        [.. values.Select(value => View(value, row, phases.FirstOrDefault(phase => phase.Number == value.Phase))).OrderBy(value => value.By).ThenBy(value => value.Indicator, StringComparer.Ordinal)],
        row.Source, LocalText.OfNote(row.Note));

    private static TargetValueView View(RegisterTargetValue value, RegisterProgramme programme, RegisterPhase? phase) => new(
        value.Programme, value.Indicator, value.Phase, value.Starts ?? phase?.Starts ?? programme.Starts, value.By ?? phase?.Ends ?? programme.Ends,
        value.Value, value.Low, value.High, value.Unit, value.State, value.Source, LocalText.OfNote(value.Note));
}
