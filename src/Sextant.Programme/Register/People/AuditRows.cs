namespace Sextant.Programme.Register;

/// <summary>One thing that somebody did. Rows are only ever added: the database itself refuses to change or remove one.</summary>
internal sealed class AuditEntryRow
{
    /// <summary>1, 2, 3 ... without a gap: given by the writer, in the transaction of the change.</summary>
    public required long Sequence { get; set; }

    public required DateTimeOffset At { get; set; }

    /// <summary>Who did it: <c>person:ID</c>, <c>token:ID</c>, <c>command-line:NAME</c> or <c>program</c>.</summary>
    public required string Who { get; set; }

    /// <summary>From where: a client's address, or the name of the machine.</summary>
    public required string From { get; set; }

    public required string Action { get; set; }

    public required string Subject { get; set; }

    public string? Reason { get; set; }

    /// <summary>JSON of what was; null for what is new.</summary>
    public string? Before { get; set; }

    /// <summary>JSON of what is; null for what is gone.</summary>
    public string? After { get; set; }

    /// <summary>The hash of the row before.</summary>
    public required string Previous { get; set; }

    /// <summary>Of all of this row, <see cref="Previous"/> included.</summary>
    public required string Hash { get; set; }
}

/// <summary>The newest entry: one row. Who writes locks it, so that entries come one after another.</summary>
internal sealed class AuditHeadRow
{
    public long Id { get; set; }

    public required long Sequence { get; set; }

    public required string Hash { get; set; }
}
