using System.Net;
using System.Runtime.CompilerServices;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Measurement.Probes;
using Sextant.Wire;

namespace Sextant.Measurement.Vantages;

/// <summary>
/// Asks whether this vantage can be trusted before it says anything of others: each family by root, TLD and configured
/// references, the resolver, DNS64, port 25, and the name said in EHLO (measurement rule 2). Constructing it does nothing.
/// </summary>
public sealed class VantageSelfCheck : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly ProbeTools _tools;
    private readonly VantageOptions _options;
    private readonly VantageIdentity _identity;
    private volatile VantageObservation? _last;

    /// <summary>A self-check over these tools; it begins with the first question.</summary>
    public VantageSelfCheck(ProbeTools tools, VantageOptions options)
    {
        _tools = tools;
        _options = options;
        _identity = new VantageIdentity(tools, options.Retries);
    }

    /// <summary>The last self-check while it holds, else a new one.</summary>
    public async Task<VantageObservation> CurrentAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            VantageObservation? last = _last;
            return last is not null && _tools.Clock.GetUtcNow() - last.CheckedAt <= _options.Holds ? last : await CheckAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The name to say in EHLO: the forward-confirmed PTR, else the address as a literal (RFC 5321 section 4.1.3).</summary>
    public Task<string> EhloNameAsync(CancellationToken cancellation) => _identity.EhloNameAsync(cancellation);

    /// <summary>Looks at every reference now; what it finds is from now on the current self-check.</summary>
    public async Task<VantageObservation> CheckAsync(CancellationToken cancellation)
    {
        VantageObservation seen = await LookAsync(cancellation).ConfigureAwait(false);
        if (Judge.FaultOf(seen) is not null)
        {
            LastFault = _tools.Clock.GetUtcNow();
        }

        return _last = seen;
    }

    /// <summary>When a self-check last found the vantage at fault: what was seen before it may be the fault's doing.</summary>
    internal DateTimeOffset? LastFault { get; private set; }

    private async Task<VantageObservation> LookAsync(CancellationToken cancellation)
    {
        DateTimeOffset at = _tools.Clock.GetUtcNow();
        using var time = new NameTime(_tools.Options.NameTimeout, null, _tools.Clock);
        var session = new ScanSession(_tools with { Options = _tools.Options with { Retries = _options.Retries } }, time, EhloNameAsync);
        await using ConfiguredAsyncDisposable closing = session.ConfigureAwait(false);
        Task<Lookup> resolver = session.Names.LookAsync(".", "NS", cancellation);
        Task<Lookup> dns64 = session.Names.LookAsync("ipv4only.arpa", "AAAA", cancellation);
        Task<VantageNames> names = _identity.NamesAsync(cancellation);
        AnchorLook[][] looks = await Task.WhenAll(
            new RootAnchors(session, _tools, _options.TopLevel).LookAsync(cancellation),
            new WebAnchors(session, _options).LookAsync(cancellation),
            new MailAnchors(session, _options).LookAsync(cancellation)).ConfigureAwait(false);
        AnchorLook[] anchors = [.. looks.SelectMany(group => group)];
        VantageNames own = await names.ConfigureAwait(false);
        bool resolves = (await resolver.ConfigureAwait(false)).Answered;
        bool synthesises = (await dns64.ConfigureAwait(false)).HasData;
        return new VantageObservation
        {
            Name = _options.Name,
            CheckedAt = at,
            Ipv4 = Works(anchors, Family.V4),
            Ipv6 = Works(anchors, Family.V6),
            Resolver = resolves,
            Dns64 = synthesises,
            EhloName = own.Ehlo,
            ForwardConfirmedV4 = own.V4 is not null,
            ForwardConfirmedV6 = own.V6 is not null,
            Port25V4 = Port25(anchors, Family.V4),
            Port25V6 = Port25(anchors, Family.V6),
            Anchors = anchors,
            Fault = Fault(resolves, synthesises, anchors),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private static bool Works(IEnumerable<AnchorLook> anchors, Family family) =>
        anchors.Any(anchor => anchor.Family == family && anchor.Healthy && !anchor.KnownBroken);

    private static bool? Port25(AnchorLook[] anchors, Family family)
    {
        AnchorLook[] mail = [.. anchors.Where(anchor => anchor.Port == 25 && anchor.Family == family)];
        return mail.Length == 0 ? null : mail.Any(anchor => anchor.Healthy);
    }

    // A reference that is broken on purpose and answers shows a proxy or another network in between.
    private static Failure? Fault(bool resolves, bool synthesises, AnchorLook[] anchors) => (resolves, synthesises) switch
    {
        (false, _) => Failure.VantageResolver,
        (_, true) => Failure.VantageDns64,
        _ => anchors.Any(anchor => anchor.KnownBroken && anchor.Healthy) ? Failure.VantageFault : null,
    };
}
