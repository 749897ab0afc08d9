using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Scans;
using Sextant.Measurement.Storage;
using Sextant.Wire;

namespace Sextant.Measurement.Runs;

/// <summary>Where a run stands, for whoever shows it while it goes on.</summary>
public sealed class CampaignTally
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(TargetKind Kind, TargetClass Class, Failure? Cause), int> _results = [];
    private readonly Dictionary<string, int> _problems = new(StringComparer.Ordinal);
    private int _kept;
    private int _deferred;
    private int _running;

    /// <param name="campaign">The campaign as it stood when the run began.</param>
    /// <param name="results">What it had given until then.</param>
    public CampaignTally(Campaign campaign, IEnumerable<ResultCount> results)
    {
        Total = campaign.Total;
        Before = campaign.Count(TargetState.Done);
        foreach (ResultCount result in results)
        {
            _results[(result.Kind, result.Class, result.Cause)] = result.Count;
        }
    }

    /// <summary>All names of the campaign.</summary>
    public int Total { get; }

    /// <summary>Names that were done before this run.</summary>
    public int Before { get; }

    /// <summary>Names that this run has kept.</summary>
    public int Kept => Volatile.Read(ref _kept);

    /// <summary>Looks that were given back because the vantage could not judge.</summary>
    public int Deferred => Volatile.Read(ref _deferred);

    /// <summary>Names being measured.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>The fault of the vantage that holds the run up; null when there is none.</summary>
    public Failure? VantageFault { get; internal set; }

    /// <summary>Targets by kind, class and cause, this run's and those before it.</summary>
    public IReadOnlyList<ResultCount> Results()
    {
        lock (_gate)
        {
            return [.. _results.Select(pair => new ResultCount(pair.Key.Kind, pair.Key.Class, pair.Key.Cause, pair.Value)).OrderBy(r => r.Kind).ThenBy(r => r.Class)];
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

    internal void Begin() => Interlocked.Increment(ref _running);

    internal void End() => Interlocked.Decrement(ref _running);

    internal void Defer(int names) => Interlocked.Add(ref _deferred, names);

    internal void Fail(string problem)
    {
        lock (_gate)
        {
            _problems[problem] = _problems.GetValueOrDefault(problem) + 1;
        }
    }

    internal void Keep(IEnumerable<FinishedScan> scans)
    {
        lock (_gate)
        {
            foreach (FinishedScan scan in scans)
            {
                _kept++;
                foreach (Judgement entry in scan.Judgements)
                {
                    (TargetKind, TargetClass, Failure?) key = (entry.Kind, entry.Class, entry.Cause);
                    _results[key] = _results.GetValueOrDefault(key) + 1;
                }
            }
        }
    }
}
