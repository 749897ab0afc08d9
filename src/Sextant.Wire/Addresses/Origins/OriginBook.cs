namespace Sextant.Wire.Addresses.Origins;

/// <summary>Numbers each origin once, from 1: 0 is nobody.</summary>
internal sealed class OriginBook
{
    private readonly Dictionary<AddressOrigin, int> _numbers = [];
    private readonly Dictionary<uint, List<(string? Holder, int Number)>> _byNumber = [];
    private readonly List<AddressOrigin> _all = [];

    public IReadOnlyList<AddressOrigin> All => _all;

    /// <summary>The number of an origin.</summary>
    public int Of(AddressOrigin origin)
    {
        if (!_numbers.TryGetValue(origin, out int number))
        {
            _all.Add(origin);
            _numbers[origin] = number = _all.Count;
        }

        return number;
    }

    /// <summary>The same for a system and its holder as bytes: a system comes hundreds of times, its text is made once.</summary>
    public int Of(uint system, ReadOnlySpan<byte> holder)
    {
        if (!_byNumber.TryGetValue(system, out List<(string? Holder, int Number)>? known))
        {
            _byNumber[system] = known = [];
        }

        foreach ((string? text, int number) in known)
        {
            if (Utf8Text.Is(holder, text))
            {
                return number;
            }
        }

        string? name = holder.IsEmpty ? null : System.Text.Encoding.UTF8.GetString(holder);
        int added = Of(new AddressOrigin(system, name, null));
        known.Add((name, added));
        return added;
    }
}
