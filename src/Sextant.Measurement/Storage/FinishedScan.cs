using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Measurement.Storage;

/// <summary>
/// A scan that is ready to be kept: measured, judged, its evidence on the disk already. Of what was seen it holds only what is kept in rows: a campaign holds two hundred of them while the
/// vantage is looked at, and whole scans would be moved by each collection of garbage until then.
/// </summary>
public sealed class FinishedScan
{
    private readonly (bool? V4, bool? V6)[] _sights;
    private IReadOnlyList<VerdictSetRow>? _sets;

    /// <param name="name">The name as the campaign lists it.</param>
    /// <param name="scan">What was seen; not held.</param>
    /// <param name="judgements">What is said of it, one entry for each kind.</param>
    /// <param name="evidence">The scan's name in the evidence store.</param>
    public FinishedScan(string name, Scan scan, IReadOnlyList<Judgement> judgements, string evidence)
    {
        (Name, Judgements, Evidence) = (name, judgements, evidence);
        (Ascii, StartedAt, Vantage, VantageFault, Lab) = (scan.Name, scan.StartedAt, scan.Vantage.Name, Judge.FaultOf(scan.Vantage), scan.Context.Lab);
        Operations = Storage.Operations.Of(scan);
        _sights = [.. judgements.Select(one => (FamilySight.Of(scan, one.Kind, Family.V4), FamilySight.Of(scan, one.Kind, Family.V6)))];
    }

    /// <summary>The name as the campaign lists it.</summary>
    public string Name { get; }

    /// <summary>What is said of it, one entry for each kind.</summary>
    public IReadOnlyList<Judgement> Judgements { get; }

    /// <summary>The name of the scan in the evidence store, <c>sha256:...</c>.</summary>
    public string Evidence { get; }

    /// <summary>The name that was measured, in A-labels.</summary>
    internal string Ascii { get; }

    internal DateTimeOffset StartedAt { get; }

    internal string Vantage { get; }

    internal Failure? VantageFault { get; }

    internal bool Lab { get; }

    /// <summary>What was done on the network, in the order of the record.</summary>
    internal IReadOnlyList<Operation> Operations { get; }

    /// <summary>The rows of its verdicts, in the order of its judgements; written out once for all who keep them.</summary>
    internal IReadOnlyList<VerdictSetRow> VerdictSets => _sets ??= [.. Judgements.Select(JudgedVerdicts.RowOf)];

    /// <summary>Whether anything answered over a family, for the judgement at this place; null when there was nothing to try.</summary>
    internal bool? Answered(int judgement, Family family) => family == Family.V4 ? _sights[judgement].V4 : _sights[judgement].V6;
}
