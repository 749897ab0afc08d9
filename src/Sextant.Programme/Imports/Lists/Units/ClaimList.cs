using Sextant.Programme.Domains;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;
using Sextant.Wire;

namespace Sextant.Programme.Imports.Lists.Units;

/// <summary>Domains that units claim: those that hold for everybody, what is only said for who may claim for the unit or read whom to write to.</summary>
public sealed class ClaimList : IListTable
{
    /// <inheritdoc/>
    public TableForm Table { get; } = new(
        "domain-claims",
        [
            new("organisation"), new("unit-name"), new("domain"), new("claim-kinds"), new("claim-standing"), new("claim-way"), new("claim-proven"), new("claim-until"), new("claim-reason"),
            new("claim-registered"),
        ]);

    /// <inheritdoc/>
    public Right ReadRight => Right.ReadPublished;

    /// <inheritdoc/>
    public bool HasScope => false;

    /// <inheritdoc/>
    public bool IsFleeting => true;

    /// <inheritdoc/>
    public IReadOnlyList<ListFilter> Filters { get; } = [new("state", ListReading.WordsOf<DomainStanding>())];

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation)
    {
        ProgrammeCalendar calendar = await reading.Database.CalendarAsync(cancellation).ConfigureAwait(false);
        DomainStanding? state = reading.ChosenWord<DomainStanding>("state");
        var rows = new List<object?[]>();
        foreach (DomainView one in await new DomainStore(reading.Database, reading.Clock).ListAsync(null, reading.AsOf, cancellation).ConfigureAwait(false))
        {
            if ((state is null || one.Standing == state) && (one.Holds || await MayAsync(reading, one.Organisation, cancellation).ConfigureAwait(false)))
            {
                rows.Add([
                    one.Organisation, one.OrganisationName.In(reading.Language), one.Domain, Kinds(reading, one.Kinds), reading.Word("claim-standing", FailureWords.Kebab(one.Standing.ToString())),
                    reading.Word("claim-way", one.Way), one.ProvenAt is { } proven ? calendar.DateOf(proven) : null, one.HoldsUntil is { } until ? calendar.DateOf(until) : null, one.Reason,
                    Kinds(reading, one.Registered)]);
            }
        }

        return new WrittenTable(Table, rows);
    }

    private static async Task<bool> MayAsync(ListReading reading, string organisation, CancellationToken cancellation) =>
        await reading.MayAsync(Right.ClaimDomains, organisation, cancellation).ConfigureAwait(false) || await reading.MayAsync(Right.ReadContacts, organisation, cancellation).ConfigureAwait(false);

    private static string? Kinds(ListReading reading, IEnumerable<string> kinds) => string.Join(", ", kinds.Select(kind => reading.Word("target-kind", kind))) is { Length: > 0 } said ? said : null;
}
