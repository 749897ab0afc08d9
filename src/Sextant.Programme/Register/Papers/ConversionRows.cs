namespace Sextant.Programme.Register;

/// <summary>A unit's plan of its own conversion, in the normal form: six sections and annexes.</summary>
internal sealed class RegisterConversion : RegisterRow
{
    public required string Organisation { get; set; }

    /// <summary>1, 2 ... of its unit.</summary>
    public int Number { get; set; }

    public required string Title { get; set; }

    /// <summary>One of <see cref="TaskWords.PlanStates"/>.</summary>
    public required string State { get; set; }

    public string? Legal { get; set; }

    public string? Present { get; set; }

    public string? Aims { get; set; }

    public string? Content { get; set; }

    public string? Funding { get; set; }

    public string? Work { get; set; }

    /// <summary>Sections that stand in the uploaded file, separated by a space.</summary>
    public required string InFile { get; set; }

    /// <summary>Layers that the unit does not have, separated by a space.</summary>
    public required string NotHad { get; set; }

    /// <summary>Why it was given back; until it is handed in again.</summary>
    public string? Answer { get; set; }

    /// <summary>Number of the document by which the unit issued it.</summary>
    public string? DocumentNumber { get; set; }

    /// <summary>The day that document bears.</summary>
    public DateOnly? Issued { get; set; }
}

/// <summary>A stage of a conversion plan, with its days.</summary>
internal sealed class RegisterConversionStage : RegisterRow
{
    public required string Plan { get; set; }

    public int Position { get; set; }

    public required string Title { get; set; }

    public DateOnly Starts { get; set; }

    public DateOnly Ends { get; set; }

    public string? Product { get; set; }
}

/// <summary>A system of a unit's inventory: what it speaks, what it can, and by which stage it is converted.</summary>
internal sealed class RegisterConversionSystem : RegisterRow
{
    public required string Plan { get; set; }

    public int Position { get; set; }

    public required string Name { get; set; }

    /// <summary>One of <see cref="ConversionWords.Layers"/>.</summary>
    public required string Layer { get; set; }

    /// <summary>One of <see cref="ConversionWords.Stacks"/>.</summary>
    public required string Stack { get; set; }

    /// <summary>One of <see cref="ConversionWords.Capabilities"/>.</summary>
    public required string Capability { get; set; }

    /// <summary>Position of the stage in which it is converted.</summary>
    public int? Stage { get; set; }

    public string? Remark { get; set; }
}

/// <summary>A file of a conversion plan; its bytes lie in the vault of documents.</summary>
internal sealed class RegisterConversionFile : RegisterRow
{
    public required string Plan { get; set; }

    /// <summary>One of <see cref="ConversionWords.FileRoles"/>.</summary>
    public required string Role { get; set; }

    public required string Sha256 { get; set; }

    public required string Name { get; set; }

    public required string Type { get; set; }

    public long Bytes { get; set; }
}
