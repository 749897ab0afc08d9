using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Returns;

/// <summary>What the office settles about returns: who owes which, for which quarter until when, and which networks and brands are counted with whom.</summary>
public sealed class ReturnOffice(ProgrammeDatabase database, TimeProvider clock)
{
    private readonly AuditedRegister _register = new(database, clock);

    /// <summary>An organisation owes a return from a day on.</summary>
    /// <exception cref="RefusedException"><c>return-counted-with</c>: it is part of an organisation of its own kind, with which it is counted.</exception>
    public Task OweAsync(string organisation, string form, DateOnly? from, Viewer viewer, CancellationToken cancellation = default) => WriteAsync("return.owe", null, viewer, async (context, writer) =>
    {
        RegisterOrganisation unit = await context.HeldAsync<RegisterOrganisation>(organisation, "organisation-none", cancellation).ConfigureAwait(false);
        string[] above = await context.Current<RegisterRelation>().Where(row => row.From == organisation && row.Kind == "part-of" && row.ValidUntil == null).Select(row => row.To).ToArrayAsync(cancellation).ConfigureAwait(false);
        string? whole = await context.Current<RegisterOrganisation>().Where(row => above.Contains(row.Key) && row.Kind == unit.Kind).Select(row => row.Key).FirstOrDefaultAsync(cancellation).ConfigureAwait(false)
            ?? await context.Current<RegisterHolding>().Where(row => row.Kind == "brand" && (row.Name == organisation || row.Key == "brand/" + organisation || row.Key.StartsWith("brand/" + organisation + "/"))
                && (row.ValidUntil == null || row.ValidUntil >= from)).Select(row => row.Organisation).FirstOrDefaultAsync(cancellation).ConfigureAwait(false);
        if (whole is not null)
        {
            throw new RefusedException("return-counted-with", whole);
        }

        RegisterReturnDuty[] held = await HeldAsync(context, organisation, Form(form), cancellation).ConfigureAwait(false);
        if (held.FirstOrDefault(row => row.ValidUntil is null || from is null || row.ValidUntil >= from.Value.AddDays(-1)) is not { } reached)
        {
            // What it owed before and was released from stays owed: this is a further time.
            await writer.PutAsync(new RegisterReturnDuty { Key = RegisterKeys.Duty(organisation, form, held, from), Organisation = organisation, Form = form, ValidFrom = from }, null, cancellation).ConfigureAwait(false);
            return true;
        }

        foreach (RegisterReturnDuty later in held.SkipWhile(row => row != reached).Skip(1))
        {
            var within = (RegisterReturnDuty)later.Next();
            within.Withdrawn = true;
            await writer.PutAsync(within, null, cancellation).ConfigureAwait(false);
        }

        // What is owed to this day has its first day corrected; what had ended goes on.
        var row = (RegisterReturnDuty)reached.Next();
        (row.ValidFrom, row.ValidUntil) = (reached.ValidUntil is null || from is null || from < reached.ValidFrom ? from : reached.ValidFrom, null);
        await writer.PutAsync(row, null, cancellation).ConfigureAwait(false);
        return true;
    }, cancellation);

    /// <summary>An organisation owes a return no longer; what it handed in stays.</summary>
    /// <param name="release">Why, and the first day on which it owes none: quarters that ended before stay owed. No day: it never did, since it last began to.</param>
    public Task ReleaseAsync(string organisation, string form, (string Reason, DateOnly? From) release, Viewer viewer, CancellationToken cancellation = default) => WriteAsync("return.release", release.Reason, viewer, async (context, writer) =>
    {
        RegisterReturnDuty held = (await HeldAsync(context, organisation, form, cancellation).ConfigureAwait(false)).LastOrDefault() ?? throw new RefusedException("return-not-owed", organisation);
        if (release.From is { } from && (held.ValidFrom is null || held.ValidFrom < from))
        {
            var row = (RegisterReturnDuty)held.Next();
            row.ValidUntil = from.AddDays(-1);
            await writer.PutAsync(row, Written.Line(release.Reason, "reason"), cancellation).ConfigureAwait(false);
        }
        else
        {
            await writer.TakeBackAsync(held, release.Reason, cancellation).ConfigureAwait(false);
        }

        return true;
    }, cancellation);

