using System.Net;

namespace Sextant.Checks.Observations;

/// <summary>Who stands behind the addresses of a scan, by the tables that were loaded when it was made.</summary>
public sealed record OriginObservation
{
    /// <summary>The tables that were asked.</summary>
    public required IReadOnlyList<OriginSource> Sources { get; init; }

    /// <summary>Each address that was seen, once; one that no table knows is here without its facts.</summary>
    public required IReadOnlyList<AddressOriginSeen> Addresses { get; init; }

    /// <summary>Whether the tables say which systems announce addresses.</summary>
    public bool KnowsSystems => Sources.Any(source => source.Facts == "systems");

    /// <summary>The system that announces an address; null when no table knows it.</summary>
    public uint? SystemOf(IPAddress address) => Addresses.FirstOrDefault(one => one.Address.Equals(address))?.System;
}

/// <summary>A table that was asked.</summary>
/// <param name="Facts">A word: <c>systems</c> or <c>countries</c>.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Date">The day it speaks of.</param>
/// <param name="Sha256">Of the table.</param>
public sealed record OriginSource(string Facts, string Source, DateOnly Date, string Sha256);

/// <summary>Who stands behind one address.</summary>
/// <param name="Address">The address.</param>
/// <param name="System">The number of the autonomous system that announces it.</param>
/// <param name="Holder">That system's holder; untrusted text.</param>
/// <param name="Country">Where the address was given to, as two letters.</param>
public sealed record AddressOriginSeen(IPAddress Address, uint? System = null, string? Holder = null, string? Country = null);
