namespace Sextant.Checks.Recipes;

/// <summary>Server software a recipe is written for.</summary>
public enum Software
{
    /// <summary>Not known, or none of those below.</summary>
    Unknown,

    /// <summary>nginx and what is built on it.</summary>
    Nginx,

    /// <summary>Apache HTTP Server.</summary>
    Apache,

    /// <summary>Microsoft Internet Information Services.</summary>
    Iis,

    /// <summary>Postfix.</summary>
    Postfix,

    /// <summary>BIND 9.</summary>
    Bind,

    /// <summary>NSD.</summary>
    Nsd,

    /// <summary>PowerDNS Authoritative Server.</summary>
    PowerDns,

    /// <summary>Knot DNS.</summary>
    Knot,
}
