using System.Collections.Concurrent;
using System.Net;
using Sextant.Checks.Observations;
using Sextant.Net.Smtp;
using Sextant.Wire;

namespace Sextant.Measurement.Probes;

/// <summary>
/// Talks to each mail server's address once under each name, whichever of the scan's domains share it; in a campaign once for all names behind it, as far as names do not matter
/// (<see cref="AddressTalk"/>). Whoever waits for another's conversation lends its place meanwhile: a server that takes its time to greet, or that wants its clients to come back, keeps nobody else waiting.
/// </summary>
internal sealed class SmtpTalks(ProbeTools tools, Retrying retrying, BlobSink blobs, Func<CancellationToken, Task<string>> ehloName, SharedSight? shared = null)
{
    /// <summary>Characters of a greeting that are kept.</summary>
    private const int MostGreeting = 500;

    private readonly ConcurrentDictionary<(IPAddress Address, string Name), Lazy<Task<SmtpLook>>> _talks = new();

    /// <param name="address">The address dialled at port 25.</param>
    /// <param name="name">The mail server's name, looked for in its certificate.</param>
    public Task<SmtpLook> TalkAsync(IPAddress address, string name, CancellationToken cancellation) =>
        _talks.GetOrAdd((address, name), key => new Lazy<Task<SmtpLook>>(() => shared is null
            ? TalkToAsync(key.Address, key.Name, cancellation)
            : ShareAsync(shared, key.Address, key.Name, cancellation))).Value;

    /// <summary>
    /// The conversations with one server's addresses, where a certificate that another name was shown does not stand against one that this name was shown itself: only like is compared
    /// with like.
    /// </summary>
    public async Task<SmtpLook[]> SettleAsync(string name, SmtpLook[] looks, CancellationToken cancellation)
    {
        if (shared is null || !looks.Any(look => look.Tls is { Handshake: null } tls && !tls.Certificate.Contains(Failure.TlsNameMismatch)))
        {
            return looks;
        }

        return await Task.WhenAll(looks.Select(look => AddressTalk.IsAssumed(look, name)
            ? TalkApartAsync(shared, look.Address, name, cancellation)
            : Task.FromResult(look))).ConfigureAwait(false);
    }

    private async Task<SmtpLook> ShareAsync(SharedSight shared, IPAddress address, string name, CancellationToken cancellation)
    {
        var seen = new BlobSink();
        AddressTalk first = await shared.LookAsync(
            new SharedKey("smtp", address, 25, ""), seen,
            (own, sink) => new SmtpTalks(tools, own, sink, ehloName).MeetAsync(address, name, CancellationToken.None), cancellation).ConfigureAwait(false);
        if (first.For(name) is { } look)
        {
            blobs.Add(seen);
            return look;
        }

        look = await TalkApartAsync(shared, address, name, cancellation).ConfigureAwait(false);
        first.Learn(name, look);
        return look;
    }

    private Task<SmtpLook> TalkApartAsync(SharedSight shared, IPAddress address, string name, CancellationToken cancellation) => shared.LookAsync(
        new SharedKey("smtp", address, 25, name), blobs,
        (own, sink) => new SmtpTalks(tools, own, sink, ehloName).TalkToAsync(address, name, CancellationToken.None), cancellation);

    private async Task<SmtpLook> TalkToAsync(IPAddress address, string name, CancellationToken cancellation) =>
        Describe(address, name, await TryAllAsync(address, name, cancellation).ConfigureAwait(false));

    private async Task<AddressTalk> MeetAsync(IPAddress address, string name, CancellationToken cancellation)
    {
        Tried<SmtpOutcome> tried = await TryAllAsync(address, name, cancellation).ConfigureAwait(false);
        return new AddressTalk(name, Describe(address, name, tried), tried.Value.Tls?.Certificate is { } shown ? shown with { Chain = [] } : null);
    }

    private async Task<Tried<SmtpOutcome>> TryAllAsync(IPAddress address, string name, CancellationToken cancellation)
    {
        string own = await ehloName(cancellation).ConfigureAwait(false);
        return await retrying.RunAsync(
            token => TryAsync(address, name, own, token),
            failure => new SmtpOutcome { Address = address, At = tools.Clock.GetUtcNow(), Failure = failure },
            cancellation).ConfigureAwait(false);
    }

    private SmtpLook Describe(IPAddress address, string name, Tried<SmtpOutcome> tried)
    {
        SmtpOutcome outcome = tried.Value;
        return new SmtpLook
        {
            Address = address,
            Attempts = tried.Attempts,
            Connected = outcome.Connect is not null,
            Failure = outcome.Failure,
            ConnectMs = outcome.Connect?.TotalMilliseconds,
            GreetingMs = outcome.Greeting?.After.TotalMilliseconds,
            GreetingCode = outcome.Greeting?.Code,
            Greeting = Bounded(outcome.Greeting?.Text),
            EhloCode = outcome.Ehlo?.Code,
            StartTlsOffered = outcome.StartTlsOffered,
            StartTls = outcome.StartTlsFailure,
            Tls = outcome.Tls is null ? null : TlsLooks.Describe(address, 25, name, outcome.Tls, [new Attempt(outcome.Tls.At, outcome.Tls.Duration.TotalMilliseconds, outcome.Tls.Failure)], blobs),
            Blob = blobs.Add(outcome.Transcript),
        };
    }

    private async Task<Try<SmtpOutcome>> TryAsync(IPAddress address, string name, string own, CancellationToken cancellation)
    {
        SmtpOutcome outcome = await tools.Smtp.TalkAsync(new SmtpRequest { Address = address, ServerName = name, EhloName = own }, cancellation).ConfigureAwait(false);
        // A STARTTLS that fails is a fault like any other: only one that repeats counts.
        Failure? failure = outcome.Failure ?? outcome.StartTlsFailure ?? outcome.Tls?.Failure;
        return new Try<SmtpOutcome>(outcome, new Attempt(outcome.At, outcome.Duration.TotalMilliseconds, failure), Failures.AreFinal(failure), address);
    }

    private static string? Bounded(string? text) => text is { Length: > MostGreeting } ? text[..MostGreeting] : text;
}
