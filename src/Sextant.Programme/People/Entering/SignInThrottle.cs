using System.Net;
using System.Net.Sockets;

namespace Sextant.Programme.People;

/// <summary>
/// How often may be guessed. A browser from which the person has signed in before has a measure of its own, so that no stranger can use it up: who guesses
/// from elsewhere locks out others from elsewhere for a while, never the person at the own desk, and never a passkey. Kept in memory: a restart forgets, and
/// a stranger cannot restart.
/// </summary>
internal sealed class SignInThrottle(TimeProvider clock)
{
    /// <summary>100,000 measures, some 20 MB: a flood of sources pushes the oldest out, not the program over.</summary>
    private const int MostMeasures = 100_000;

    // Known device: 10 in 15 min. Account from one source: 5 in 15 min. Account from anywhere: 100 in an hour, which is far below what guesses a password with a
    // second factor behind it. Source, whatever account: 30 in 15 min, for offices behind one address.
    private static readonly Measure Device = new("device", 10, TimeSpan.FromMinutes(15));
    private static readonly Measure Pair = new("pair", 5, TimeSpan.FromMinutes(15));
    private static readonly Measure Account = new("account", 100, TimeSpan.FromHours(1));
    private static readonly Measure Source = new("source", 30, TimeSpan.FromMinutes(15));

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (int Count, DateTimeOffset Began, TimeSpan Lasts)> _counts = new(StringComparer.Ordinal);

    /// <summary>Counts one try before it is made, so that many at once are counted too.</summary>
    /// <param name="account">The account typed, whether there is one or not.</param>
    /// <param name="from">The client's address.</param>
    /// <param name="device">The browser's own mark, where this person has signed in from it before.</param>
    /// <returns>How long to wait; null when it may be tried.</returns>
    internal TimeSpan? TryBegin(string account, string from, string? device)
    {
        DateTimeOffset now = clock.GetUtcNow();
        (Measure Measure, string Of)[] measures = MeasuresOf(account, from, device);
        lock (_lock)
        {
            TimeSpan wait = measures.Max(one => WaitOf(one.Measure, one.Of, now));
            if (wait > TimeSpan.Zero)
            {
                return wait;
            }

            Tidy(now);
            foreach ((Measure measure, string of) in measures)
            {
                string key = measure.Key(of);
                (int count, DateTimeOffset began, TimeSpan lasts) = Holds(key, now) ? _counts[key] : (0, now, measure.Lasts);
                _counts[key] = (count + 1, began, lasts);
            }
        }

        return null;
    }

    /// <summary>Takes back what a right try was counted for.</summary>
    internal void Succeeded(string account, string from, string? device)
    {
        lock (_lock)
        {
            foreach ((Measure measure, string of) in MeasuresOf(account, from, device))
            {
                string key = measure.Key(of);
                if (_counts.TryGetValue(key, out (int Count, DateTimeOffset Began, TimeSpan Lasts) held))
                {
                    // The source's and the account's measures lose this try only: one right password of one's own must not buy a stranger new guesses at others'.
                    bool own = measure == Device || measure == Pair;
                    _counts[key] = (own ? 0 : Math.Max(0, held.Count - 1), held.Began, held.Lasts);
                }
            }
        }
    }

    /// <summary>Where a client comes from: an IPv4 address, or the /64 in which one IPv6 host has as many addresses as it likes.</summary>
    internal static string SourceOf(string from)
    {
        if (!IPAddress.TryParse(from, out IPAddress? address))
        {
            return from;
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }

    private static (Measure Measure, string Of)[] MeasuresOf(string account, string from, string? device) => device is not null
        ? [(Device, device)]
        : [(Pair, $"{SourceOf(from)} {account}"), (Account, account), (Source, SourceOf(from))];

    private TimeSpan WaitOf(Measure measure, string of, DateTimeOffset now)
    {
        string key = measure.Key(of);
        return Holds(key, now) && _counts[key].Count >= measure.Most ? _counts[key].Began + measure.Lasts - now : TimeSpan.Zero;
    }

    private bool Holds(string key, DateTimeOffset now) => _counts.TryGetValue(key, out (int, DateTimeOffset Began, TimeSpan Lasts) held) && held.Began + held.Lasts > now;

    private void Tidy(DateTimeOffset now)
    {
        if (_counts.Count < MostMeasures)
        {
            return;
        }

        foreach (string key in _counts.Where(pair => pair.Value.Began + pair.Value.Lasts <= now).Select(pair => pair.Key).ToArray())
        {
            _counts.Remove(key);
        }

        foreach (string key in _counts.OrderBy(pair => pair.Value.Began).Take(Math.Max(0, _counts.Count - (MostMeasures / 2))).Select(pair => pair.Key).ToArray())
        {
            _counts.Remove(key);
        }
    }

    private sealed record Measure(string Name, int Most, TimeSpan Lasts)
    {
        // Hashed: what strangers type stays short, and no address of a person lies about in memory for long.
        internal string Key(string of) => Secret.Hash(Name, of);
    }
}
