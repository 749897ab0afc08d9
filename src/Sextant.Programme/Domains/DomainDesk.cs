using Sextant.Programme.Domains.Suggesting;
using Sextant.Programme.Measured;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Domains;

/// <summary>Domains that units claim, and names that scans saw under them.</summary>
public sealed class DomainDesk
{
    /// <summary>A minute: a new claim is looked at soon.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>Every tenth pause the scans are read.</summary>
    private const int PausesARound = 10;

    private readonly SuggestionRound _round;
    private readonly TimeProvider _clock;

    /// <summary>Over a register, what was measured of it, and what goes out to look for proofs.</summary>
    public DomainDesk(ProgrammeDatabase database, PeopleReach reach, (IMeasuredStates States, KeptEvidence Evidence) measured, IDomainProof proof, TimeProvider clock)
    {
        Store = new DomainStore(database, clock);
        Editing = new DomainEditing(database, reach, clock);
        Checks = new DomainChecks(database, Editing, proof, clock);
        Suggestions = new SuggestionStore(database, Editing, clock);
        _round = new SuggestionRound(database, measured.States, measured.Evidence, clock);
        _clock = clock;
    }

    /// <summary>Reads claims and contacts.</summary>
    public DomainStore Store { get; }

    /// <summary>Changes them.</summary>
    public DomainEditing Editing { get; }

    /// <summary>Looks for proofs.</summary>
    public DomainChecks Checks { get; }

    /// <summary>Suggested names.</summary>
    public SuggestionStore Suggestions { get; }

    /// <summary>Reads scans that were not read yet; gives how many.</summary>
    public Task<int> CollectAsync(CancellationToken cancellation = default) => _round.RunAsync(cancellation);

    /// <summary>Looks for proofs and reads scans until it is stopped.</summary>
    /// <param name="trouble">Told what went wrong; the next round tries again.</param>
    public async Task RunAsync(Action<Exception> trouble, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Pause, _clock);
        for (int i = 0; !cancellation.IsCancellationRequested; i++)
        {
            try
            {
                await Checks.RoundAsync(cancellation).ConfigureAwait(false);
                if (i % PausesARound == 0)
                {
                    await CollectAsync(cancellation).ConfigureAwait(false);
                }
            }
            catch (Exception fault) when (!cancellation.IsCancellationRequested && fault is not OutOfMemoryException)
            {
                trouble(fault);
            }

            await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false);
        }
    }
}
