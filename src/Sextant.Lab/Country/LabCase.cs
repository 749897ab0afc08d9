namespace Sextant.Lab.Country;

/// <summary>What of a name is looked at.</summary>
public enum LabKind
{
    /// <summary>Its web site: apex and <c>www</c> of a registrable domain, or the one host.</summary>
    Site,

    /// <summary>Its mail.</summary>
    Mail,

    /// <summary>Its DNS zone.</summary>
    Zone,

    /// <summary>The name server of this name.</summary>
    NameServer,
}

/// <summary>The class that a right measurement gives, as the method defines it; the lab itself judges nothing.</summary>
public enum LabClass
{
    /// <summary>Works over IPv6, nothing a user would notice.</summary>
    Ready,

    /// <summary>Usable over IPv6 with a defect.</summary>
    Partial,

    /// <summary>IPv6 is published and harms.</summary>
    Broken,

    /// <summary>No IPv6 published.</summary>
    None,

    /// <summary>Cannot be judged, or the fault is not IPv6's.</summary>
    Unknown,

    /// <summary>The service is not offered.</summary>
    NotApplicable,
}

/// <summary>A target of the lab country and what a right measurement says of it.</summary>
/// <param name="Id">What happens there; several healthy targets share one id.</param>
/// <param name="Name">The target's name, in Unicode.</param>
/// <param name="Kind">What of the name is looked at.</param>
/// <param name="Expected">The class that a right measurement gives.</param>
/// <param name="Shows">What it shows, in both languages.</param>
/// <param name="Needs">What an observer must be able to measure to see it (<c>latency</c>, <c>loss</c>, <c>hint</c>, <c>meta-refresh</c>); null for what every one sees. Who cannot, sees <see cref="LabClass.Ready"/>.</param>
/// <param name="Organisation">The slug of the organisation it belongs to.</param>
public sealed record LabCase(
    string Id, string Name, LabKind Kind, LabClass Expected, LabText Shows, string? Needs, string Organisation);

/// <summary>A sentence in both languages.</summary>
public sealed record LabText(string Vi, string En);

/// <summary>An imaginary organisation.</summary>
/// <param name="Slug">Its public id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Sector">What it is.</param>
/// <param name="Domain">Its domain, in Unicode.</param>
public sealed record LabOrganisation(string Slug, LabText Name, LabSector Sector, string Domain);

/// <summary>What an imaginary organisation is.</summary>
public enum LabSector
{
    /// <summary>A ministry or agency of the imaginary state.</summary>
    Ministry,

    /// <summary>A province.</summary>
    Province,

    /// <summary>An operator or hosting company.</summary>
    Operator,

    /// <summary>A company, school or club.</summary>
    Company,
}
