using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Notices;

/// <summary>What people are told, in the program and by letter.</summary>
public sealed class NoticeDesk(ProgrammeDatabase database, PeopleArea people, TimeProvider clock, Func<string, string> address, IMailSender? sender = null)
{
    /// <summary>20 s: an invitation is in the mail before who invited has closed the page.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);

    /// <summary>Every 30th pause a round: ten minutes, since days are what counts.</summary>
    private const int PausesARound = 30;

    /// <summary>Notices of a person.</summary>
    public NoticeStore Notices { get; } = new(database, clock);

    /// <summary>Letters on their way.</summary>
    public Outbox Outbox { get; } = new(database, clock);

    /// <summary>Stops letters by their link.</summary>
    public LetterStop Stop { get; } = new(database, people, clock);

    /// <summary>Makes notices and letters.</summary>
    public NoticeRound Round { get; } = new(database, people, clock, address, sender is not null);

    /// <summary>Whether a mail server is configured; without one notices stand in the program alone, and letters wait.</summary>
    public bool Mails => sender is not null;

    /// <summary>Makes notices and sends letters until it is stopped.</summary>
    /// <param name="fault">Told what went wrong; the next round tries again.</param>
    public async Task RunAsync(Action<Exception> fault, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        for (int i = 0; !cancellation.IsCancellationRequested; i++)
        {
            try
            {
                await OnceAsync(i % PausesARound == 0, cancellation).ConfigureAwait(false);
            }
            catch (Exception failed) when (!cancellation.IsCancellationRequested)
            {
                fault(failed);
            }

            await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false);
        }
    }

    private async Task OnceAsync(bool round, CancellationToken cancellation)
    {
        if (round)
        {
            await Outbox.PruneAsync(cancellation).ConfigureAwait(false);
            await people.Trust.LapseAsync(cancellation).ConfigureAwait(false); // before it is asked who is to be told
            try
            {
                await Round.RunAsync(cancellation).ConfigureAwait(false);
            }
            catch (NoPackException)
            {
                // Nothing to tell of yet.
            }
        }

        if (sender is not null)
        {
            await Outbox.SendAsync(sender, cancellation).ConfigureAwait(false);
        }
    }
}
