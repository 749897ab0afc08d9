using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Checks.NameServer;

/// <summary>NSS-03: over IPv6 the name server does not resolve foreign names for everyone (RFC 5358).</summary>
public sealed class NameServerIsClosedToStrangers : ICheck
{
    /// <inheritdoc/>
    public string Id => "NSS-03";

    /// <inheritdoc/>
    public TargetKind Kind => TargetKind.NameServer;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tags { get; } = ["nss-recursion-closed", "nss-open-recursion", "nss-recursion-unknown", "nss-recursion-no-ipv6"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Evaluate(Scan scan, CheckContext context)
    {
        if (scan.NameServer is not { } server)
        {
            return [];
        }

        if (server.Aaaa.Answered && !server.Aaaa.Addresses.Any(context.Counts))
        {
            return [this.Says("nss-recursion-no-ipv6", server.Name)];
        }

        ServerAnswer[] asked = [.. server.Recursion.Where(a => a.Family == Family.V6 && context.Counts(a.Address))];
        ServerAnswer[] open = [.. asked.Where(Resolves)];
        if (open.Length > 0)
        {
            return open.Select(a => this.Says("nss-open-recursion", server.Name, ("address", a.Address.ToString()), ("name", a.Name)).Over(Family.V6, 53));
        }

        // Silence is an answer too, but not from an address that was never seen to answer: there it may be the path's.
        Failure? doubt = asked.Length == 0
            ? server.Aaaa.Failure ?? Failure.NotMeasured
            : asked.Select(a => DoubtOf(a, server)).FirstOrDefault(d => d is not null);
        return [doubt is { } cause ? this.Says("nss-recursion-unknown", server.Name).Because(cause) : this.Says("nss-recursion-closed", server.Name)];
    }

    // An answer with AA is the server's own data (a wildcard root, a parking service), which is another fault than recursion.
    private static bool Resolves(ServerAnswer answer) => answer is { Failure: null, Authoritative: false, AnswerCount: > 0 };

    private static Failure? DoubtOf(ServerAnswer answer, NameServerObservation server) => answer switch
    {
        { Rcode: not null } or { Failure: null } => null,
        { Failure: { } failure } when RepeatedFault.Doubt(failure, answer.Attempts) is { } doubt => doubt,
        _ => server.Answers.Any(a => a.Address.Equals(answer.Address) && a.Failure is null) ? null : answer.Failure,
    };
}
