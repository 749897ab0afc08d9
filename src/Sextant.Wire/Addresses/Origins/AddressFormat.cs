namespace Sextant.Wire.Addresses.Origins;

/// <summary>The forms in which address data comes.</summary>
public enum AddressFormat
{
    /// <summary>Ranges with a system or a country: <see cref="Origins.RangeCsv"/>.</summary>
    RangeCsv,

    /// <summary>A routing table as text: <see cref="RouteDump"/>.</summary>
    Mrt,

    /// <summary>What a registry has given out: <see cref="DelegatedFile"/>.</summary>
    Delegated,
}

/// <summary>Tells the formats apart and reads each.</summary>
public static class AddressFormats
{
    /// <summary>The format that the beginning of a file looks like. Its rows say later whether it was.</summary>
    public static AddressFormat Detect(ReadOnlySpan<byte> head)
    {
        while (!head.IsEmpty)
        {
            ReadOnlySpan<byte> line = Utf8Text.Field(ref head, (byte)'\n');
            if (line.Length > 0 && line[0] != '#' && line[0] != '\r')
            {
                return line.StartsWith("TABLE_DUMP"u8) || line.StartsWith("BGP4MP"u8) ? AddressFormat.Mrt
                    : line.Count((byte)'|') >= 3 ? AddressFormat.Delegated
                    : AddressFormat.RangeCsv;
            }
        }

        return AddressFormat.RangeCsv;
    }

    /// <summary>Adds the rows of a file of this format.</summary>
    public static void Read(AddressFormat format, Stream stream, AddressRows rows)
    {
        switch (format)
        {
            case AddressFormat.RangeCsv:
                RangeCsv.Read(stream, rows);
                break;
            case AddressFormat.Mrt:
                RouteDump.Read(stream, rows);
                break;
            default:
                DelegatedFile.Read(stream, rows);
                break;
        }
    }
}
