namespace Sextant.Checks;

/// <summary>Every check, one line each, in the order of the criteria.</summary>
public static class CheckCatalog
{
    /// <summary>All checks.</summary>
    public static IReadOnlyList<ICheck> All { get; } =
    [
    ];
}
