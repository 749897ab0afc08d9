using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Measured;
using Sextant.Programme.Organisations;
using Sextant.Programme.Register;

namespace Sextant.Programme.Kpis.Outlook;

/// <summary>What was registered by the end of a day, and what was last measured of it. Another is another object.</summary>
internal sealed record MeasuredMonth(AsOf Day, IReadOnlyList<TargetLine> Targets, IReadOnlyDictionary<string, MeasuredState> States)
{
    public bool Equals(MeasuredMonth? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>
/// The ends of the last months. Most changes of the register are about today: a month is read again only when the targets that were registered then are others, or something was
/// measured of that time since.
/// </summary>
internal sealed class MeasuredMonths(ProgrammeDatabase database, IMeasuredStates states)
{
    /// <summary>Two days' worth of twelve months, less today.</summary>
    private const int Most = 24;

    private readonly MeasuredRegister _whole = new(database, states);

    /// <summary>So many months back from a day, the oldest first.</summary>
    internal Task<IReadOnlyList<MeasuredMonth>> OfAsync(AsOf asOf, int months, CancellationToken cancellation) =>
        _whole.OnceAsync("months", asOf, () => ReadAsync(asOf, months, cancellation), cancellation, asOf.Date.AddMonths(-1));

    private async Task<IReadOnlyList<MeasuredMonth>> ReadAsync(AsOf asOf, int months, CancellationToken cancellation)
    {
        ProgrammeCalendar calendar = await database.CalendarAsync(cancellation).ConfigureAwait(false);
        await using ProgrammeContext context = database.Create();
        TargetDays? targets = null;
        var read = new List<MeasuredMonth>();
        for (int back = months; back > 0; back--)
        {
            AsOf day = asOf with { Date = asOf.Date.AddMonths(-back) };

            // The reading is told by its signature, not by its tables: these change with every target of today.
            read.Add(await _whole.OnceAsync(
                "month", (day, await SignatureAsync(context, day, cancellation).ConfigureAwait(false)), async () => (await TablesRead.RecordAsync(() => MonthAsync(day)).ConfigureAwait(false)).Value,
                cancellation, day.Date.AddDays(1), Most).ConfigureAwait(false));
        }

        return read;

        async Task<MeasuredMonth> MonthAsync(AsOf day)
        {
            targets ??= await TargetDays.OpenAsync(context, asOf, cancellation).ConfigureAwait(false);
            IReadOnlyList<TargetLine> own = targets.On(day.Date, [.. await OrganisationStore.SlugsAsync(context, day, cancellation).ConfigureAwait(false)]);
            IReadOnlyDictionary<string, MeasuredState> measured = await states.BeforeAsync([.. own.Select(target => target.Key)], calendar.EndOf(day), cancellation).ConfigureAwait(false);

            // Keys are those of the lines, and evidence is nobody's here: twelve months of a country are held.
            return new MeasuredMonth(day, own, own.Where(target => measured.ContainsKey(target.Key)).ToDictionary(target => target.Key, target => measured[target.Key] with { Target = target.Key, Evidence = null }, StringComparer.Ordinal));
        }
    }

    // Rows are only added: of two sets of rows that held at different times the later one has a greater id if anything came, and fewer rows if things only went.
    private static async Task<(int Targets, long Last, int Units, long LastUnit)> SignatureAsync(ProgrammeContext context, AsOf day, CancellationToken cancellation)
    {
        IQueryable<RegisterTarget> targets = context.At<RegisterTarget>(day);
        IQueryable<RegisterOrganisation> units = context.At<RegisterOrganisation>(day);
        return (
            await targets.CountAsync(cancellation).ConfigureAwait(false), await targets.MaxAsync(row => (long?)row.Id, cancellation).ConfigureAwait(false) ?? 0,
            await units.CountAsync(cancellation).ConfigureAwait(false), await units.MaxAsync(row => (long?)row.Id, cancellation).ConfigureAwait(false) ?? 0);
    }
}
