using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.Imports;

/// <summary>The newest returns of one kind with their figures, for the quarters that a table names: read once for all rows.</summary>
internal sealed class HeldReturns
{
    private readonly Dictionary<(string Organisation, string Period), RegisterReturn> _newest;
    private readonly ILookup<string, RegisterReturnFigure> _figures;

    private HeldReturns(IEnumerable<RegisterReturn> all, IEnumerable<RegisterReturnFigure> figures)
    {
        _newest = all.GroupBy(row => (row.Organisation, row.Period)).ToDictionary(group => group.Key, group => group.MaxBy(row => row.Number)!);
        _figures = figures.ToLookup(row => row.Return, StringComparer.Ordinal);
    }

    /// <param name="named">The quarters; null where a row names none.</param>
    internal static async Task<HeldReturns> OfAsync(ProgrammeContext context, string form, IEnumerable<string?> named, bool figures, CancellationToken cancellation)
    {
        string[] periods = [.. named.OfType<string>().Distinct(StringComparer.Ordinal)];
        IQueryable<RegisterReturn> all = context.Current<RegisterReturn>().Where(row => row.Form == form && periods.Contains(row.Period));
        return new HeldReturns(
            await all.ToListAsync(cancellation).ConfigureAwait(false),
            figures ? await context.Current<RegisterReturnFigure>().Where(row => all.Any(one => one.Key == row.Return)).ToListAsync(cancellation).ConfigureAwait(false) : []);
    }

    /// <summary>The newest return of an organisation for a quarter.</summary>
    internal RegisterReturn? Newest(string organisation, string period) => _newest.GetValueOrDefault((organisation, period));

    /// <summary>The figures that stand of a return.</summary>
    internal IEnumerable<RegisterReturnFigure> Figures(string key) => _figures[key];
}
