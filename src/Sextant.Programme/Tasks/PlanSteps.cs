using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Tasks;

/// <summary>What can be done with a plan as a whole.</summary>
public enum PlanStep
{
    /// <summary>Hand it in.</summary>
    Submit,

    /// <summary>Give it back to be changed, with a reason.</summary>
    Return,

    /// <summary>Approve it.</summary>
    Approve,

    /// <summary>Issue it by a decision.</summary>
    Issue,
}

/// <summary>The one table of a plan's way: which step leads from where to where, and who may take it. What it does not hold, cannot be done.</summary>
public static class PlanSteps
{
    private static readonly (PlanStep Step, string[] From, string To, Right Right)[] Table =
    [
        (PlanStep.Submit, ["draft", "returned"], "submitted", Right.WritePlans),
        (PlanStep.Return, ["submitted", "approved"], "returned", Right.ApprovePlans),
        (PlanStep.Approve, ["submitted"], "approved", Right.ApprovePlans),
        (PlanStep.Issue, ["approved"], "issued", Right.WritePlans),
    ];

    /// <summary>States in which the tasks of a plan may still be written.</summary>
    public static bool IsOpen(string state) => state is "draft" or "returned";

    /// <summary>Who may take a step.</summary>
    public static Right RightOf(PlanStep step) => Table.Single(row => row.Step == step).Right;

    /// <summary>Steps that lead on from a state and that somebody may take.</summary>
    public static IReadOnlyList<PlanStep> Of(string state, Viewer viewer) =>
        [.. Table.Where(row => row.From.Contains(state, StringComparer.Ordinal) && viewer.Has(row.Right)).Select(row => row.Step)];

    /// <summary>Where a step leads.</summary>
    /// <exception cref="RefusedException">Who asks may not (<c>not-allowed</c>), or it does not lead on from there (<c>plan-step</c>).</exception>
    internal static string Lead(string state, PlanStep step, Viewer viewer)
    {
        (_, string[] from, string to, Right right) = Table.Single(row => row.Step == step);
        return !viewer.Has(right) ? throw new RefusedException("not-allowed")
            : from.Contains(state, StringComparer.Ordinal) ? to
            : throw new RefusedException("plan-step", state);
    }
}
