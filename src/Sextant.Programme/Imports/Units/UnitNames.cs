using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.Imports.Units;

/// <summary>Organisations by their slug, or by the name that one of them has on a day.</summary>
internal sealed class UnitNames
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

    /// <summary>Whether a unit is meant by its slug, or by a name that it has on a day.</summary>
    internal bool IsCalled(string unit, string written, DateOnly day) => unit == written
        || (_byName.GetValueOrDefault(Folded.Of(written)) ?? []).Any(row => row.Organisation == unit && !row.Withdrawn && !(row.ValidFrom > day) && !(row.ValidUntil < day));

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
