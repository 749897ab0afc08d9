using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports.Units;

/// <summary>The units to which a plan of a year can give tasks: those that exist in that year, called as they are called then, whatever became of them by today.</summary>
internal sealed class PlanUnits
{
    private readonly UnitNames _names;
    private readonly Dictionary<string, (DateOnly? From, DateOnly? Until)> _days;
    private readonly ILookup<string, string> _heirs;
    private readonly (DateOnly First, DateOnly Last) _year;
    private readonly DateOnly _day;

    private PlanUnits(UnitNames names, Dictionary<string, (DateOnly?, DateOnly?)> days, ILookup<string, string> heirs, (int Year, DateOnly Today) at)
    {
        (_names, _days, _heirs) = (names, days, heirs);
        _year = (new DateOnly(at.Year, 1, 1), new DateOnly(at.Year, 12, 31));
        _day = at.Today < _year.First ? _year.First : at.Today > _year.Last ? _year.Last : at.Today;
    }

    internal static async Task<PlanUnits> OpenAsync(ImportReading reading, int year, CancellationToken cancellation)
    {
        ProgrammeContext context = reading.Context;
        Dictionary<string, (DateOnly?, DateOnly?)> days = (await context.Current<RegisterOrganisation>().Select(row => new { row.Key, row.ValidFrom, row.ValidUntil }).ToListAsync(cancellation).ConfigureAwait(false))
            .ToDictionary(row => row.Key, row => (row.ValidFrom, row.ValidUntil), StringComparer.Ordinal);
        ILookup<string, string> heirs = (await context.Current<RegisterRelation>().Where(row => row.Kind != UnitEventWords.PartOf).Select(row => new { row.From, row.To }).Distinct().ToListAsync(cancellation).ConfigureAwait(false))
            .ToLookup(row => row.From, row => row.To, StringComparer.Ordinal);
        return new PlanUnits(await UnitNames.OpenAsync(context, cancellation).ConfigureAwait(false), days, heirs, (year, reading.Today));
    }

    /// <summary>The unit that is named; null, with a fault, where there is none in the year, or more than one.</summary>
    internal string? Of(TableRow row, string column, string? written)
    {
        if (written is null)
        {
            return null;
        }

        // Whoever bears the name on the plan's day is meant; a name of another day of the year is nobody else's.
        string[] called = [.. _names.Candidates(written).Where(_days.ContainsKey)];
        string[] then = [.. called.Where(unit => Exists(unit, _day, _day) && _names.IsCalled(unit, written, _day))];
        string[] found = then.Length > 0 ? then : [.. called.Where(unit => Exists(unit, _year.First, _year.Last))];
        if (found.Length == 1)
        {
            return found[0];
        }

        if (found.Length > 1)
        {
            row.Fault(column, "organisation-several", Quoted.Of(written));
        }
        else if (called.Length > 0 && _days[called[0]].Until is { } until && until < _year.First)
        {
            string heirs = string.Join(", ", called.SelectMany(unit => _heirs[unit]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
            row.Fault(column, "organisation-over", Quoted.Of(written), until.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture), heirs.Length > 0 ? heirs : "–");
        }
        else
        {
            row.Fault(column, "organisation-none", Quoted.Of(written));
        }

        return null;
    }

    private bool Exists(string unit, DateOnly first, DateOnly last) => _days[unit] is var (from, until) && !(from > last) && !(until < first);
}