    /// <summary>Returns are asked for, for a quarter until a day; asked again, the day moves.</summary>
    public Task AskAsync(string form, string period, DateOnly due, Viewer viewer, CancellationToken cancellation = default) => WriteAsync("return.ask", null, viewer, async (_, writer) =>
    {
        Quarter quarter = Quarter.Read(period) ?? throw new RefusedException("return-period");
        if (due <= quarter.LastDay || due > quarter.LastDay.AddYears(1))
        {
            throw new RefusedException("return-due");
        }

        await writer.PutAsync(new RegisterReturnPeriod { Key = $"{Form(form)}/{quarter}", Form = form, Period = quarter.ToString(), Due = due }, null, cancellation).ConfigureAwait(false);
        return true;
    }, cancellation);

    /// <summary>Returns were asked for by mistake: taken back as long as none was handed in. What was begun stays, and counts again when the quarter is asked for again.</summary>
    /// <exception cref="RefusedException"><c>return-received</c>: some were handed in.</exception>
    public Task WithdrawAsync(string form, string period, string reason, Viewer viewer, CancellationToken cancellation = default) => WriteAsync("return.withdraw", reason, viewer, async (context, writer) =>
    {
        RegisterReturnPeriod held = await context.HeldAsync<RegisterReturnPeriod>($"{form}/{period}", "return-not-asked", cancellation).ConfigureAwait(false);
        int received = await context.Current<RegisterReturn>().Where(row => row.Form == form && row.Period == period && (row.State != "draft" || row.Number > 1)).Select(row => row.Organisation).Distinct().CountAsync(cancellation).ConfigureAwait(false);
        if (received > 0)
        {
            throw new RefusedException("return-received", received);
        }

        await writer.TakeBackAsync(held, reason, cancellation).ConfigureAwait(false);
        return true;
    }, cancellation);

    /// <summary>A network or a brand is an organisation's: each is counted with one alone on a day. Said again with days, these are put right.</summary>
    /// <param name="kind"><c>network</c> or <c>brand</c>.</param>
    /// <param name="name">The number of the network; the slug of the brand's organisation, or the brand's name.</param>
    /// <param name="days">The first and the last day; null: since always, and still.</param>
    public Task HoldAsync(string organisation, string kind, string name, Viewer viewer, (DateOnly? From, DateOnly? Until) days = default, CancellationToken cancellation = default) =>
        WriteAsync("return.hold", null, viewer, async (context, writer) =>
        {
            await context.OrganisationAsync(organisation, cancellation).ConfigureAwait(false);
            RegisterHolding row = (await HoldingGround.OfAsync(context, cancellation).ConfigureAwait(false)).Judged(organisation, (kind, name), days);
            await writer.PutAsync(row, null, cancellation).ConfigureAwait(false);
            return true;
        }, cancellation);

    /// <summary>A network or a brand is the organisation's no longer.</summary>
    /// <param name="from">The first day on which it is not; null: it never was.</param>
    public Task LetGoAsync(string key, string reason, Viewer viewer, DateOnly? from = null, CancellationToken cancellation = default) => WriteAsync("return.let-go", reason, viewer, async (context, writer) =>
    {
        RegisterHolding held = await context.HeldAsync<RegisterHolding>(key, "holding-none", cancellation).ConfigureAwait(false);
        if (from is not { } first)
        {
            await writer.TakeBackAsync(held, reason, cancellation).ConfigureAwait(false);
            return true;
        }

        var row = (RegisterHolding)held.Next();
        row.ValidUntil = !(held.ValidFrom >= first) && !(held.ValidUntil < first) ? first.AddDays(-1) : throw new RefusedException("holding-days");
        await writer.PutAsync(row, Written.Line(reason, "reason"), cancellation).ConfigureAwait(false);
        return true;
    }, cancellation);

    // The times that it owed one, the first first.
    private static async Task<RegisterReturnDuty[]> HeldAsync(ProgrammeContext context, string organisation, string form, CancellationToken cancellation) =>
        [.. (await context.Current<RegisterReturnDuty>().Where(row => row.Organisation == organisation && row.Form == form).ToListAsync(cancellation).ConfigureAwait(false)).OrderBy(row => row.ValidFrom ?? DateOnly.MinValue)];

    private static string Form(string form) => ReturnForm.Of(form)?.Id ?? throw new RefusedException("return-form");

    private Task<T> WriteAsync<T>(string action, string? reason, Viewer viewer, Func<ProgrammeContext, RegisterWriter, Task<T>> work, CancellationToken cancellation) =>
        viewer.Has(Right.AskReturns) ? _register.WriteAsync(new RegisterChange(viewer.Actor, action, reason), work, cancellation) : throw new RefusedException("not-allowed");
}
