using System.Net;

namespace Sextant.Net.Pacing;

/// <summary>
/// Names that a server asked to be left alone for longer than an address is let rest: not asked there again until then. Kept by name and address, so that one tenant of a
/// shared address cannot keep its neighbours from being measured.
/// </summary>
internal sealed class LongRests(TimeProvider time)
{
    /// <summary>1 h: an owner whose site was away for a while is not told for a day that it is.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>10,000, some megabytes. Beyond it those that end first make room.</summary>
    private const int Most = 10_000;

    private readonly Dictionary<(IPAddress Address, string Name), DateTimeOffset> _until = [];
    private readonly Lock _gate = new();

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _until.Count;
            }
        }
    }

    public void Add(IPAddress address, string name, TimeSpan rest)
    {
        DateTimeOffset now = time.GetUtcNow();
        lock (_gate)
        {
            if (_until.Count >= Most && !_until.ContainsKey((address, name)))
            {
                MakeRoom(now);
            }

            _until[(address, name)] = now + (rest < Longest ? rest : Longest);
        }
    }

    public bool Has(IPAddress address, string name)
    {
        lock (_gate)
        {
            if (_until.Count == 0 || !_until.TryGetValue((address, name), out DateTimeOffset until))
            {
                return false;
            }

            return time.GetUtcNow() < until || !_until.Remove((address, name));
        }
    }

    // A tenth at once: who has ten thousand of them is not to look through all for each.
    private void MakeRoom(DateTimeOffset now)
    {
        foreach ((IPAddress, string) key in _until.OrderBy(pair => pair.Value).TakeWhile((pair, at) => at < Most / 10 || pair.Value <= now).Select(pair => pair.Key).ToList())
        {
            _until.Remove(key);
        }
    }
}
