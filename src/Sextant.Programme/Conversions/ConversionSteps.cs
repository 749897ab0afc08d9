using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Conversions;

/// <summary>What can be done with a conversion plan as a whole.</summary>
public enum ConversionStep
{
    /// <summary>Hand it in.</summary>
    Submit,

    /// <summary>Give it back to be changed, with a reason; an issued one because what was said of it is wrong, and it is counted no more until it is mended.</summary>
    Return,

    /// <summary>Approve it.</summary>
    Approve,

    /// <summary>The unit has issued it: number, date and file.</summary>
    Issue,
}

/// <summary>The one table of a conversion plan's way. Who writes for the unit does not approve.</summary>
public static class ConversionSteps
{
    private static readonly (ConversionStep Step, string[] From, string To, Right Right)[] Table =
    [
        (ConversionStep.Submit, ["draft", "returned"], "submitted", Right.WriteConversions),
        (ConversionStep.Return, ["submitted", "approved", "issued"], "returned", Right.ReviewConversions),
        (ConversionStep.Approve, ["submitted"], "approved", Right.ReviewConversions),
        (ConversionStep.Issue, ["approved"], "issued", Right.WriteConversions),
    ];

    /// <summary>Whether a plan may still be written: its words until it is handed in.</summary>
    public static bool IsOpen(string state) => state is "draft" or "returned";

    /// <summary>Whether files may still be added: the signed one comes after approval.</summary>
    public static bool TakesFiles(string state) => state is "draft" or "returned" or "approved";

    /// <summary>Who may take a step.</summary>
    public static Right RightOf(ConversionStep step) => Table.Single(row => row.Step == step).Right;

    /// <summary>Steps that lead on from a state and that somebody may take.</summary>
    /// <param name="may">Whether a right is had for the plan's unit.</param>
    public static IReadOnlyList<ConversionStep> Of(string state, Func<Right, bool> may) =>
        [.. Table.Where(row => row.From.Contains(state, StringComparer.Ordinal) && may(row.Right)).Select(row => row.Step)];

    /// <summary>Where a step leads.</summary>
    /// <exception cref="RefusedException">It does not lead on from there.</exception>
    internal static string Lead(string state, ConversionStep step)
    {
        (_, string[] from, string to, _) = Table.Single(row => row.Step == step);
        return from.Contains(state, StringComparer.Ordinal) ? to : throw new RefusedException("conversion-step", state);
    }
}
