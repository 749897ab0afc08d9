namespace Sextant.Programme.Register;

/// <summary>A body of the country. Its key is its slug: public, and never given to another.</summary>
internal sealed class RegisterOrganisation : RegisterRow
{
    public required string Kind { get; set; }

    public required string Sector { get; set; }
}

/// <summary>What an organisation is called in one language, for a time.</summary>
internal sealed class RegisterName : RegisterRow
{
    public required string Organisation { get; set; }

    public required string Language { get; set; }

    public required string Name { get; set; }

    public required string Folded { get; set; }
}

/// <summary>A code, form or seat that an organisation carries for a time. Codes are reused, so one is only a key together with a date.</summary>
internal sealed class RegisterDesignation : RegisterRow
{
    public required string Organisation { get; set; }

    public required string Scheme { get; set; }

    public required string Value { get; set; }
}

/// <summary>What one organisation became to another: <c>merged-into</c>, <c>succeeded-by</c>, <c>part-of</c>.</summary>
internal sealed class RegisterRelation : RegisterRow
{
    public required string From { get; set; }

    public required string To { get; set; }

    public required string Kind { get; set; }
}

/// <summary>What of an organisation is measured: a site, a mail domain, a zone. The same name may belong to a successor later.</summary>
internal sealed class RegisterTarget : RegisterRow
{
    public required string Organisation { get; set; }

    /// <summary><c>site</c>, <c>mail</c> or <c>zone</c>.</summary>
    public required string Kind { get; set; }

    /// <summary>A-labels, lower case.</summary>
    public required string Ascii { get; set; }

    /// <summary>As people write it.</summary>
    public required string Domain { get; set; }

    public required string Role { get; set; }

    public required string Confidence { get; set; }

    /// <summary>The key that Measurement knows it by: <c>site:hue.gov.vn</c>.</summary>
    public required string TargetKey { get; set; }
}

/// <summary>The outline of an organisation's area, as an SVG path in the pack's view box.</summary>
internal sealed class RegisterOutline : RegisterRow
{
    public required string Organisation { get; set; }

    public required string Path { get; set; }
}
