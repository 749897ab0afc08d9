using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.People;

/// <summary>
/// How often may be guessed. A browser from which the person has signed in before has a measure of its own, so that no stranger can use it up: who guesses
/// from elsewhere locks out others from elsewhere for a while, never the person at the own desk, and never a passkey. Counted in the database:
/// a restart forgets nothing, and processes that share the database share the count.
/// </summary>
internal sealed class SignInThrottle(PeopleBooks books)
{
    /// <summary>What the names of accounts at the second step begin with. The person's key follows, which no stranger knows.</summary>
    internal const string SecondStep = "second ";

    /// <summary>100,000 measures, some 20 MB: a flood of sources pushes the oldest out, not the disk over.</summary>
    private const int MostMeasures = 100_000;

    /// <summary>1 min: how often measures that are over are cleared away.</summary>
    private static readonly TimeSpan TidyStep = TimeSpan.FromMinutes(1);

    // What is full, until when: whoever knocks at a full measure is turned away without the database. Another process learns of it when it asks there.
    private readonly ConcurrentDictionary<string, DateTimeOffset> _full = new(StringComparer.Ordinal);
    private DateTimeOffset _tidied;

    /// <summary>Counts one try before it is made, so that many at once are counted too.</summary>
    /// <param name="account">The account typed, whether there is one or not.</param>
    /// <param name="from">The client's address.</param>
    /// <param name="device">The browser's own mark, where this person has signed in from it before.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>How long to wait; null when it may be tried.</returns>
    internal async Task<TimeSpan?> TryBeginAsync(string account, string from, string? device, CancellationToken cancellation)
    {
        DateTimeOffset now = books.Now;
        Measure[] measures = MeasuresOf(account, from, device);
        TimeSpan known = measures.Max(one => _full.TryGetValue(one.Key, out DateTimeOffset ends) ? ends - now : TimeSpan.Zero);
        if (known > TimeSpan.Zero)
        {
            return known;
        }

        TimeSpan wait = await books.Database.WriteAsync(
            async context =>
            {
                await TidyAsync(context, now, cancellation).ConfigureAwait(false); // before any row is held that it may take away
                List<GuessRow> held = await HeldAsync(context, measures, cancellation).ConfigureAwait(false);
                TimeSpan full = measures.Max(one => WaitOf(one, held, now));
                if (full <= TimeSpan.Zero)
                {
                    Count(context, measures, held, now);
                    await context.SaveChangesAsync(cancellation).ConfigureAwait(false);
                }

                return full;
            },
            cancellation).ConfigureAwait(false);
        return wait > TimeSpan.Zero ? wait : null;
    }

    /// <summary>Takes back what a right try was counted for.</summary>
    internal Task SucceededAsync(string account, string from, string? device, CancellationToken cancellation) => books.Database.WriteAsync(
        async context =>
        {
            Measure[] measures = MeasuresOf(account, from, device);
            List<GuessRow> held = await HeldAsync(context, measures, cancellation).ConfigureAwait(false);
            foreach (Measure measure in measures)
            {
                if (held.Find(row => row.Key == measure.Key) is { } row)
                {
                    // The source's and the account's measures lose this try only: one right password of one's own must not buy a stranger new guesses at others'.
                    row.Count = measure.Own ? 0 : Math.Max(0, row.Count - 1);
                }
            }

            return await context.SaveChangesAsync(cancellation).ConfigureAwait(false);
        },
        cancellation);

