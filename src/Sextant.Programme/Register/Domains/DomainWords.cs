using System.Globalization;

namespace Sextant.Programme.Register;

/// <summary>The closed words of domains and suggestions, where a proof stands, and keys.</summary>
public static class DomainWords
{
    /// <summary>Of a claim: said, shown, or taken at the unit's word by the office.</summary>
    public static IReadOnlyList<string> States { get; } = ["claimed", "proven", "accepted"];

    /// <summary>Kinds of target that a domain can be measured as.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["site", "mail", "zone"];

    /// <summary>Who is written to about what.</summary>
    public static IReadOnlyList<string> Contacts { get; } = ["technical", "administrative"];

    /// <summary>What became of a suggestion.</summary>
    public static IReadOnlyList<string> Decisions { get; } = ["open", "approved", "refused"];

    /// <summary>Where scans see names.</summary>
    public static IReadOnlyList<string> Ways { get; } = ["certificate", "mx", "ns", "alias", "redirect", "link"];

    /// <summary>The path of the file that proves control (RFC 8615).</summary>
    public const string FilePath = "/.well-known/sextant-domain.txt";

    /// <summary>Where the TXT record stands: under a label with an underscore, where no host is (RFC 8552).</summary>
    public static string TxtName(string ascii) => "_sextant-domain." + ascii;

    /// <summary>What is published: the text of the record, and a line of the file.</summary>
    public static string Value(string token) => "sextant-domain=" + token;

    internal static string Claim(string organisation, string ascii) => $"{organisation}/{ascii}";

    internal static string Contact(string claim, int position) => string.Create(CultureInfo.InvariantCulture, $"{claim}/contact-{position}");
}
