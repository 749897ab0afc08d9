using System.Net;
using Sextant.Lab.Network;
using Sextant.Wire;

namespace Sextant.Lab;

/// <summary>The script of the observer's own place. Without a word it has both families and an IPv6 address whose PTR and AAAA confirm each other.</summary>
public sealed class VantageScript
{
    /// <summary>The name said at port 25.</summary>
    public const string Name = "vantage.anchor.test";

    internal static readonly IPAddress V4 = IPAddress.Parse("192.0.2.10");
    internal static readonly IPAddress V6 = IPAddress.Parse("2001:db8:ffff::10");

    private readonly HashSet<Family> _lacks = [];

    internal VantageScript()
    {
    }

    internal bool HasPtr { get; private set; } = true;

    /// <summary>The vantage has no address of this family.</summary>
    public VantageScript Without(Family family)
    {
        _lacks.Add(family);
        return this;
    }

    /// <summary>The vantage's IPv6 address has no PTR.</summary>
    public VantageScript WithoutPtr()
    {
        HasPtr = false;
        return this;
    }

    internal VantagePoint Point() => new(_lacks.Contains(Family.V4) ? null : V4, _lacks.Contains(Family.V6) ? null : V6, Name);
}
