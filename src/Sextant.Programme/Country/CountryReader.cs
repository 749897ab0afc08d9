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
    private readonly MeasuredRegister _whole = new(database, states);

    /// <summary>Which country is loaded; null when no pack is.</summary>
    public Task<CountryHeader?> HeaderAsync(CancellationToken cancellation = default) => database.Memory.OnceAsync("header", 0, async () =>
    {
        RegisterPackLoad? load = await LastLoadAsync(cancellation).ConfigureAwait(false);
        return load is null ? null : Header(load);
    }, cancellation);

    /// <summary>The country on one page.</summary>
    /// <exception cref="NoPackException">No pack was loaded.</exception>
    public async Task<CountryOverview> OverviewAsync(AsOf asOf, CancellationToken cancellation = default)
    {
        CountryHeader header = await HeaderAsync(cancellation).ConfigureAwait(false) ?? throw new NoPackException();
        var kpis = new KpiReader(database, states, _options);
        KpiInputs inputs = await kpis.InputsAsync(asOf, new OrganisationFilter(), cancellation).ConfigureAwait(false);
        (int measured, DateTimeOffset? last) = await _whole.OnceAsync("overview", asOf, () => MeasuredInAllAsync(inputs, asOf, cancellation), cancellation).ConfigureAwait(false);
        return new CountryOverview(
            header, asOf,
            inputs.Organisations.CountBy(unit => unit.Kind).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal),
            await kpis.ReportAsync(asOf, inputs, cancellation).ConfigureAwait(false), inputs.Targets.Count, measured, last);
    }

    // Asks for targets and states itself, so that it is known what the answer rests on.
    private async Task<(int Measured, DateTimeOffset? Last)> MeasuredInAllAsync(KpiInputs inputs, AsOf asOf, CancellationToken cancellation)
    {
        IReadOnlyList<TargetLine> targets = await _whole.TargetsAsync(asOf, cancellation).ConfigureAwait(false);
        IReadOnlyDictionary<string, MeasuredState> all = await _whole.StatesAsync(asOf, cancellation).ConfigureAwait(false);
        KpiInputs own = inputs with { Targets = targets, States = all };
        return (targets.Count(target => own.Countable(target.Key) is not null), all.Count == 0 ? null : all.Values.Max(state => state.MeasuredAt));
    }

    /// <summary>One indicator with history, path, forecast and contributions; null when there is none of that id.</summary>
    public Task<KpiOutlook?> OutlookAsync(string id, AsOf asOf, CancellationToken cancellation = default) =>
        new OutlookReader(database, states, _options).ReadAsync(id, asOf, cancellation);

    /// <summary>All figures that are counted unit by unit, or those of one indicator, taken apart.</summary>
    internal Task<IReadOnlyList<(string Id, FigureParts Part)>> PartsAsync(string? indicator, AsOf asOf, CancellationToken cancellation) =>
        new OutlookReader(database, states, _options).PartsAsync(indicator, asOf, cancellation);

    /// <summary>Reads and counts what the pages of a day rest on, so that it is remembered when somebody asks.</summary>
    internal async Task PrepareAsync(AsOf asOf, CancellationToken cancellation)
    {
        await OverviewAsync(asOf, cancellation).ConfigureAwait(false);
        await MapAsync(asOf, cancellation).ConfigureAwait(false);
        await StatesAsync(asOf, cancellation).ConfigureAwait(false);
        await MeasuredByUnitAsync(new OrganisationFilter(), asOf, cancellation).ConfigureAwait(false);
        await new OutlookReader(database, states, _options).PrepareAsync(asOf, cancellation).ConfigureAwait(false);
    }

    /// <summary>The units that have an outline on a day, with the state of their portals.</summary>
    /// <exception cref="NoPackException">No pack was loaded.</exception>
    public Task<CountryMap> MapAsync(AsOf asOf, CancellationToken cancellation = default) => _whole.OnceAsync("map", asOf, () => ReadMapAsync(asOf, cancellation), cancellation);

    private async Task<CountryMap> ReadMapAsync(AsOf asOf, CancellationToken cancellation)
    {
        RegisterPackLoad load = await LastLoadAsync(cancellation).ConfigureAwait(false) ?? throw new NoPackException();
        CountryHeader header = Header(load);
        Dictionary<string, string> outlines = await OutlinesAsync(asOf, cancellation).ConfigureAwait(false);
        IReadOnlyList<OrganisationLine> units = await _whole.OrganisationsAsync(asOf, cancellation).ConfigureAwait(false);
        IReadOnlyList<TargetLine> targets = await _whole.TargetsAsync(asOf, cancellation).ConfigureAwait(false);
        Dictionary<string, string> portals = targets.Where(target => target is { Kind: "site", Role: "portal" } && outlines.ContainsKey(target.Organisation))
            .DistinctBy(target => target.Organisation, StringComparer.Ordinal).ToDictionary(target => target.Organisation, target => target.Key, StringComparer.Ordinal);
        DateTimeOffset end = header.Calendar.EndOf(asOf);
        IReadOnlyDictionary<string, MeasuredState> measured = await _whole.StatesAsync(asOf, cancellation).ConfigureAwait(false);
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
        IReadOnlyDictionary<string, MeasuredState> measured = await _whole.StatesAsync([.. organisation.Targets.Select(target => target.Key)], asOf, cancellation).ConfigureAwait(false);
        return [.. organisation.Targets.Select(target => new MeasuredTarget(target, measured.GetValueOrDefault(target.Key)))];
    }

    /// <summary>The last state of every target of the organisations of a filter on a day, whatever its age.</summary>
    public Task<IReadOnlyList<MeasuredTarget>> MeasuredAsync(OrganisationFilter filter, AsOf asOf, CancellationToken cancellation = default) =>
        filter.IsAll ? _whole.OnceAsync("measured", asOf, () => ReadMeasuredAsync(filter, asOf, cancellation), cancellation) : ReadMeasuredAsync(filter, asOf, cancellation);

    /// <summary>The same by organisation.</summary>
    internal Task<ILookup<string, MeasuredTarget>> MeasuredByUnitAsync(OrganisationFilter filter, AsOf asOf, CancellationToken cancellation)
    {
        return filter.IsAll ? _whole.OnceAsync("measured-by-unit", asOf, ByUnitAsync, cancellation) : ByUnitAsync();

        async Task<ILookup<string, MeasuredTarget>> ByUnitAsync() =>
            (await MeasuredAsync(filter, asOf, cancellation).ConfigureAwait(false)).ToLookup(target => target.Target.Organisation, StringComparer.Ordinal);
    }

    /// <summary>How many targets of the country are in which class, by kind and by unit.</summary>
    public Task<CountryStates> StatesAsync(AsOf asOf, CancellationToken cancellation = default) => _whole.OnceAsync(
        "classes", asOf, async () => CountryStates.Of(await MeasuredAsync(new OrganisationFilter(), asOf, cancellation).ConfigureAwait(false)), cancellation);

    /// <summary>The same with the units that have ended, where these are asked for.</summary>
    public async Task<CountryStates> StatesAsync(OrganisationFilter filter, AsOf asOf, CancellationToken cancellation = default) =>
        filter.Ended ? CountryStates.Of(await MeasuredAsync(filter, asOf, cancellation).ConfigureAwait(false)) : await StatesAsync(asOf, cancellation).ConfigureAwait(false);

    private async Task<IReadOnlyList<MeasuredTarget>> ReadMeasuredAsync(OrganisationFilter filter, AsOf asOf, CancellationToken cancellation)
    {
        if (!filter.IsAll)
        {
            return await MeasuredAsync(await new TargetStore(database).ListAsync(filter, asOf, cancellation).ConfigureAwait(false), asOf, cancellation).ConfigureAwait(false);
        }

        DateTimeOffset end = (await database.CalendarAsync(cancellation).ConfigureAwait(false)).EndOf(asOf);
        return Told(await _whole.TargetsAsync(asOf, cancellation).ConfigureAwait(false), await _whole.StatesAsync(asOf, cancellation).ConfigureAwait(false), end);
    }

    /// <summary>The last state of targets that are at hand.</summary>
    public async Task<IReadOnlyList<MeasuredTarget>> MeasuredAsync(IReadOnlyList<TargetLine> targets, AsOf asOf, CancellationToken cancellation = default)
    {
        DateTimeOffset end = (await database.CalendarAsync(cancellation).ConfigureAwait(false)).EndOf(asOf);
        return Told(targets, await _whole.StatesAsync([.. targets.Select(target => target.Key)], asOf, cancellation).ConfigureAwait(false), end);
    }

    private IReadOnlyList<MeasuredTarget> Told(IReadOnlyList<TargetLine> targets, IReadOnlyDictionary<string, MeasuredState> measured, DateTimeOffset end)
    {
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
