using Sextant.Programme.Cases;
using Sextant.Programme.Measured;
using Sextant.Programme.Register;
using Sextant.Programme.Returns;

namespace Sextant.Programme.Papers.Units;

/// <summary>Gathers what is not everybody's of units: what they declared, their open objections, and their newest signed returns.</summary>
internal sealed class OwnReader(ProgrammeDatabase database, IMeasuredStates states)
{
    internal async Task<Dictionary<string, UnitOwn>> ReadAsync(string[] units, AsOf asOf, CancellationToken cancellation)
    {
        var cases = new CaseStore(database, states);
        ILookup<string, DeclarationView> declared = (await cases.DeclarationsAsync(asOf, units.Length == 1 ? units[0] : null, cancellation).ConfigureAwait(false)).ToLookup(one => one.Organisation, StringComparer.Ordinal);
        ILookup<string, CaseView> open = (await cases.CasesAsync(units, cancellation).ConfigureAwait(false)).Where(one => one.State != "decided").ToLookup(one => one.Organisation, StringComparer.Ordinal);
        ILookup<string, ReturnView> returns = (await new ReturnReader(database).NewestAsync(units, asOf, cancellation).ConfigureAwait(false)).ToLookup(one => one.Says.Organisation, StringComparer.Ordinal);
        return units.ToDictionary(unit => unit, unit => new UnitOwn([.. declared[unit]], [.. open[unit]], [.. returns[unit]]), StringComparer.Ordinal);
    }
}
