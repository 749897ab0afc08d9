namespace Sextant.Programme.Register;

/// <summary>A declared figure: somebody published it; nothing of it was measured here.</summary>
internal sealed class RegisterFact : RegisterRow
{
    /// <summary>Indicator id; several joined by '+' when the source gives one figure for them together.</summary>
    public required string Indicator { get; set; }

    public DateOnly Date { get; set; }

    public decimal? Value { get; set; }

    public string? Unit { get; set; }

    /// <summary>What the counts count.</summary>
    public string? Of { get; set; }

    public decimal? Numerator { get; set; }

    public decimal? Denominator { get; set; }

    /// <summary>How the counts are known, when they are not stated.</summary>
    public string? Counts { get; set; }

    public decimal? Target { get; set; }

    /// <summary>The source's own words.</summary>
    public string? Stated { get; set; }

    public bool AtLeast { get; set; }

    public int? RankWorld { get; set; }

    public int? RankRegion { get; set; }

    public string? RankSource { get; set; }

    public DateOnly? Reported { get; set; }
}

/// <summary>A line of usage figures of one publisher and one definition.</summary>
internal sealed class RegisterSeries : RegisterRow
{
    public required string Publisher { get; set; }

    public string? Indicator { get; set; }

    public required LocalText Definition { get; set; }
}

internal sealed class RegisterUsagePoint : RegisterRow
{
    public required string Series { get; set; }

    /// <summary>The first day of the month that the figure is for.</summary>
    public DateOnly Month { get; set; }

    /// <summary>Percent.</summary>
    public decimal Value { get; set; }

    public int? RankWorld { get; set; }
}

internal sealed class RegisterIndicator : RegisterRow
{
    public int Position { get; set; }

    public required string Group { get; set; }

    public required string Name { get; set; }

    public required string Formula { get; set; }

    public required string Unit { get; set; }

    public required string Cadence { get; set; }

    public required string Status { get; set; }
}

internal sealed class RegisterCriterion : RegisterRow
{
    public int Position { get; set; }

    public required string SubjectKind { get; set; }

    public required string Name { get; set; }

    public required string PassCondition { get; set; }

    /// <summary>B, A, O or I.</summary>
    public required string Level { get; set; }

    public int Weight { get; set; }

    public required string Status { get; set; }
}

/// <summary>An autonomous system of the country: data with an attribution, known to contain faults.</summary>
internal sealed class RegisterAsn : RegisterRow
{
    public long Number { get; set; }

    public required string Holder { get; set; }

    public int Ipv4Ranges { get; set; }

    public int Ipv6Ranges { get; set; }

    public required string Ipv6Prefixes { get; set; }
}

/// <summary>One load of a pack: not a fact of the country, so it has no versions.</summary>
internal sealed class RegisterPackLoad
{
    public long Id { get; set; }

    public required string Pack { get; set; }

    public required string Version { get; set; }

    public required string Country { get; set; }

    public required string TimeZone { get; set; }

    /// <summary>Separated by a space, the first one leads.</summary>
    public required string Languages { get; set; }

    public required LocalText Name { get; set; }

    public required string ViewBox { get; set; }

    /// <summary>Kinds, sectors, designation schemes and attributions, as JSON.</summary>
    public required string Vocabulary { get; set; }

    public required string Digest { get; set; }

    /// <summary>Hash of the files, when the program loaded the pack that came with it; null when a person loaded one.</summary>
    public string? OwnFiles { get; set; }

    public DateTimeOffset LoadedAt { get; set; }
}
