using Sextant.Programme.Register;

namespace Sextant.Programme.Training;

/// <summary>Sessions on whose lists units put their people: planned ones, up to the first day. From then on the list is the trainer's.</summary>
internal static class OpenSessions
{
    internal static bool IsOpen(string state, DateOnly starts, DateOnly today) => state == "planned" && starts >= today;

    /// <exception cref="RefusedException">There is no such session, or it is not to come.</exception>
    internal static async Task<RegisterSession> HeldAsync(ProgrammeContext context, string session, DateOnly today, CancellationToken cancellation)
    {
        RegisterSession held = await EnrolmentEditing.SessionAsync(context, session, cancellation).ConfigureAwait(false);
        return IsOpen(held.State, held.Starts, today) ? held : throw new RefusedException("session-not-open");
    }
}
