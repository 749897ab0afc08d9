using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Returns;

/// <summary>Returns on their way: written by the focal point, signed, accepted or given back by the office; corrected by a further version.</summary>
public sealed class ReturnEditing(ProgrammeDatabase database, ReturnStore store, PeopleReach reach, TimeProvider clock)
{
    /// <summary>100 lines of a list: a roadmap of three years by quarter, network and cause has 84 where each has every cause.</summary>
    public const int MostLines = 100;

    private readonly AuditedRegister _register = new(database, clock);

    /// <summary>Begins a return, or writes one that is still open; gives its key.</summary>
    /// <exception cref="RefusedException">It is not owed, something of it cannot be, or the viewer may not.</exception>
    public async Task<string> SaveAsync(ReturnDraft draft, Viewer viewer, CancellationToken cancellation = default)
    {
        await MayAsync(Right.DeclareReturns, draft.Organisation, viewer, cancellation).ConfigureAwait(false);
        ReturnForm form = ReturnForm.Of(draft.Form) ?? throw new RefusedException("return-form");
        return await WriteAsync("return.save", null, viewer, async (context, writer) =>
        {
            await OwedAsync(context, draft, cancellation).ConfigureAwait(false);
            RegisterReturn? newest = await NewestAsync(context, draft, cancellation).ConfigureAwait(false);
            if (newest is { State: not ("draft" or "returned") })
            {
                throw new RefusedException("return-closed", newest.State);
            }

            RegisterReturn row = newest ?? new RegisterReturn
            {
                Key = ReturnKeys.Of(draft, 1), Organisation = draft.Organisation, Form = draft.Form, Period = draft.Period, Number = 1, State = "draft",
            };
            if (newest is null)
            {
                await writer.PutAsync(row, null, cancellation).ConfigureAwait(false);
            }

            await new ReturnWriting(context, writer, row.Key).PutAsync(form, draft, cancellation).ConfigureAwait(false);
            return row.Key;
        }, cancellation).ConfigureAwait(false);
    }

    /// <summary>Hands a return in, signed. Refused while it contradicts itself or something implausible has no reason.</summary>
    public async Task SubmitAsync(string key, string signedBy, string signedAs, Viewer viewer, CancellationToken cancellation = default)
    {
        (RegisterReturn held, ReturnView view) = await OpenAsync(key, viewer, cancellation).ConfigureAwait(false);
        string[] refusing = [.. view.Findings.Where(finding => finding.Refuses).Select(finding => finding.Id)];
        string[] unanswered = [.. view.Findings.Where(finding => !finding.Refuses && view.Says.Reasons?.ContainsKey(finding.Id) != true).Select(finding => finding.Id)];
        if (refusing.Length + unanswered.Length > 0)
        {
            throw new RefusedException("return-findings", refusing.Length, unanswered.Length);
        }

        await WriteAsync("return.submit", null, viewer, async (context, writer) =>
        {
            await SameAsync(context, held, view, cancellation).ConfigureAwait(false);
            var row = (RegisterReturn)held.Next();
            (row.State, row.SignedBy, row.SignedAs, row.SignedOn, row.SubmittedBy, row.Answer) =
                ("submitted", Written.Line(signedBy, "return-signature", 200), Written.Line(signedAs, "return-signature", 200), await TodayAsync(cancellation).ConfigureAwait(false), viewer.Person, null);
            await writer.PutAsync(row, null, cancellation).ConfigureAwait(false);
            return true;
        }, cancellation).ConfigureAwait(false);
    }

    /// <summary>Accepts a return, or gives it back with a reason: by another than who handed it in.</summary>
    public async Task AnswerAsync(string key, bool accepted, string? reason, Viewer viewer, CancellationToken cancellation = default)
    {
        if (!viewer.Has(Right.ReceiveReturns))
        {
            throw new RefusedException("not-allowed");
        }

        await WriteAsync(accepted ? "return.accept" : "return.return", reason, viewer, async (context, writer) =>
        {
            RegisterReturn held = await context.HeldAsync<RegisterReturn>(key, "return-none", cancellation).ConfigureAwait(false);
            if (held.State != "submitted")
            {
                throw new RefusedException("return-state", held.State);
            }

            var row = (RegisterReturn)held.Next();
            (row.State, row.Answer) = accepted ? ("accepted", Written.OptionalText(reason, "reason")) : ("returned", Written.Text(reason, "reason"));
            await writer.PutAsync(held.SubmittedBy == viewer.Person ? throw new RefusedException("return-own") : row, reason, cancellation).ConfigureAwait(false);
            return true;
        }, cancellation).ConfigureAwait(false);
    }

