using System.Globalization;
using Sextant.Wire.Names;

namespace Sextant.Programme.Register;

/// <summary>
/// Keys of facts, as packs and persons make them alike: what makes a fact that fact (whose, which, from when), and none of what may be
/// corrected about it, so that a correction meets the row it corrects.
/// </summary>
internal static class RegisterKeys
{
    internal static string Name(string organisation, string language, DateOnly? from) => $"{organisation}/{language}/{Start(from)}";

    internal static string Target(string organisation, string target, DateOnly? from) => $"{organisation}/{target}/{Start(from)}";

    internal static string Relation(string from, string kind, string to, DateOnly? on) => $"{from}/{kind}/{to}/{Start(on)}";

    internal static string Designation(string organisation, string scheme, string value, DateOnly? from) => $"{organisation}/{scheme}/{value}/{Start(from)}";

    internal static RegisterTarget TargetRow(string organisation, string kind, HostName name, string role, string confidence, DateOnly? from, DateOnly? until) => new()
    {
        Key = Target(organisation, $"{kind}:{name.Ascii}", from), Organisation = organisation, Kind = kind, Ascii = name.Ascii, Domain = name.Unicode,
        Role = role, Confidence = confidence, TargetKey = $"{kind}:{name.Ascii}", ValidFrom = from, ValidUntil = until,
    };

    internal static RegisterName NameRow(string organisation, string language, string text, DateOnly? from, DateOnly? until) => new()
    {
        Key = Name(organisation, language, from), Organisation = organisation, Language = language, Name = text, Folded = Folded.Of(text), ValidFrom = from, ValidUntil = until,
    };

    /// <summary>The first time that an organisation owes a kind of return has the short key; each further one is told by its first day.</summary>
    internal static string Duty(string organisation, string form, IEnumerable<RegisterReturnDuty> held, DateOnly? from) =>
        held.Any(row => row.Key == $"{organisation}/{form}") ? $"{organisation}/{form}/{Start(from)}" : $"{organisation}/{form}";

    internal static string Start(DateOnly? from) => from is { } date ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "start";
}
