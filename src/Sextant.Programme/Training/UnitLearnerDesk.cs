using Sextant.Programme.Audit;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Training;

/// <summary>
/// Units put their own people on the lists of sessions that are to come, and take them off again. Whose a person is, the person's current row says: who is known as another unit's is neither moved nor named to who asks.
/// </summary>
public sealed class UnitLearnerDesk(ProgrammeDatabase database, PeopleReach reach, TimeProvider clock)
{
    private readonly AuditedRegister _register = new(database, clock);

    /// <summary>Puts a person of the viewer's own units on a list; gives the person's key.</summary>
    /// <exception cref="RefusedException">The unit or the person is another's, the session is not to come or is full, or it cannot be told who it is.</exception>
    public Task<string> EnrolAsync(string session, LearnerDraft draft, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(viewer, "enrolment.record", null, async (context, writer, own) =>
        {
            await OpenSessions.HeldAsync(context, session, await TodayAsync(cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
            return UnitReach.Covers(own, draft.Organisation ?? throw new RefusedException("learner-unit"))
                ? await EnrolmentEditing.EnrolAsync(context, writer, (session, draft), own, cancellation).ConfigureAwait(false)
                : throw new RefusedException("not-allowed");
        }, cancellation);

    /// <summary>Takes a person of the viewer's own units off a list.</summary>
    /// <exception cref="RefusedException">There is no such person on the list, as far as the viewer may know; or the session is not to come.</exception>
    public Task RemoveAsync(string session, string learner, string reason, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(viewer, "enrolment.withdraw", reason, async (context, writer, own) =>
        {
            await OpenSessions.HeldAsync(context, session, await TodayAsync(cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
            if (!await UnitReach.IsOwnAsync(context, learner, own, cancellation).ConfigureAwait(false))
            {
                throw new RefusedException("enrolment-none");
            }

            await EnrolmentEditing.RemoveAsync(context, writer, (session, learner), reason, cancellation).ConfigureAwait(false);
            return true;
        }, cancellation);

    private async Task<T> WriteAsync<T>(Viewer viewer, string action, string? reason, Func<ProgrammeContext, RegisterWriter, IReadOnlySet<string>?, Task<T>> work, CancellationToken cancellation)
    {
        IReadOnlySet<string>? own = await UnitReach.OfAsync(reach, viewer, cancellation).ConfigureAwait(false);
        return await _register.WriteAsync(new RegisterChange(viewer.Actor, action, reason), (context, writer) => work(context, writer, own), cancellation).ConfigureAwait(false);
    }

    private async Task<DateOnly> TodayAsync(CancellationToken cancellation) => (await database.CalendarAsync(cancellation).ConfigureAwait(false)).Today(clock);
}