    /// <summary>Whether the last try at a second step was the last of its day; asked after a try that was counted, it is so once.</summary>
    internal async Task<bool> IsUsedUpAsync(string account, CancellationToken cancellation)
    {
        Measure measure = Measure.Second(account);
        await using ProgrammeContext context = books.Database.Create();
        return await context.Set<GuessRow>().AnyAsync(row => row.Key == measure.Key && row.Count >= measure.Most && row.EndsAt > books.Now, cancellation).ConfigureAwait(false);
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

    private static Measure[] MeasuresOf(string account, string from, string? device) => device is not null
        ? [Measure.Device(device)]
        : [
            Measure.Pair($"{SourceOf(from)} {account}"), account.StartsWith(SecondStep, StringComparison.Ordinal) ? Measure.Second(account) : Measure.Account(account),
            Measure.Source(SourceOf(from)),
        ];

    private static Task<List<GuessRow>> HeldAsync(ProgrammeContext context, Measure[] measures, CancellationToken cancellation)
    {
        string[] keys = [.. measures.Select(one => one.Key)];
        return context.Set<GuessRow>().Where(row => keys.Contains(row.Key)).ToListAsync(cancellation);
    }

    private static void Count(ProgrammeContext context, Measure[] measures, List<GuessRow> held, DateTimeOffset now)
    {
        foreach (Measure measure in measures)
        {
            GuessRow row = held.Find(one => one.Key == measure.Key) ?? context.Add(new GuessRow { Key = measure.Key, BeganAt = now, EndsAt = now + measure.Lasts }).Entity;
            (row.Count, row.BeganAt, row.EndsAt) = row.EndsAt > now ? (row.Count + 1, row.BeganAt, row.EndsAt) : (1, now, now + measure.Lasts);
        }
    }

    private TimeSpan WaitOf(Measure measure, List<GuessRow> held, DateTimeOffset now)
    {
        if (held.Find(row => row.Key == measure.Key) is not { } row || row.EndsAt <= now || row.Count < measure.Most)
        {
            return TimeSpan.Zero;
        }

        if (_full.Count >= MostMeasures)
        {
            _full.Clear(); // the database still knows
        }

        _full[measure.Key] = row.EndsAt;
        return row.EndsAt - now;
    }

    private async Task TidyAsync(ProgrammeContext context, DateTimeOffset now, CancellationToken cancellation)
    {
        if (now - _tidied < TidyStep)
        {
            return;
        }

        _tidied = now;
        foreach (string over in _full.Where(pair => pair.Value <= now).Select(pair => pair.Key).ToArray())
        {
            _full.TryRemove(over, out _);
        }

        await context.Set<GuessRow>().Where(row => row.EndsAt <= now).ExecuteDeleteAsync(cancellation).ConfigureAwait(false);
        if (await context.Set<GuessRow>().CountAsync(cancellation).ConfigureAwait(false) >= MostMeasures)
        {
            long middle = await context.Set<GuessRow>().OrderBy(row => row.Id).Skip(MostMeasures / 2).Select(row => row.Id).FirstAsync(cancellation).ConfigureAwait(false);
            await context.Set<GuessRow>().Where(row => row.Id < middle).ExecuteDeleteAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>One bound: of what, how often, how long.</summary>
    /// <param name="Own">Whether a right try clears it: it counts this person's tries alone.</param>
    private sealed record Measure(string Key, int Most, TimeSpan Lasts, bool Own)
    {
        // Known device: 10 in 15 min. Account from one source: 5 in 15 min. Account from anywhere: 100 in an hour, which is far below what guesses a password with a
        // second factor behind it. Source, whatever account: 30 in 15 min, for offices behind one address. Hashed: what strangers type stays short, and nobody's address is kept.
        internal static Measure Device(string of) => new(Secret.Hash("device", of), 10, TimeSpan.FromMinutes(15), true);

        internal static Measure Pair(string of) => new(Secret.Hash("pair", of), 5, TimeSpan.FromMinutes(15), true);

        internal static Measure Account(string of) => new(Secret.Hash("account", of), 100, TimeSpan.FromHours(1), false);

        // The second step, from anywhere: 20 in a day. Of a million codes three are right at a time: a hundred an hour by somebody who has the password would find one within some weeks.
        internal static Measure Second(string of) => new(Secret.Hash("account", of), 20, TimeSpan.FromDays(1), false);

        internal static Measure Source(string of) => new(Secret.Hash("source", of), 30, TimeSpan.FromMinutes(15), false);
    }
}
