namespace Sextant.Net.Bulk.Iteration;

/// <summary>Something found by bytes: a name in lower case, or an address.</summary>
internal interface IFound
{
    bool Is(ReadOnlySpan<byte> key);
}

/// <summary>
/// What was lately used, of bounded size: two halves, and when the newer is full the older is forgotten. What is found in the older moves over, so what is used stays.
/// </summary>
internal sealed class Recent<T>(int most)
    where T : class, IFound
{
    private Dictionary<ulong, T> _young = [];
    private Dictionary<ulong, T> _old = [];

    public T? Find(ulong hash, ReadOnlySpan<byte> key)
    {
        if (_young.TryGetValue(hash, out T? found))
        {
            return found.Is(key) ? found : null;
        }

        if (!_old.TryGetValue(hash, out found) || !found.Is(key))
        {
            return null;
        }

        Keep(hash, found);
        return found;
    }

    public void Keep(ulong hash, T value)
    {
        if (_young.Count >= most / 2)
        {
            (_old, _young) = (_young, _old);
            _young.Clear();
        }

        _young[hash] = value;
    }
}
