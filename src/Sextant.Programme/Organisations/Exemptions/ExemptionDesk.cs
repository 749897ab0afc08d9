using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Organisations.Exemptions;

/// <summary>Where exemptions are written down: always with a reason, who decided, and an end.</summary>
public sealed class ExemptionDesk(ProgrammeDatabase database, TimeProvider clock)
{
    /// <summary>3 years: what needs longer is decided again, so that no exemption is forgotten.</summary>
    public const int MostYears = 3;

    private readonly AuditedRegister _register = new(database, clock);

    /// <summary>Writes an exemption down, or changes one; gives its key.</summary>
    /// <exception cref="RefusedException">Something of it cannot be, or the viewer may not.</exception>
    public Task<string> RecordAsync(ExemptionDraft draft, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(viewer, "exemption.record", null, async (context, writer) =>
        {
            RegisterExemption? held = draft.Key is { } key ? await context.HeldAsync<RegisterExemption>(key, "exemption-none", cancellation).ConfigureAwait(false) : null;
            RegisterOrganisation unit = await context.HeldAsync<RegisterOrganisation>(draft.Organisation, "organisation-none", cancellation).ConfigureAwait(false);
            (DateOnly from, DateOnly until) = Days(draft, unit);
            var row = new RegisterExemption
            {
                Key = held?.Key ?? await context.NewIdAsync<RegisterExemption>(unit.Key, cancellation).ConfigureAwait(false),
                Organisation = unit.Key, Target = await TargetAsync(context, draft, from, cancellation).ConfigureAwait(false), Criterion = await CriterionAsync(context, draft.Criterion, cancellation).ConfigureAwait(false),
                Why = Written.Text(draft.Why, "exemption-why", 2000), DecidedBy = Written.Line(draft.DecidedBy, "exemption-by", 300),
                Document = string.IsNullOrWhiteSpace(draft.Document) ? null : (await context.DocumentAsync(draft.Document, cancellation).ConfigureAwait(false)).Key,
                ValidFrom = from, ValidUntil = until,
            };
            await OnlyOneAsync(context, row, cancellation).ConfigureAwait(false);
            await writer.PutAsync(row, null, cancellation).ConfigureAwait(false);
            return row.Key;
        }, cancellation);

    /// <summary>An exemption was written down by mistake.</summary>
    public Task TakeBackAsync(string key, string reason, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(viewer, "exemption.take-back", reason, async (context, writer) =>
        {
            await writer.TakeBackAsync(await context.HeldAsync<RegisterExemption>(key, "exemption-none", cancellation).ConfigureAwait(false), reason, cancellation).ConfigureAwait(false);
            return true;
        }, cancellation);

    /// <summary>The first and the last day, within the bound and the life of the organisation.</summary>
    internal static (DateOnly From, DateOnly Until) Days(ExemptionDraft draft, RegisterOrganisation unit)
    {
        if (draft.From is not { Year: >= 1997 and <= 2100 } from || draft.Until is not { Year: >= 1997 and <= 2100 } until || until < from || until > from.AddYears(MostYears))
        {
            throw new RefusedException("exemption-days", MostYears);
        }

        return from < unit.ValidFrom || until > unit.ValidUntil ? throw new RefusedException("exemption-outside-life", unit.Key) : (from, until);
    }

    /// <summary>The target, by its key or as a site's name; one of those that the organisation has on the first day.</summary>
    internal static string? Target(ExemptionDraft draft, IReadOnlyCollection<string> had)
    {
        string? typed = Written.OptionalLine(draft.Target, "exemption-target", 300);
        return typed is null ? null : had.FirstOrDefault(key => key == typed || key == "site:" + typed) ?? throw new RefusedException("exemption-target-none", typed);
    }

    /// <summary>The criterion, by its id.</summary>
    internal static string? Criterion(string? criterion, IReadOnlySet<string> known)
    {
        string? typed = Written.OptionalLine(criterion, "exemption-criterion", 40)?.ToUpperInvariant();
        return typed is null || known.Contains(typed) ? typed : throw new RefusedException("exemption-criterion", typed);
    }

    private static async Task<string?> TargetAsync(ProgrammeContext context, ExemptionDraft draft, DateOnly from, CancellationToken cancellation) => Target(
        draft, await context.At<RegisterTarget>(new AsOf(from)).Where(row => row.Organisation == draft.Organisation).Select(row => row.TargetKey).ToListAsync(cancellation).ConfigureAwait(false));

    private static async Task<string?> CriterionAsync(ProgrammeContext context, string? criterion, CancellationToken cancellation) =>
        Criterion(criterion, (await context.Current<RegisterCriterion>().Select(row => row.Key).ToListAsync(cancellation).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal));

    /// <summary>The same is exempted once at a time: who asks until when finds one answer.</summary>
    private static async Task OnlyOneAsync(ProgrammeContext context, RegisterExemption row, CancellationToken cancellation)
    {
        RegisterExemption? other = await context.Set<RegisterExemption>().AsNoTracking().FirstOrDefaultAsync(
            one => one.SupersededAt == null && !one.Withdrawn && one.Key != row.Key && one.Organisation == row.Organisation && one.Target == row.Target && one.Criterion == row.Criterion
                && one.ValidFrom <= row.ValidUntil && one.ValidUntil >= row.ValidFrom, cancellation).ConfigureAwait(false);
        if (other is not null)
        {
            throw new RefusedException("exemption-twice", other.ValidUntil!.Value.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    private Task<T> WriteAsync<T>(Viewer viewer, string action, string? reason, Func<ProgrammeContext, RegisterWriter, Task<T>> work, CancellationToken cancellation) =>
        viewer.Has(Right.KeepUnits) ? _register.WriteAsync(new RegisterChange(viewer.Actor, action, reason), work, cancellation) : throw new RefusedException("not-allowed");
}
