namespace Sextant.Wire;

/// <summary>The IP family an operation was pinned to. Every operation has exactly one; nothing falls back to the other.</summary>
public enum Family
{
    /// <summary>IPv4.</summary>
    V4,

    /// <summary>IPv6.</summary>
    V6,
}
