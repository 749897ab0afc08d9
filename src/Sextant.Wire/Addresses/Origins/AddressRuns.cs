using System.Runtime.InteropServices;

namespace Sextant.Wire.Addresses.Origins;

/// <summary>All addresses of a family in order, cut where the value changes; value 0 is nobody. Before the first run there is nobody.</summary>
internal sealed class AddressRuns(int capacity)
{
    private readonly List<UInt128> _starts = new(capacity);
    private readonly List<int> _values = new(capacity);

    public int Count => _starts.Count;

    public ReadOnlySpan<UInt128> Starts => CollectionsMarshal.AsSpan(_starts);

    public ReadOnlySpan<int> Values => CollectionsMarshal.AsSpan(_values);

    /// <summary>From here on there is this value; starts ascend, and one at the same place replaces the end set before.</summary>
    public void Begin(UInt128 start, int value)
    {
        if (_starts.Count > 0 && _starts[^1] == start)
        {
            _starts.RemoveAt(_starts.Count - 1);
            _values.RemoveAt(_values.Count - 1);
        }
        else if (_starts.Count > 0 && _starts[^1] > start)
        {
            // The end that was set lies ahead: a narrower range begins before it.
            _starts.RemoveAt(_starts.Count - 1);
            _values.RemoveAt(_values.Count - 1);
        }

        if ((_values.Count == 0 ? 0 : _values[^1]) != value)
        {
            _starts.Add(start);
            _values.Add(value);
        }
    }

    /// <summary>After this address there is nobody, until the next run begins.</summary>
    public void EndAfter(UInt128 last)
    {
        if (last != UInt128.MaxValue)
        {
            _starts.Add(last + 1);
            _values.Add(0);
        }
    }

    /// <summary>Adds a run as it was stored.</summary>
    public void Restore(UInt128 start, int value)
    {
        _starts.Add(start);
        _values.Add(value);
    }
}
