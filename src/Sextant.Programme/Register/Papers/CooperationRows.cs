namespace Sextant.Programme.Register;

/// <summary>Somebody with whom the programme works: abroad, or in the press.</summary>
internal sealed class RegisterPartner : RegisterRow
{
    /// <summary>One of <see cref="CooperationWords.Kinds"/>.</summary>
    public required string Kind { get; set; }

    public required string Name { get; set; }

    /// <summary>Country or seat.</summary>
    public string? Seat { get; set; }

    /// <summary>What was agreed, in a line.</summary>
    public string? Agreement { get; set; }

    /// <summary>The document that says so, where the register has it.</summary>
    public string? Document { get; set; }

    public DateOnly? Starts { get; set; }

    public DateOnly? Ends { get; set; }
}

/// <summary>What one side of an agreement owes.</summary>
internal sealed class RegisterPartnerDuty : RegisterRow
{
    public required string Partner { get; set; }

    public int Position { get; set; }

    /// <summary>One of <see cref="CooperationWords.Sides"/>.</summary>
    public required string Side { get; set; }

    public required string Text { get; set; }

    public DateOnly? Due { get; set; }

    /// <summary>The day on which it was met.</summary>
    public DateOnly? Met { get; set; }
}

/// <summary>An activity with a partner, or a unit's own communication. Without a result it is planned.</summary>
internal sealed class RegisterActivity : RegisterRow
{
    public string? Partner { get; set; }

    public string? Organisation { get; set; }

    public int Position { get; set; }

    /// <summary>One of <see cref="CooperationWords.Activities"/>.</summary>
    public required string Kind { get; set; }

    public DateOnly Date { get; set; }

    public required string Title { get; set; }

    public string? Result { get; set; }

    public string? Link { get; set; }
}
