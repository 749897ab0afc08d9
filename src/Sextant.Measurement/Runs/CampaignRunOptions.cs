using Sextant.Checks.Judging;

namespace Sextant.Measurement.Runs;

/// <summary>How a campaign is run on this machine.</summary>
public sealed record CampaignRunOptions
{
    /// <summary>By which results are judged.</summary>
    public required Profile Profile { get; init; }

    /// <summary>Names measured at once.</summary>
    public required int Concurrency { get; init; }

    /// <summary>Places that all campaigns of this process share, of which this one takes at most <see cref="Concurrency"/>; null: it runs alone.</summary>
    public Places? Shared { get; init; }

    /// <summary>Who goes first where places are shared.</summary>
    public int Priority { get; init; }

    /// <summary>Names begun in a second at most; null: as many as there are places for.</summary>
    public double? NamesPerSecond { get; init; }

    /// <summary>
    /// The shortest window between two self-checks; 2 s, growing with the time of the run up to <see cref="Window"/>, so that a short campaign is soon kept, also where a hostile name
    /// holds up its end.
    /// </summary>
    public TimeSpan FirstWindow { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Results are kept when the self-check after them passed; 1 min: what a kill costs, well inside the 5 min of measurement rule 2.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Results that wait for a self-check, and as many more behind them; null: as <see cref="MostHeldOf"/> says.</summary>
    public int? MostHeld { get; init; }

    /// <summary>Names that wait for their next try without keeping others from being measured; null: as <see cref="MostWaitingOf"/> says.</summary>
    public int? MostWaiting { get; init; }

    /// <summary>
    /// A name that has held its place for longer, and for twice what names take here, goes on without one. 5 s: a name whose servers all answer
    /// is done by then, also from far away.
    /// </summary>
    public TimeSpan SlowAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many names may go on so; null: as <see cref="MostSlowOf"/> says.</summary>
    public int? MostSlow { get; init; }

    /// <summary>
    /// Bytes that what outlived the youngest generation of the memory may take before it is swept; 16 MB, what some fifty names under way have seen: swept at 32 or 64 MB
    /// the process was 35 to 90 MB larger and no quicker.
    /// </summary>
    public long MostOutlived { get; init; } = 16 << 20;

    /// <summary>
    /// Bytes that the process may have of the system before it gives back what it does not use; 464 MB: what it has after a thousand names. Without it 50,000 names took it to 644 MB, with a bound of 496 MB to 594 MB.
    /// </summary>
    public long MostResident { get; init; } = 464 << 20;

    /// <summary>When the targets' own failures end the run.</summary>
    public BreakerOptions Breaker { get; init; } = new();

    /// <summary>How long names are leased, renewed at a third of it; 30 min: a name whose retries are minutes apart is done by then.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Between self-checks while the vantage is at fault; 1 min.</summary>
    public TimeSpan VantagePause { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Failed self-checks in a row after which the run ends; 30: half an hour is no passing trouble.</summary>
    public int VantageTries { get; init; } = 30;

    /// <summary>Before a name is measured again whose look this machine spoilt by being late, and twice as long before the third time; 1 min: the rush is over by then, or it is no rush.</summary>
    public TimeSpan SpoiltPause { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a stopped run may take to keep what is finished; 20 s.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Between tries while a disk refuses what is kept; 5 s: a full disk is not made busier.</summary>
    public TimeSpan DiskPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a disk may refuse before the run ends; 20 min: someone can make room meanwhile, and leases of 30 min are still held.</summary>
    public TimeSpan DiskPatience { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>How long a run waits for a database that cannot be reached; 15 min: a server is upgraded and restarted by then, and no lease has run out.</summary>
    public TimeSpan DatabasePatience { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Between looks whether the campaign is paused or stopped, or its hours are over; 1 s: who says so waits for it.</summary>
    public TimeSpan Watch { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Between looks for names that others hold or that are to be tried later; 500 ms.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// How many names are leased at once, and how many ask for a place: what is leased and not begun is held up when the process is killed. A quarter of the places, so that none is ever empty
    /// for want of a name, and a two-hundredth of the campaign at most; 100 at most, 5 at least: a lease is a transaction.
    /// </summary>
    /// <param name="places">Names measured at once.</param>
    /// <param name="names">The campaign's names.</param>
    public static int LeaseOf(int places, int names) => Math.Clamp(Math.Min(places / 4, names / 200), 5, 100);

    /// <summary>
    /// How many results may wait for a self-check. A two-hundredth of the campaign's names: they are measured again when the process is killed. 20 at least, or the self-checks would be
    /// a large part of the work; 100 at most: when whole scans were held, twice as many made the process 50 MB larger and no quicker.
    /// </summary>
    /// <param name="names">The campaign's names.</param>
    public static int MostHeldOf(int names) => Math.Clamp(names / 200, 20, 100);

    /// <summary>
    /// How many of a campaign's names may go on without a place. As many as have one at least: where many wait for their turn at one address, twice as many still have it within a
    /// name's time. Up to eight times as many in a large campaign, of whose names a hundredth at most is measured again for it when the process is killed: with 64 of them, by
    /// reckoning, one hostile name in a hundred, each holding on for a minute, fills the places of the others at a hundred names a second. And what a sixteenth of the memory holds at 256 kB each.
    /// </summary>
    /// <param name="places">Names measured at once.</param>
    /// <param name="names">The campaign's names.</param>
    /// <param name="memory">Bytes of memory that the process may have.</param>
    public static int MostSlowOf(int places, int names, long memory) => (int)Math.Max(places, Math.Min(Math.Min(places * 8, names / 100), memory / 16 / (256 << 10)));

    /// <summary>
    /// How many of a campaign's names may wait for their next try. Outside one's own networks a faulty name waits seven minutes in all, so that 500, the least, let one such name a second through.
    /// A fortieth of the campaign's names: they are measured again when the process is killed. And what a quarter of the memory holds, reckoned at 256 kB of what each has seen.
    /// </summary>
    /// <param name="names">The campaign's names.</param>
    /// <param name="memory">Bytes of memory that the process may have.</param>
    public static int MostWaitingOf(int names, long memory) => (int)Math.Clamp(Math.Min(names / 40, memory / 4 / (256 << 10)), 500, 20_000);
}

/// <summary>How a run came to its end.</summary>
public enum CampaignEnd
{
    /// <summary>Nothing is left to do.</summary>
    Finished,

    /// <summary>It was stopped; what was under way is given back.</summary>
    Stopped,

    /// <summary>The vantage cannot judge: nothing more was measured, what it saw since is unknown and will be measured again.</summary>
    VantageFault,

    /// <summary>Somebody paused it, or ended it for good: what was finished is kept, what was under way is given back.</summary>
    Paused,

    /// <summary>The hours in which it may measure are over; the rest waits for the next ones.</summary>
    WindowClosed,

    /// <summary>Too many targets that worked before failed over one family: what was seen in that window is unknown and will be measured again.</summary>
    MassFailure,
}