    /// <summary>Begins a correction of a return that was handed in: a further version that says the same at first. The one before counts until the new one is handed in.</summary>
    public async Task<string> CorrectAsync(string key, string reason, Viewer viewer, CancellationToken cancellation = default)
    {
        ReturnView view = await store.OneAsync(key, cancellation).ConfigureAwait(false) ?? throw new RefusedException("return-none");
        await MayAsync(Right.DeclareReturns, view.Says.Organisation, viewer, cancellation).ConfigureAwait(false);
        return await WriteAsync("return.correct", reason, viewer, async (context, writer) =>
        {
            RegisterReturn newest = (await NewestAsync(context, view.Says, cancellation).ConfigureAwait(false))!;
            if (newest.Key != key || newest.State is not ("submitted" or "accepted"))
            {
                throw new RefusedException("return-state", newest.State);
            }

            var row = new RegisterReturn
            {
                Key = ReturnKeys.Of(view.Says, newest.Number + 1), Organisation = newest.Organisation, Form = newest.Form, Period = newest.Period, Number = newest.Number + 1, State = "draft",
                Corrects = Written.Text(reason, "reason"),
            };
            await writer.PutAsync(row, null, cancellation).ConfigureAwait(false);
            await new ReturnWriting(context, writer, row.Key).PutAsync(ReturnForm.Of(newest.Form)!, view.Says, cancellation).ConfigureAwait(false);
            return row.Key;
        }, cancellation).ConfigureAwait(false);
    }

    /// <summary>A correction that was begun is given up, also one that was given back: the version before goes on as it stands.</summary>
    /// <param name="reason">Why; stays readable.</param>
    /// <exception cref="RefusedException"><c>return-state</c>: it is the first version, or was handed in.</exception>
    public async Task DropAsync(string key, string reason, Viewer viewer, CancellationToken cancellation = default)
    {
        (RegisterReturn held, ReturnView view) = await OpenAsync(key, viewer, cancellation).ConfigureAwait(false);
        await WriteAsync("return.drop", reason, viewer, async (context, writer) =>
        {
            await SameAsync(context, held, view, cancellation).ConfigureAwait(false);
            await writer.TakeBackAsync(held.Number > 1 ? held : throw new RefusedException("return-state", held.State), reason, cancellation).ConfigureAwait(false);
            return true;
        }, cancellation).ConfigureAwait(false);
    }

    internal static async Task OwedAsync(ProgrammeContext context, ReturnDraft draft, CancellationToken cancellation)
    {
        bool asked = await context.Current<RegisterReturnPeriod>().AnyAsync(row => row.Form == draft.Form && row.Period == draft.Period, cancellation).ConfigureAwait(false);
        bool owed = asked && (await ReturnStore.OwingAsync(context, draft.Form, draft.Period, cancellation).ConfigureAwait(false)).Contains(draft.Organisation, StringComparer.Ordinal);
        if (!owed)
        {
            throw new RefusedException(asked ? "return-not-owed" : "return-not-asked", asked ? draft.Organisation : draft.Period);
        }
    }

    internal static Task<RegisterReturn?> NewestAsync(ProgrammeContext context, ReturnDraft draft, CancellationToken cancellation) => context.Current<RegisterReturn>()
        .Where(row => row.Organisation == draft.Organisation && row.Form == draft.Form && row.Period == draft.Period).OrderByDescending(row => row.Number).FirstOrDefaultAsync(cancellation);

    private async Task<(RegisterReturn Held, ReturnView View)> OpenAsync(string key, Viewer viewer, CancellationToken cancellation)
    {
        ReturnView view = await store.OneAsync(key, cancellation).ConfigureAwait(false) ?? throw new RefusedException("return-none");
        await MayAsync(Right.DeclareReturns, view.Says.Organisation, viewer, cancellation).ConfigureAwait(false);
        await using ProgrammeContext context = database.Create();
        RegisterReturn held = await context.HeldAsync<RegisterReturn>(key, "return-none", cancellation).ConfigureAwait(false);
        return view.IsOpen ? (held, view) : throw new RefusedException("return-state", view.State);
    }

    /// <summary>What was looked at is what is signed: nobody wrote it in between. Figures are rows of their own, so the return's row alone does not tell.</summary>
    private static async Task SameAsync(ProgrammeContext context, RegisterReturn held, ReturnView seen, CancellationToken cancellation)
    {
        RegisterReturn now = await context.HeldAsync<RegisterReturn>(held.Key, "return-none", cancellation).ConfigureAwait(false);
        if (now.Id != held.Id)
        {
            throw new RefusedException("return-state", now.State);
        }

        if ((await new ReturnReading(context).ViewsAsync([now], cancellation).ConfigureAwait(false))[0].Stamp != seen.Stamp)
        {
            throw new RefusedException("return-changed");
        }
    }

    private async Task MayAsync(Right right, string organisation, Viewer viewer, CancellationToken cancellation)
    {
        if (!viewer.Has(right, await reach.LineAsync(organisation, cancellation).ConfigureAwait(false)))
        {
            throw new RefusedException("not-allowed");
        }
    }

    private async Task<DateOnly> TodayAsync(CancellationToken cancellation) => (await database.CalendarAsync(cancellation).ConfigureAwait(false)).Today(clock);

    private Task<T> WriteAsync<T>(string action, string? reason, Viewer viewer, Func<ProgrammeContext, RegisterWriter, Task<T>> work, CancellationToken cancellation) =>
        _register.WriteAsync(new RegisterChange(viewer.Actor, action, reason), work, cancellation);
}
