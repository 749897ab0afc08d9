namespace Sextant.Wire.Addresses.Origins;

/// <summary>Who stands behind an address, as far as one source says.</summary>
/// <param name="Number">The number of the autonomous system that announces it; all 32 bits are in use (RFC 6793).</param>
/// <param name="Holder">The system's holder, as the source spells it: untrusted text.</param>
/// <param name="Country">Two capital letters: where the registry says the address was given to.</param>
public sealed record AddressOrigin(uint? Number, string? Holder, string? Country);
