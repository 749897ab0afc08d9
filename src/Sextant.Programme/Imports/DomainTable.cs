using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Imports.Lists;
using Sextant.Programme.Imports.Lists.Units;
using Sextant.Programme.Organisations;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;
using Sextant.Wire.Names;

namespace Sextant.Programme.Imports;

/// <summary>Organisations' domains: what of whom is measured, since when and until when.</summary>
public sealed class DomainTable : ImportForm, IListTable
{
    /// <summary>Id of the form.</summary>
    public const string Id = "organisation-domains";

    private static readonly string[] Kinds = ["site", "mail", "zone"];
    private static readonly string[] Roles = ["portal", "public-services", "government-portal", "service"];

    /// <inheritdoc/>
    public override TableForm Table { get; } = new(
        Id, [new("organisation"), new("organisation-name", false), new("target-kind"), new("domain"), new("target-role", false), new("from", false), new("until", false)]);

    /// <inheritdoc/>
    public override Right Right => Right.KeepTargets;

    /// <inheritdoc/>
    public Right ReadRight => Right.ReadPublished;

    /// <inheritdoc/>
    public IReadOnlyList<ListFilter> Filters => UnitChoice.Filters;

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation)
    {
        Func<string?, string?> names = await reading.NamesAsync(cancellation).ConfigureAwait(false);
        IReadOnlyList<TargetLine> targets = await new TargetStore(reading.Database).ListAsync(new OrganisationFilter(), reading.AsOf, cancellation).ConfigureAwait(false);
        if (UnitChoice.IsMade(reading))
        {
            HashSet<string> units = [.. (await UnitChoice.OfAsync(reading, cancellation).ConfigureAwait(false)).Select(unit => unit.Slug)];
            targets = [.. targets.Where(target => units.Contains(target.Organisation))];
        }

        return new WrittenTable(Table, [.. targets.Select(target => (object?[])
        [
            target.Organisation, names(target.Organisation), reading.Word("target-kind", target.Kind), target.Domain, reading.Word("target-role", target.Role), target.From, target.Until,
        ])]);
    }

    internal override async Task ReadAsync(ImportReading reading, CancellationToken cancellation)
    {
        List<Wanted> wanted = [.. reading.Table.Rows.Select(row => Read(reading, row)).OfType<Wanted>()];
        Dictionary<string, RegisterTarget[]> held = (await HeldAsync(reading.Context, [.. wanted.Select(one => one.Target).Distinct()], cancellation).ConfigureAwait(false))
            .GroupBy(row => row.TargetKey, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        foreach (Wanted one in wanted)
        {
            Put(reading, one, held.GetValueOrDefault(one.Target) ?? []);
        }
    }

    private static Wanted? Read(ImportReading reading, TableRow row)
    {
        string? organisation = reading.Organisation(row, "organisation", required: true);
        string? kind = row.Word("target-kind", "target-kind", Kinds, required: true);
        string? typed = row.Text("domain", required: true, 253);
        string? role = row.Word("target-role", "target-role", Roles);
        (DateOnly? from, DateOnly? until) = (row.Day("from"), row.Day("until"));
        HostName? name = null;
        if (typed is not null && !HostName.TryParse(typed, out name, out _))
        {
            row.Fault("domain", "host", Quoted.Of(typed));
        }

        if (until < from)
        {
            row.Fault("until", "until-before-from");
        }

        return organisation is not null && kind is not null && name is not null && reading.First(row, $"{kind}:{name.Ascii} {from}")
            ? new Wanted(row, organisation, kind, name, role, from, until) : null;
    }

    /// <summary>A correction of what the organisation has, or something new; never what is another's on one of the days.</summary>
    private static void Put(ImportReading reading, Wanted one, RegisterTarget[] held)
    {
        RegisterTarget? own = held.Where(row => row.Organisation == one.Organisation && Overlaps(row, one)).OrderBy(row => row.ValidFrom).FirstOrDefault();
        if (held.FirstOrDefault(row => row.Organisation != one.Organisation && Overlaps(row, one)) is { } other)
        {
            one.Row.Fault("domain", "target-taken", other.Organisation);
        }
        else if (own is not null && one.From is { } from && own.ValidFrom != from)
        {
            one.Row.Fault("from", "target-since", own.ValidFrom is { } since ? since.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : "–");
        }
        else if (own is null)
        {
            reading.Put(RegisterKeys.TargetRow(one.Organisation, one.Kind, one.Name, one.Role ?? "service", "confirmed", one.From, one.Until), one.Row.Number);
        }
        else
        {
            var row = (RegisterTarget)own.Next();
            (row.Role, row.ValidUntil) = (one.Role ?? row.Role, one.Row.Has("until") ? one.Until : row.ValidUntil);
            reading.Put(row, one.Row.Number);
        }
    }

    private static bool Overlaps(RegisterTarget row, Wanted one) =>
        (row.ValidUntil is null || one.From is null || row.ValidUntil >= one.From) && (row.ValidFrom is null || one.Until is null || row.ValidFrom <= one.Until);

    private static async Task<List<RegisterTarget>> HeldAsync(ProgrammeContext context, string[] targets, CancellationToken cancellation)
    {
        var held = new List<RegisterTarget>();
        foreach (string[] some in targets.Chunk(500))
        {
            held.AddRange(await context.Set<RegisterTarget>().AsNoTracking().Where(row => some.Contains(row.TargetKey) && row.SupersededAt == null && !row.Withdrawn).ToListAsync(cancellation).ConfigureAwait(false));
        }

        return held;
    }

    private sealed record Wanted(TableRow Row, string Organisation, string Kind, HostName Name, string? Role, DateOnly? From, DateOnly? Until)
    {
        internal string Target => $"{Kind}:{Name.Ascii}";
    }
}
