using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;
using Sextant.Measurement.Addresses;

namespace Sextant.Cli.Parts;

/// <summary>Opens the address data under the data folder; what is damaged there is said in a sentence.</summary>
internal static class AddressRoom
{
    /// <summary>The versions that are kept.</summary>
    public static AddressStore Store(KeepingSettings keeping) => new(keeping.DataFolder);

    /// <summary>The tables in force on a day, by default the newest.</summary>
    /// <exception cref="BadInputException">A stored table is damaged.</exception>
    public static KnownAddresses InForce(KeepingSettings keeping, DateOnly? at = null) => Guarded(() => KnownAddresses.Open(Store(keeping), at));

    /// <summary>Reads something, and says clearly when it is damaged.</summary>
    public static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException fault)
        {
            throw new BadInputException("addresses.damaged", fault.Message);
        }
    }
}
