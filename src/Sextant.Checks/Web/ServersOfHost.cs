using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Checks.Web;

/// <summary>
/// What the authoritative servers said to AAAA of a host (rule 13, RFC 4074). Only a server that gives the host's A can be blamed for its AAAA.
/// A resolver believes NXDOMAIN from any one server and forgets the name's A too; after every other fault it asks the next server.
/// </summary>
internal sealed class ServersOfHost
{
    private readonly List<(ServerAnswer Answer, Failure? Fault, bool Known)> judged = [];

    private readonly bool leadsNowhere;

    public ServersOfHost(HostObservation host)
    {
        leadsNowhere = !host.Aaaa.HasData && host.Aaaa.Failure is not (null or Failure.DnsNoData);
        foreach (ServerAnswer aaaa in host.AtServers.Where(a => a is { Type: "AAAA", RecursionDesired: false, Transport: "udp" } && Same(a.Name, host.Name)))
        {
            bool givesA = host.AtServers.Any(a => a.Type == "A" && a.Address.Equals(aaaa.Address) && Same(a.Name, host.Name) && a is { Failure: null, Data.Count: > 0, Alias: null });
            if (givesA)
            {
                judged.Add((aaaa, FaultOf(aaaa), aaaa.Failure is not { } failure || RepeatedFault.Doubt(failure, aaaa.Attempts) is null));
            }
        }
    }

    /// <summary>Every server that could be judged answers AAAA as it should.</summary>
    public bool AllAnswerAaaa => judged.Count > 0 && judged.TrueForAll(j => j.Fault is null);

    /// <summary>Every server that could be judged answers AAAA with records that were not asked for: resolvers take that for none at all.</summary>
    public bool AllAnswerWrongly => judged.Count > 0 && judged.TrueForAll(j => j is { Fault: Failure.DnsMismatch });

    /// <summary>The first server that denies the name.</summary>
    public ServerAnswer? Denying => judged.Where(j => j.Fault == Failure.DnsNxdomain).Select(j => j.Answer).FirstOrDefault();

    /// <summary>The first server that fails in another way, and how.</summary>
    public (ServerAnswer Answer, Failure Fault)? Failing =>
        judged.Where(j => j is { Fault: not null and not Failure.DnsNxdomain, Known: true }).Select(j => ((ServerAnswer, Failure)?)(j.Answer, j.Fault!.Value)).FirstOrDefault();

    private Failure? FaultOf(ServerAnswer answer) => answer switch
    {
        { Failure: Failure.DnsNoData } => null,
        { Failure: { } failure } => failure,
        // The whole answer is to be had over TCP, or DNS-02 says that it is not.
        { Truncated: true } or { Data.Count: > 0 } => null,
        // A name with an alias has nothing else (RFC 1034 section 3.6.2). One for AAAA alone that leads to addresses does no harm; this one does.
        { Alias: { } alias } => leadsNowhere || Same(alias, answer.Name) ? Failure.DnsMismatch : null,
        // Records, but none that was asked for.
        { AnswerCount: > 0 } => Failure.DnsMismatch,
        { ReferralTo: not null, Authoritative: false } => Failure.DnsLame,
        _ => null,
    };

    private static bool Same(string one, string other) => string.Equals(one.TrimEnd('.'), other.TrimEnd('.'), StringComparison.OrdinalIgnoreCase);
}
