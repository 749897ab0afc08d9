using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Kpis;
using Sextant.Programme.Kpis.Outlook;
using Sextant.Programme.Measured;
using Sextant.Programme.Organisations;
using Sextant.Programme.Packs;
using Sextant.Programme.Register;

namespace Sextant.Programme.Country;

/// <summary>Reads what the country's pages show, as of a day.</summary>
public sealed class CountryReader(ProgrammeDatabase database, IMeasuredStates states, KpiOptions? options = null)
{
    private readonly KpiOptions _options = options ?? new KpiOptions();

    /// <summary>Which country is loaded; null when no pack is.</summary>
    public async Task<CountryHeader?> HeaderAsync(CancellationToken cancellation = default)
    {
        RegisterPackLoad? load = await LastLoadAsync(cancellation).ConfigureAwait(false);
        return load is null ? null : Header(load);
    }

    /// <summary>The country on one page.</summary>
    /// <exception cref="NoPackException">No pack was loaded.</exception>
    public async Task<CountryOverview> OverviewAsync(AsOf asOf, CancellationToken cancellation = default)
    {
        CountryHeader header = await HeaderAsync(cancellation).ConfigureAwait(false) ?? throw new NoPackException();
        var kpis = new KpiReader(database, states, _options);
        KpiInputs inputs = await kpis.InputsAsync(asOf, new OrganisationFilter(), cancellation).ConfigureAwait(false);
        return new CountryOverview(
            header, asOf,
            inputs.Organisations.CountBy(unit => unit.Kind).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal),
            await kpis.ReportAsync(asOf, inputs, cancellation).ConfigureAwait(false),
            inputs.Targets.Count,
            inputs.Targets.Count(target => inputs.Countable(target.Key) is not null),
            inputs.States.Count == 0 ? null : inputs.States.Values.Max(state => state.MeasuredAt));
    }

    /// <summary>One indicator with history, path, forecast and contributions; null when there is none of that id.</summary>
    public Task<KpiOutlook?> OutlookAsync(string id, AsOf asOf, CancellationToken cancellation = default) =>
        new OutlookReader(database, states, _options).ReadAsync(id, asOf, cancellation);

    /// <summary>The units that have an outline on a day, with the state of their portals.</summary>
    /// <exception cref="NoPackException">No pack was loaded.</exception>
    public async Task<CountryMap> MapAsync(AsOf asOf, CancellationToken cancellation = default)
    {
        RegisterPackLoad load = await LastLoadAsync(cancellation).ConfigureAwait(false) ?? throw new NoPackException();
        CountryHeader header = Header(load);
        Dictionary<string, string> outlines = await OutlinesAsync(asOf, cancellation).ConfigureAwait(false);
        IReadOnlyList<OrganisationLine> units = await new OrganisationStore(database).ListAsync(new OrganisationFilter(), asOf, cancellation).ConfigureAwait(false);
        IReadOnlyList<TargetLine> targets = await new TargetStore(database).ListAsync(new OrganisationFilter(), asOf, cancellation).ConfigureAwait(false);
        Dictionary<string, string> portals = targets.Where(target => target is { Kind: "site", Role: "portal" } && outlines.ContainsKey(target.Organisation))
            .DistinctBy(target => target.Organisation, StringComparer.Ordinal).ToDictionary(target => target.Organisation, target => target.Key, StringComparer.Ordinal);
        DateTimeOffset end = header.Calendar.EndOf(asOf);
        IReadOnlyDictionary<string, MeasuredState> measured = await states.BeforeAsync([.. portals.Values], end, cancellation).ConfigureAwait(false);
        return new CountryMap(
            load.ViewBox,
            [.. units.Where(unit => outlines.ContainsKey(unit.Slug)).Select(unit => Unit(unit))],
            [.. header.Attributions.Where(part => part.Of == "map.json")],
            Words(load).MapLabels ?? []);

        MapUnit Unit(OrganisationLine unit)
        {
            string? portal = portals.GetValueOrDefault(unit.Slug);
            MeasuredState? state = portal is null ? null : measured.GetValueOrDefault(portal);
            return new MapUnit(unit.Slug, unit.Name, unit.Code, outlines[unit.Slug], portal, state is null || end - state.MeasuredAt > _options.OldestMeasurement ? null : state);
        }
    }

    /// <summary>The last state of each of an organisation's targets on a day, whatever its age: pages show when it was measured.</summary>
    public async Task<IReadOnlyList<MeasuredTarget>> MeasuredAsync(OrganisationView organisation, AsOf asOf, CancellationToken cancellation = default)
    {
        ProgrammeCalendar calendar = await database.CalendarAsync(cancellation).ConfigureAwait(false);
        IReadOnlyDictionary<string, MeasuredState> measured = await states.BeforeAsync(
            [.. organisation.Targets.Select(target => target.Key)], calendar.EndOf(asOf), cancellation).ConfigureAwait(false);
        return [.. organisation.Targets.Select(target => new MeasuredTarget(target, measured.GetValueOrDefault(target.Key)))];
    }

    /// <summary>The last state of every target of the organisations of a filter on a day, whatever its age.</summary>
    public async Task<IReadOnlyList<MeasuredTarget>> MeasuredAsync(OrganisationFilter filter, AsOf asOf, CancellationToken cancellation = default)
    {
        return await MeasuredAsync(await new TargetStore(database).ListAsync(filter, asOf, cancellation).ConfigureAwait(false), asOf, cancellation).ConfigureAwait(false);
    }

    /// <summary>The last state of targets that are at hand.</summary>
    public async Task<IReadOnlyList<MeasuredTarget>> MeasuredAsync(IReadOnlyList<TargetLine> targets, AsOf asOf, CancellationToken cancellation = default)
    {
        DateTimeOffset end = (await database.CalendarAsync(cancellation).ConfigureAwait(false)).EndOf(asOf);
        IReadOnlyDictionary<string, MeasuredState> measured = await states.BeforeAsync([.. targets.Select(target => target.Key)], end, cancellation).ConfigureAwait(false);
        return [.. targets.Select(target => Of(target, measured.GetValueOrDefault(target.Key)))];

        MeasuredTarget Of(TargetLine target, MeasuredState? state) =>
            new(target, state, state is { SingleLook: false } && end - state.MeasuredAt <= _options.OldestMeasurement ? state : null);
    }

    private static CountryHeader Header(RegisterPackLoad load)
    {
        PackVocabulary words = Words(load);
        return new CountryHeader(
            load.Pack, load.Version, load.Country, load.Name, new ProgrammeCalendar(TimeZoneInfo.FindSystemTimeZoneById(load.TimeZone)), load.Languages.Split(' '),
            words.Kinds, words.Sectors, words.Schemes, words.Attributions, load.LoadedAt);
    }

    private static PackVocabulary Words(RegisterPackLoad load) => JsonSerializer.Deserialize<PackVocabulary>(load.Vocabulary, RowDigest.Json)!;

    private async Task<RegisterPackLoad?> LastLoadAsync(CancellationToken cancellation)
    {
        await using ProgrammeContext context = database.Create();
        return await context.PackLoads.AsNoTracking().OrderByDescending(load => load.Id).FirstOrDefaultAsync(cancellation).ConfigureAwait(false);
    }

    private async Task<Dictionary<string, string>> OutlinesAsync(AsOf asOf, CancellationToken cancellation)
    {
        await using ProgrammeContext context = database.Create();
        return await context.At<RegisterOutline>(asOf).ToDictionaryAsync(row => row.Organisation, row => row.Path, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
    }
}
