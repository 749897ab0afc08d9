using Sextant.Checks.Judging;
using Sextant.Programme.Measured;

namespace Sextant.Programme.Tests.Kpis;

/// <summary>Measurements that a test makes up; several of one target are its history.</summary>
public sealed class Measurements : IMeasuredStates
{
    private readonly List<MeasuredState> _states = [];

    public Measurements Add(string target, TargetClass grade, DateTimeOffset at, params (string Criterion, Verdict Verdict)[] criteria) =>
        Add(State(target, grade, at, criteria));

    public Measurements Add(MeasuredState state)
    {
        _states.Add(state);
        return this;
    }

    /// <summary>Every state of a name's targets rests on this evidence.</summary>
    public Measurements Seen(string name, string evidence)
    {
        for (int at = 0; at < _states.Count; at++)
        {
            _states[at] = _states[at].Target.EndsWith(":" + name, StringComparison.Ordinal) ? _states[at] with { Evidence = evidence } : _states[at];
        }

        return this;
    }

    public static MeasuredState State(string target, TargetClass grade, DateTimeOffset at, params (string Criterion, Verdict Verdict)[] criteria) => new()
    {
        Target = target,
        Class = grade,
        Level = grade == TargetClass.Ready ? Level.Basic : Level.None,
        LevelScope = Level.Basic,
        Criteria = criteria.ToDictionary(pair => pair.Criterion, pair => pair.Verdict),
        MeasuredAt = at,
    };

    public Task<IReadOnlyDictionary<string, MeasuredState>> BeforeAsync(IReadOnlyCollection<string> targets, DateTimeOffset instant, CancellationToken cancellation = default) =>
        Task.FromResult<IReadOnlyDictionary<string, MeasuredState>>(
            _states.Where(state => targets.Contains(state.Target) && state.MeasuredAt < instant).GroupBy(state => state.Target)
                .ToDictionary(group => group.Key, group => group.MaxBy(state => state.MeasuredAt)!));
}
