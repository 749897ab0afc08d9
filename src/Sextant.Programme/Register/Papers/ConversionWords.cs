using System.Globalization;

namespace Sextant.Programme.Register;

/// <summary>The closed words of conversion plans, and their keys.</summary>
public static class ConversionWords
{
    /// <summary>The sections of the normal form, I to VI: legal basis, present state, aims and scope, content and roadmap, funding, organisation of work.</summary>
    public static IReadOnlyList<string> Sections { get; } = ["legal", "present", "aims", "content", "funding", "work"];

    /// <summary>
    /// Layers of an inventory. Each is one that the criteria of organisations ask for (ORG-02 to ORG-08), so a plan names a system of each, or says that the unit has none.
    /// </summary>
    public static IReadOnlyList<string> Layers { get; } = ["portal", "public-services", "dns", "mail", "data-centre", "wan", "lan", "application"];

    /// <summary>What a system speaks today: IPv4 alone, both, IPv6 mostly (RFC 8925), IPv6 alone; or nobody has looked.</summary>
    public static IReadOnlyList<string> Stacks { get; } = ["ipv4-only", "dual", "ipv6-mostly", "ipv6-only", "unknown"];

    /// <summary>What its devices and software can: as they are, after an upgrade, only when replaced; or nobody has looked.</summary>
    public static IReadOnlyList<string> Capabilities { get; } = ["ready", "upgrade", "replace", "unknown"];

    /// <summary>What a file of a plan is: the signed plan itself, or an annex.</summary>
    public static IReadOnlyList<string> FileRoles { get; } = ["plan", "annex"];

    internal static string Plan(string organisation, int number) => string.Create(CultureInfo.InvariantCulture, $"{organisation}/{number}");

    internal static string Part(string plan, string what, int position) => string.Create(CultureInfo.InvariantCulture, $"{plan}/{what}-{position}");
}
