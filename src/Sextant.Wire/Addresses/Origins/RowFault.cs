namespace Sextant.Wire.Addresses.Origins;

/// <summary>Why a row of address data was left out. Real lists have such rows; they are counted by name, never guessed at.</summary>
public enum RowFault
{
    /// <summary>Longer than any row of these formats can be.</summary>
    LineTooLong,

    /// <summary>Not UTF-8.</summary>
    NotUtf8,

    /// <summary>A quotation mark that is not closed, or text after one that is (RFC 4180).</summary>
    BadQuoting,

    /// <summary>Fewer fields than the format has.</summary>
    TooFewFields,

    /// <summary>Not an address in its ordinary form.</summary>
    BadAddress,

    /// <summary>First and last address are of different families.</summary>
    MixedFamilies,

    /// <summary>The last address comes before the first.</summary>
    Inverted,

    /// <summary>A length or a count that the address's family does not have, or that runs past its end.</summary>
    BadLength,

    /// <summary>Bits are set beyond the prefix's length.</summary>
    BitsBeyondLength,

    /// <summary>No number of an autonomous system from 1 to 4,294,967,295; 0 is never announced (RFC 7607).</summary>
    BadNumber,

    /// <summary>No code of a country.</summary>
    BadCountry,

    /// <summary>The path ends in a set of several systems, so that nobody is named (RFC 9774).</summary>
    AsSet,

    /// <summary>A default route says nothing of who holds an address.</summary>
    DefaultRoute,

    /// <summary>Not a row of a routing table: an update, a withdrawal, another record.</summary>
    NotARoute,

    /// <summary>More rows than a table takes.</summary>
    TooMany,
}
