using System.Net;
using Sextant.Net.Timing;
using Sextant.Wire;
using Sextant.Wire.Addresses;

namespace Sextant.Net.Pacing;

/// <summary>
/// Grants turns to talk to an address, so that whoever is measured does not notice it (rule 17). One pacer serves the whole process:
/// the limits are per address asked, not per scan. Processes of one place share them through <see cref="PacerOptions.Shared"/>.
/// </summary>
public sealed class Pacer
{
    private static readonly PaceTurn Free = new(TimeSpan.Zero);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(TokenBuckets.Margin);

    private readonly PacerOptions options;
    private readonly TimeProvider time;
    private readonly TimeWheel wheel;
    private readonly TokenBuckets buckets;
    private readonly ConnectionSlots slots = new();
    private readonly LongRests rests;

    public Pacer(PacerOptions options, TimeProvider time)
    {
        this.options = options;
        this.time = time;
        wheel = TimeWheel.Of(time);
        buckets = new TokenBuckets(time, options.MaxBuckets);
        rests = new LongRests(time);
    }

    private readonly long[] granted = new long[3];
    private long waitedTicks;

    /// <summary>Turns granted for a use since the start: queries, connections, conversations.</summary>
    public long Granted(PacedUse use) => Interlocked.Read(ref granted[(int)use]);

    /// <summary>How long all turns together were waited for.</summary>
    public TimeSpan Waited => TimeSpan.FromTicks(Interlocked.Read(ref waitedTicks));

    /// <summary>Buckets and connection counts held now: what bounds the pacer's memory.</summary>
    public int Held => buckets.Count + slots.Count + rests.Count;

    /// <summary>Waits for a turn. For HTTP and SMTP the turn is a connection's place: dispose it when the connection is closed.</summary>
    /// <exception cref="OperationCanceledException">Cancelled while waiting; the place is given back, the token is spent.</exception>
    public async ValueTask<PaceTurn> EnterAsync(PacedUse use, IPAddress address, CancellationToken cancellation)
    {
        Interlocked.Increment(ref granted[(int)use]);
        if (IsFree(use, address))
        {
            return Free;
        }

        long asked = time.GetTimestamp();
        string key = AddressKey(use, address);
        if (use == PacedUse.Dns)
        {
            await WaitForTokensAsync(use, address, key, cancellation).ConfigureAwait(false);
            return new PaceTurn(time.GetElapsedTime(asked));
        }

        int places = use == PacedUse.Http ? options.HttpConnections : options.SmtpConnections;
        await slots.EnterAsync(key, places, cancellation).ConfigureAwait(false);
        Action? leave = null;
        try
        {
            leave = options.Shared is { } shared ? await shared.EnterAsync($"{key} open", places, cancellation).ConfigureAwait(false) : null;
            await WaitForTokensAsync(use, address, key, cancellation).ConfigureAwait(false);
        }
        catch
        {
            Leave();
            throw;
        }

        return new PaceTurn(time.GetElapsedTime(asked), Leave, close => slots.LetOthers(key, close));

        void Leave()
        {
            leave?.Invoke();
            slots.Leave(key);
        }
    }

    /// <summary>Waits for a turn to ask once more over a connection that is open: it takes no place, and is a request like any other.</summary>
    /// <exception cref="OperationCanceledException">Cancelled while waiting; the token is spent.</exception>
    public ValueTask AgainAsync(PacedUse use, IPAddress address, CancellationToken cancellation) =>
        IsFree(use, address) ? ValueTask.CompletedTask : WaitForTokensAsync(use, address, AddressKey(use, address), cancellation);

    /// <summary>Lets an address rest that said it was asked too much, <see cref="PacerOptions.LongestBackOff"/> at most.</summary>
    /// <param name="use">What it was asked for.</param>
    /// <param name="address">The address.</param>
    /// <param name="asked">What it asked for; null when it did not say.</param>
    /// <param name="name">Who was asked there: not asked there again for all the time asked for, an hour at most; null where only the address counts.</param>
    public void BackOff(PacedUse use, IPAddress address, TimeSpan? asked = null, string? name = null)
    {
        if (IsFree(use, address))
        {
            return;
        }

        var rest = asked is { } wish && wish >= TimeSpan.Zero ? wish : options.BackOff;
        buckets.Rest(new(AddressKey(use, address), PerAddress(use), Strict: true), rest < options.LongestBackOff ? rest : options.LongestBackOff);
        if (name is not null && rest > options.LongestBackOff)
        {
            rests.Add(address, name, rest);
        }
    }

    /// <summary>Whether a name is left alone at an address, because its server asked for a long rest.</summary>
    public bool Rests(IPAddress address, string name) => rests.Has(address, name);

    private async ValueTask WaitForTokensAsync(PacedUse use, IPAddress address, string key, CancellationToken cancellation)
    {
        var asked = Buckets(use, address, key);
        for (var wait = buckets.Reserve(asked); wait > TimeSpan.Zero || (wait = buckets.Use(asked[0])) > TimeSpan.Zero; wait = TimeSpan.Zero)
        {
            Interlocked.Add(ref waitedTicks, wait.Ticks);
            await wheel.PauseAsync(wait, cancellation).ConfigureAwait(false);
        }

        if (options.Shared is { } shared)
        {
            long others = time.GetTimestamp();
            await shared.UseAsync(key, asked[0].Rate, Second, cancellation).ConfigureAwait(false);
            Interlocked.Add(ref waitedTicks, time.GetElapsedTime(others).Ticks);
        }
    }

    private TokenBuckets.Bucket[] Buckets(PacedUse use, IPAddress address, string key)
    {
        if (use == PacedUse.Smtp)
        {
            return [new(key, options.SmtpPerAddress, Strict: true)];
        }

        string network = IpPrefix.Of(address, AddressKind.FamilyOf(address) == Family.V4 ? 24 : 48).ToString();
        string? provider = options.Provider?.Invoke(address) is { } number ? $"AS{number}" : null;
        if (use == PacedUse.Dns)
        {
            return [new(key, options.DnsPerAddress, Strict: true), new($"{use} {provider ?? network}", options.DnsPerProvider)];
        }

        return provider is null
            ? [new(key, options.HttpPerAddress, Strict: true), new($"{use} {network}", options.HttpPerNetwork)]
            : [new(key, options.HttpPerAddress, Strict: true), new($"{use} {network}", options.HttpPerNetwork), new($"{use} {provider}", options.HttpPerProvider)];
    }

    private double PerAddress(PacedUse use) => use switch
    {
        PacedUse.Http => options.HttpPerAddress,
        PacedUse.Dns => options.DnsPerAddress,
        _ => options.SmtpPerAddress,
    };

    private bool IsFree(PacedUse use, IPAddress address)
    {
        foreach (IpPrefix network in options.OwnNetworks)
        {
            if (network.Contains(address))
            {
                return true;
            }
        }

        return use == PacedUse.Dns && options.Resolvers.Contains(address);
    }

    private static string AddressKey(PacedUse use, IPAddress address) => $"{use} {address}";
}
