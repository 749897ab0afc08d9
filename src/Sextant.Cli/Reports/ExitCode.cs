using Sextant.Checks.Judging;

namespace Sextant.Cli.Reports;

/// <summary>What a run of judgements tells a script.</summary>
internal sealed class ExitCode(Level? required)
{
    private bool _worse;
    private bool _unknown;

    /// <summary>1 when a class is partial, broken or none (or a required level is not reached), else 3 when one is unknown, else 0.</summary>
    public int Value => _worse ? ExitCodes.NotReady : _unknown ? ExitCodes.Unknown : ExitCodes.Ok;

    public void Add(IEnumerable<Judgement> entries)
    {
        foreach (Judgement entry in entries)
        {
            _worse |= entry.Class is TargetClass.Partial or TargetClass.Broken or TargetClass.None;
            _unknown |= entry.Class == TargetClass.Unknown;
            // A service that is not offered has no level to reach; one that is unknown has said nothing yet.
            _worse |= required is { } level && entry.Class == TargetClass.Ready && entry.Level < level;
        }
    }
}
