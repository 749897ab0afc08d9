using System.Collections.Concurrent;
using System.Net;
using Sextant.Checks.Observations;
using Sextant.Net.Smtp;
using Sextant.Wire;

namespace Sextant.Measurement.Probes;

/// <summary>Talks to each mail server's address once under each name, whichever of the scan's domains share it.</summary>
internal sealed class SmtpTalks(ProbeTools tools, Retrying retrying, BlobSink blobs, Func<CancellationToken, Task<string>> ehloName, SharedLooks? shared = null)
{
    /// <summary>Characters of a greeting that are kept.</summary>
    private const int MostGreeting = 500;

    private readonly ConcurrentDictionary<(IPAddress Address, string Name), Lazy<Task<SmtpLook>>> _talks = new();

    /// <param name="address">The address dialled at port 25.</param>
    /// <param name="name">The mail server's name, looked for in its certificate.</param>
    public Task<SmtpLook> TalkAsync(IPAddress address, string name, CancellationToken cancellation) =>
        _talks.GetOrAdd((address, name), key => new Lazy<Task<SmtpLook>>(() => shared is null
            ? TalkToAsync(key.Address, key.Name, cancellation)
            : shared.LookAsync(
                new SharedKey("smtp", key.Address, 25, key.Name), blobs,
                (own, sink) => new SmtpTalks(tools, own, sink, ehloName).TalkAsync(key.Address, key.Name, CancellationToken.None), cancellation))).Value;

    private async Task<SmtpLook> TalkToAsync(IPAddress address, string name, CancellationToken cancellation)
    {
        string own = await ehloName(cancellation).ConfigureAwait(false);
        Tried<SmtpOutcome> tried = await retrying.RunAsync(
            token => TryAsync(address, name, own, token),
            failure => new SmtpOutcome { Address = address, At = tools.Clock.GetUtcNow(), Failure = failure },
            cancellation).ConfigureAwait(false);
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
