using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Scans;
using Sextant.Measurement.Storage;
using Sextant.Store.Files;
using Sextant.Wire;

namespace Sextant.Measurement.Runs;

/// <summary>Where a run stands, for whoever shows it while it goes on.</summary>
public sealed class CampaignTally
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(TargetKind Kind, TargetClass Class, Failure? Cause), int> _results = [];
    private readonly Dictionary<string, int> _problems = new(StringComparer.Ordinal);
    private int _kept;
    private int _setAside;
    private int _waiting;
    private int _slow;
    private int _running;

    /// <param name="campaign">The campaign as it stood when the run began.</param>
    /// <param name="results">What it had given until then.</param>
    public CampaignTally(Campaign campaign, IEnumerable<ResultCount> results)
    {
        Total = campaign.Total;
        Before = campaign.Count(TargetState.Done);
        Count(results);
    }

    /// <summary>All names of the campaign.</summary>
    public int Total { get; }

    /// <summary>Names that were done before this run.</summary>
    public int Before { get; }

    /// <summary>Names that this run has kept.</summary>
    public int Kept => Volatile.Read(ref _kept);

    /// <summary>Looks that are unknown because the vantage could not judge; their names are measured again.</summary>
    public int SetAside => Volatile.Read(ref _setAside);

    /// <summary>Names that wait for their next try and keep nobody from being measured.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Names that take much longer than others and go on in the slow lane, where they keep nobody from being measured either.</summary>
    public int Slow => Volatile.Read(ref _slow);

    /// <summary>Whether the run waits for its database.</summary>
    public bool DatabaseAway => AwayFrom?.Waits == true;

    /// <summary>Names being measured.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>What ended the run as <see cref="CampaignEnd.MassFailure"/>.</summary>
    public MassFailure? MassFailure { get; internal set; }

    /// <summary>The fault of the vantage that holds the run up; null when there is none.</summary>
    public Failure? VantageFault { get; internal set; }

    /// <summary>What the disk says that takes nothing now and holds the run up; null when it does.</summary>
    public StorageException? DiskFault { get; internal set; }

    /// <summary>Targets by kind, class and cause, this run's and those before it.</summary>
    public IReadOnlyList<ResultCount> Results()
    {
        lock (_gate)
        {
            return [.. _results.Where(pair => pair.Value > 0).Select(pair => new ResultCount(pair.Key.Kind, pair.Key.Class, pair.Key.Cause, pair.Value)).OrderBy(r => r.Kind).ThenBy(r => r.Class)];
        }
    }

    /// <summary>What failed through us, by its sentence.</summary>
    public IReadOnlyDictionary<string, int> Problems()
    {
        lock (_gate)
        {
            return new Dictionary<string, int>(_problems, StringComparer.Ordinal);
        }
    }

    /// <summary>Takes a campaign's results as they are kept, whoever measured them, in place of what this run has counted.</summary>
    public void Count(IEnumerable<ResultCount> results)
    {
        lock (_gate)
        {
            _results.Clear();
            foreach (ResultCount result in results)
            {
                _results[(result.Kind, result.Class, result.Cause)] = result.Count;
            }
        }
    }

    internal Patience? AwayFrom { get; set; }

    internal void Begin() => Interlocked.Increment(ref _running);

    internal void End() => Interlocked.Decrement(ref _running);

    internal void Aside(int names) => Interlocked.Add(ref _setAside, names);

    internal void Wait(int waiting, int slow)
    {
        Volatile.Write(ref _waiting, waiting);
        Volatile.Write(ref _slow, slow);
    }

    internal void Fail(string problem)
    {
        lock (_gate)
        {
            _problems[problem] = _problems.GetValueOrDefault(problem) + 1;
        }
    }

    /// <returns>What these results add to the counts.</returns>
    internal static IReadOnlyList<ResultCount> CountOf(IEnumerable<FinishedScan> scans) =>
    [
        .. scans.SelectMany(scan => scan.Judgements).GroupBy(entry => (entry.Kind, entry.Class, entry.Cause))
            .Select(group => new ResultCount(group.Key.Kind, group.Key.Class, group.Key.Cause, group.Count())),
    ];

    internal void Keep(int names, IEnumerable<ResultCount> results) => Add(names, results, 1);

    internal void TakeBack(int names, IEnumerable<ResultCount> results)
    {
        Add(-names, results, -1);
        Aside(names);
    }

    private void Add(int names, IEnumerable<ResultCount> results, int sign)
    {
        lock (_gate)
        {
            _kept += names;
            foreach (ResultCount result in results)
            {
                (TargetKind, TargetClass, Failure?) key = (result.Kind, result.Class, result.Cause);
                _results[key] = _results.GetValueOrDefault(key) + (sign * result.Count);
            }
        }
    }
}
