using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Cooperation;

/// <summary>Partners, duties and activities as people write them down. Each change is a version of a fact and an entry of the audit log; each asks what the viewer may.</summary>
public sealed class CooperationEditing(ProgrammeDatabase database, PeopleReach reach, TimeProvider clock)
{
    private readonly AuditedRegister _register = new(database, clock);

    /// <summary>Writes a partner down, or changes one; gives its id.</summary>
    /// <exception cref="RefusedException">Something of it cannot be, or the viewer may not.</exception>
    public Task<string> RecordAsync(PartnerDraft draft, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(viewer, "partner.record", async (context, writer) =>
        {
            RegisterPartner? held = draft.Id is { } id ? await context.HeldAsync<RegisterPartner>(id, "partner-none", cancellation).ConfigureAwait(false) : null;
            string name = Written.Line(draft.Name, "partner-name", 300);
            if (!CooperationWords.Kinds.Contains(draft.Kind, StringComparer.Ordinal) || draft.Starts > draft.Ends)
            {
                throw new RefusedException("partner-days");
            }

            if (held is null && (await context.Current<RegisterPartner>().Select(row => new { row.Key, row.Name }).ToListAsync(cancellation).ConfigureAwait(false)).Find(one => Folded.Of(one.Name) == Folded.Of(name)) is { } same)
            {
                throw new RefusedException("partner-known", same.Key);
            }

            var row = new RegisterPartner
            {
                Key = held?.Key ?? await context.NewIdAsync<RegisterPartner>(name, cancellation).ConfigureAwait(false), Kind = draft.Kind, Name = name,
                Seat = Written.OptionalLine(draft.Seat, "partner-line"), Agreement = Written.OptionalLine(draft.Agreement, "partner-line"), Starts = draft.Starts, Ends = draft.Ends,
                Document = draft.Document is { } named ? (await context.DocumentAsync(named, cancellation).ConfigureAwait(false)).Key : null,
            };
            await writer.PutAsync(row, null, cancellation).ConfigureAwait(false);
            return row.Key;
        }, cancellation);

    /// <summary>Writes down what a side owes, or that it is met.</summary>
    public Task PutDutyAsync(string partner, DutyDraft draft, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(viewer, "partner.duty", async (context, writer) =>
        {
            await context.HeldAsync<RegisterPartner>(partner, "partner-none", cancellation).ConfigureAwait(false);
            int at = await RegisterEditing.PlaceAsync(context.Set<RegisterPartnerDuty>().Where(row => row.Partner == partner).Select(row => row.Position), draft.Position, cancellation).ConfigureAwait(false);
            var row = new RegisterPartnerDuty
            {
                Key = CooperationWords.Duty(partner, at), Partner = partner, Position = at, Text = Written.Text(draft.Text, "duty-text", 2000), Due = draft.Due,
                Side = CooperationWords.Sides.Contains(draft.Side, StringComparer.Ordinal) ? draft.Side : throw new RefusedException("duty-side"), Met = NotAhead(draft.Met),
            };
            await writer.PutAsync(row, null, cancellation).ConfigureAwait(false);
            return true;
        }, cancellation);

    /// <summary>Writes an activity down: with a partner, by the office; of a unit, by its focal point too. Gives its key.</summary>
    public async Task<string> PutActivityAsync(ActivityDraft draft, Viewer viewer, CancellationToken cancellation = default)
    {
        bool may = (draft.Partner, draft.Organisation) switch
        {
            ({ }, null) => viewer.Has(Right.WriteCooperation),
            (null, { } unit) => viewer.Has(Right.ReportCommunication, await reach.LineAsync(unit, cancellation).ConfigureAwait(false)),
            _ => throw new RefusedException("activity-owner"),
        };
        if (!may)
        {
            throw new RefusedException("not-allowed");
        }

        return await _register.WriteAsync(new RegisterChange(viewer.Actor, "activity.record", null), async (context, writer) =>
        {
            await context.OrganisationAsync(draft.Organisation, cancellation).ConfigureAwait(false);
            if (draft.Partner is { } partner)
            {
                await context.HeldAsync<RegisterPartner>(partner, "partner-none", cancellation).ConfigureAwait(false);
            }

            IQueryable<int> places = context.Set<RegisterActivity>().Where(row => row.Partner == draft.Partner && row.Organisation == draft.Organisation).Select(row => row.Position);
            int at = await RegisterEditing.PlaceAsync(places, draft.Position, cancellation).ConfigureAwait(false);
            var row = new RegisterActivity
            {
                Key = CooperationWords.Activity(draft.Partner, draft.Organisation, at), Partner = draft.Partner, Organisation = draft.Organisation, Position = at,
                Kind = CooperationWords.Activities.Contains(draft.Kind, StringComparer.Ordinal) ? draft.Kind : throw new RefusedException("activity-kind"),
                Date = draft.Date.Year is >= 1990 and <= 2200 ? draft.Date : throw new RefusedException("day"), Title = Written.Line(draft.Title, "activity-title"),
                Result = Written.OptionalText(draft.Result, "activity-result", 2000), Link = Link(draft.Link),
            };

            // What has a result has happened.
            _ = row.Result is null ? null : NotAhead(row.Date);
            await writer.PutAsync(row, null, cancellation).ConfigureAwait(false);
            return row.Key;
        }, cancellation).ConfigureAwait(false);
    }

    /// <summary>Takes back what was written down of a partner by mistake.</summary>
    /// <param name="part"><c>duty</c> or <c>activity</c>; null: the partner, with all duties and activities.</param>
    /// <exception cref="RefusedException">There is none, or the viewer may not.</exception>
    public Task WithdrawAsync(string partner, string? part, int position, string reason, Viewer viewer, CancellationToken cancellation = default) =>
        !viewer.Has(Right.WriteCooperation) ? throw new RefusedException("not-allowed")
        : _register.WriteAsync(new RegisterChange(viewer.Actor, "partner.withdraw", reason), async (context, writer) =>
        {
            string? one = part switch
            {
                null => null,
                "duty" => CooperationWords.Duty(partner, position),
                "activity" => CooperationWords.Activity(partner, null, position),
                _ => throw new RefusedException("partner-part-none"),
            };
            RegisterPartner held = await context.HeldAsync<RegisterPartner>(partner, "partner-none", cancellation).ConfigureAwait(false);
            List<RegisterPartnerDuty> duties = await context.Set<RegisterPartnerDuty>().AsNoTracking().Where(row => row.Partner == partner && row.SupersededAt == null && !row.Withdrawn).ToListAsync(cancellation).ConfigureAwait(false);
            List<RegisterActivity> activities = await context.Set<RegisterActivity>().AsNoTracking().Where(row => row.Partner == partner && row.SupersededAt == null && !row.Withdrawn).ToListAsync(cancellation).ConfigureAwait(false);
            if (one is not null && duties.All(row => row.Key != one) && activities.All(row => row.Key != one))
            {
                throw new RefusedException("partner-part-none");
            }

            foreach (RegisterPartnerDuty duty in duties.Where(row => one is null || row.Key == one))
            {
                await writer.TakeBackAsync(duty, reason, cancellation).ConfigureAwait(false);
            }

            foreach (RegisterActivity activity in activities.Where(row => one is null || row.Key == one))
            {
                await writer.TakeBackAsync(activity, reason, cancellation).ConfigureAwait(false);
            }

            if (one is null)
            {
                await writer.TakeBackAsync(held, reason, cancellation).ConfigureAwait(false);
            }

            return true;
        }, cancellation);

    /// <summary>Takes back what a unit reported of its own communication by mistake.</summary>
    public async Task WithdrawReportAsync(string organisation, int position, string reason, Viewer viewer, CancellationToken cancellation = default)
    {
        if (!viewer.Has(Right.ReportCommunication, await reach.LineAsync(organisation, cancellation).ConfigureAwait(false)))
        {
            throw new RefusedException("not-allowed");
        }

        await _register.WriteAsync(new RegisterChange(viewer.Actor, "activity.withdraw", reason), async (context, writer) =>
        {
            RegisterActivity held = await context.HeldAsync<RegisterActivity>(CooperationWords.Activity(null, organisation, position), "partner-part-none", cancellation).ConfigureAwait(false);
            await writer.TakeBackAsync(held, reason, cancellation).ConfigureAwait(false);
            return true;
        }, cancellation).ConfigureAwait(false);
    }

    private static string? Link(string? typed)
    {
        string? link = Written.OptionalLine(typed, "activity-link", 1000);
        return link is null || (Uri.TryCreate(link, UriKind.Absolute, out Uri? address) && address.Scheme is "https" or "http") ? link : throw new RefusedException("activity-link", 1000);
    }

    // One day ahead: the country's day may have begun while it is still yesterday in UTC.
    private DateOnly? NotAhead(DateOnly? day) => day is null || day <= DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(1) ? day : throw new RefusedException("activity-ahead");

    private Task<T> WriteAsync<T>(Viewer viewer, string action, Func<ProgrammeContext, RegisterWriter, Task<T>> work, CancellationToken cancellation) =>
        viewer.Has(Right.WriteCooperation) ? _register.WriteAsync(new RegisterChange(viewer.Actor, action, null), work, cancellation) : throw new RefusedException("not-allowed");
}
