using Sextant.Programme.Register;

namespace Sextant.Programme.Papers.Units;

/// <summary>Somebody who must act, by name.</summary>
/// <param name="Name">As the register calls the organisation; null: the register does not know who it is.</param>
/// <param name="Seen">As what it was seen: the domain of its name servers, or the holder and number of its network. Untrusted text.</param>
/// <param name="Itself">Whether it is the unit that the sheet is of.</param>
public sealed record NamedParty(LocalText? Name, string Seen, bool Itself = false);
