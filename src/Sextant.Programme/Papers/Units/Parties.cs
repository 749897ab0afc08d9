namespace Sextant.Programme.Papers.Units;

/// <summary>Who can put something right.</summary>
public enum Party
{
    /// <summary>The unit itself.</summary>
    Unit,

    /// <summary>Who runs the name servers of its zone.</summary>
    DnsHost,

    /// <summary>The registrar, through whom the parent zone is changed.</summary>
    Registrar,

    /// <summary>The operator or data centre that carries the servers.</summary>
    Operator,
}

/// <summary>
/// Who must act on a criterion that is not met. A zone's records are changed by who runs its name servers, what stands at its parent by the registrar,
/// whether an address answers by who carries it, and everything else by the unit.
/// </summary>
public static class Parties
{
    private static readonly Dictionary<string, Party[]> Others = new(StringComparer.Ordinal)
    {
        ["WEB-01"] = [Party.Unit, Party.DnsHost],
        ["WEB-02"] = [Party.Operator],
        ["WEB-04"] = [Party.Operator],
        ["WEB-06"] = [Party.Operator],
        ["WEB-12"] = [Party.Operator],
        ["WEB-14"] = [Party.Operator],
        ["WEB-11"] = [Party.DnsHost],
        ["MAIL-04"] = [Party.Operator],
        ["DNS-04"] = [Party.Registrar, Party.DnsHost],
        ["DNS-05"] = [Party.DnsHost, Party.Registrar],
        ["DNS-11"] = [Party.Operator],
        ["DNS-12"] = [Party.DnsHost, Party.Registrar],
    };

    /// <summary>Who must act, who first.</summary>
    public static IReadOnlyList<Party> Of(string criterion) =>
        Others.TryGetValue(criterion, out Party[]? actors) ? actors
        : criterion.StartsWith("DNS-", StringComparison.Ordinal) || criterion.StartsWith("NSS-", StringComparison.Ordinal) ? [Party.DnsHost]
        : [Party.Unit];
}
