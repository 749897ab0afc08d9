using System.Globalization;
using Sextant.Checks.Judging;
using Sextant.Programme.Country;
using Sextant.Programme.Organisations;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports.Lists.Units;

/// <summary>The services of organisations with what was last measured of each by the day: its class, what fails, from where and when.</summary>
public sealed class ServiceList : IListTable
{
    /// <inheritdoc/>
    public TableForm Table { get; } = new(
        "unit-services",
        [
            new("organisation"), new("unit-name"), new("target-kind"), new("domain"), new("target-role"), new("service-class"), new("service-level"), new("service-counts"), new("service-failing"),
            new("service-measured"), new("service-vantage"), new("service-evidence"),
        ]);

    /// <inheritdoc/>
    public Right ReadRight => Right.ReadPublished;

    /// <inheritdoc/>
    public bool HasScope => false;

    /// <inheritdoc/>
    public IReadOnlyList<ListFilter> Filters => UnitChoice.Filters;

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation)
    {
        Func<string?, string?> names = await reading.NamesAsync(cancellation).ConfigureAwait(false);
        ProgrammeCalendar calendar = await reading.Database.CalendarAsync(cancellation).ConfigureAwait(false);
        (string? service, string? state) = (reading.Chosen("service"), reading.Chosen("state"));
        IReadOnlyList<MeasuredTarget> measured = await reading.Country.MeasuredAsync(new OrganisationFilter { Ended = reading.Chosen("ended") == "true" }, reading.AsOf, cancellation).ConfigureAwait(false);
        if (UnitChoice.IsMade(reading))
        {
            HashSet<string> units = [.. (await UnitChoice.OfAsync(reading, cancellation).ConfigureAwait(false)).Select(unit => unit.Slug)];
            measured = [.. measured.Where(one => units.Contains(one.Target.Organisation))];
        }

        return new WrittenTable(Table, [.. measured.Where(one => (service is null || one.Target.Kind == service) && (state is null || CountryStates.Word(one.Counted?.Class) == state)).Select(one => (object?[])
        [
            one.Target.Organisation, names(one.Target.Organisation), reading.Word("target-kind", one.Target.Kind), one.Target.Domain, reading.Word("target-role", one.Target.Role),
            reading.Word("class", CountryStates.Word(one.State?.Class)), one.State?.Level.ToString(), one.State is null ? null : reading.YesNo(one.Counted is not null), Failing(one),
            one.State is { } at ? TimeZoneInfo.ConvertTime(at.MeasuredAt, calendar.Zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : null, one.State?.Vantage, one.State?.Evidence,
        ])]);
    }

    private static string? Failing(MeasuredTarget one) =>
        string.Join(", ", (one.State?.Criteria ?? new Dictionary<string, Verdict>()).Where(pair => pair.Value == Verdict.Fail).Select(pair => pair.Key).Order(StringComparer.Ordinal)) is { Length: > 0 } said ? said : null;
}
