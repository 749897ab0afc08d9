namespace Sextant.Programme.Audit;

/// <summary>What may be wrong with the log.</summary>
public enum AuditFaultKind
{
    /// <summary>The row's content is not what its hash was made of.</summary>
    Edited,

    /// <summary>The row was written as another one: it stands in a wrong place.</summary>
    Moved,

    /// <summary>Rows are missing between two others.</summary>
    Removed,

    /// <summary>The row does not follow on the one before it, though each is whole: one of them was put in, or written anew.</summary>
    Unlinked,

    /// <summary>Rows are missing at the end: the head or an anchor knows of later ones.</summary>
    Truncated,

    /// <summary>An anchor knows this row by another hash: it, or a row before it, was written anew with a calculated chain.</summary>
    Rewritten,

    /// <summary>Rows follow that the head does not know: they were put in by hand.</summary>
    Added,
}

/// <summary>One fault of the log.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Sequence">The row; the first of several.</param>
/// <param name="Other">The last of several rows; of a moved row, the place where it belongs.</param>
public sealed record AuditFault(AuditFaultKind Kind, long Sequence, long? Other = null);

/// <summary>What a reading of the whole log found.</summary>
/// <param name="Entries">How many rows there are.</param>
/// <param name="Head">The newest row; null of an empty log.</param>
/// <param name="Anchored">Up to which row anchors vouch for the log; 0: none does.</param>
/// <param name="Faults">What is wrong, in the order of rows; the first 1,000.</param>
public sealed record AuditReport(long Entries, AuditMark? Head, long Anchored, IReadOnlyList<AuditFault> Faults)
{
    /// <summary>Whether everything is as it was written.</summary>
    public bool Whole => Faults.Count == 0;
}
