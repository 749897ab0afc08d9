using System.Net;
using Sextant.Wire;

namespace Sextant.Checks.Observations;

/// <summary>A DNS zone: its delegation at the parent, its own view, each server over each transport, and the walk from the root.</summary>
public sealed record ZoneObservation
{
    /// <summary>The zone's apex.</summary>
    public required string Zone { get; init; }

    /// <summary>Why the zone could not be found or looked at; null when it was.</summary>
    public Failure? Failure { get; init; }

    /// <summary>What the parent's servers delegate.</summary>
    public Delegation? Delegation { get; init; }

    /// <summary>Name servers in the zone itself, as its servers answer NS with authority: the union.</summary>
    public IReadOnlyList<string> ChildNames { get; init; } = [];

    /// <summary>Each name server named by the parent or the child.</summary>
    public IReadOnlyList<NameServerLook> Servers { get; init; } = [];

    /// <summary>From the root to the zone over IPv6 alone.</summary>
    public PathWalk? Ipv6Walk { get; init; }

    /// <summary>From the root to the zone over IPv4 alone: the comparison.</summary>
    public PathWalk? Ipv4Walk { get; init; }

    /// <summary>SOA of the zone as the vantage's validating resolver sees it: bogus DNSSEC shows here.</summary>
    public Lookup? Soa { get; init; }

    /// <summary>AAAA of the zone's apex by the same resolver: DNSSEC that is bogus for AAAA alone shows here.</summary>
    public Lookup? Aaaa { get; init; }

    /// <summary>A of the zone's apex by the same resolver.</summary>
    public Lookup? A { get; init; }

    /// <summary>The name (apex, <c>www</c> or the host asked for) whose A and AAAA were put to each server.</summary>
    public IReadOnlyList<string> Sampled { get; init; } = [];

    /// <summary>AAAA of each of these names but the apex by the vantage's resolver: DNSSEC that is bogus for one name alone shows here.</summary>
    public IReadOnlyList<Lookup> SampledAaaa { get; init; } = [];
}

/// <summary>What the parent says of a zone.</summary>
public sealed record Delegation
{
    /// <summary>The parent zone.</summary>
    public required string Parent { get; init; }

    /// <summary>Name servers in the delegation, sorted: the union of what the parent's servers say.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Glue, sorted by name.</summary>
    public IReadOnlyList<Glue> Glue { get; init; } = [];

    /// <summary>True when the parent has a DS for the zone: it is signed.</summary>
    public bool HasDs { get; init; }

    /// <summary>The parent's referrals, as blob references.</summary>
    public IReadOnlyList<string> Blobs { get; init; } = [];
}

/// <summary>The addresses that a parent gives for a name server.</summary>
/// <param name="Name">The name server.</param>
/// <param name="Addresses">Its addresses of both families, ascending.</param>
public sealed record Glue(string Name, IReadOnlyList<IPAddress> Addresses);

/// <summary>One name server of a zone.</summary>
public sealed record NameServerLook
{
    /// <summary>
    /// Addresses of one family that are asked. 32: every address counts, and no set that fits one answer of 1232 bytes is larger than about 40.
    /// </summary>
    public const int MostAddresses = 32;

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Named by the parent.</summary>
    public bool InDelegation { get; init; }

    /// <summary>Named by the zone itself.</summary>
    public bool InChild { get; init; }

    /// <summary>Its name lies in the zone, so that the parent must give its addresses.</summary>
    public bool InBailiwick { get; init; }

    /// <summary>Its IPv4 addresses by the vantage's resolver.</summary>
    public required Lookup A { get; init; }

    /// <summary>Its IPv6 addresses by the vantage's resolver.</summary>
    public required Lookup Aaaa { get; init; }

    /// <summary>What each of its addresses answered.</summary>
    public IReadOnlyList<ServerAnswer> Answers { get; init; } = [];

    /// <summary>
    /// Questions with large answers: with room for 1232 bytes over UDP, over TCP where that was cut, and the largest once more over UDP with room for
    /// the whole (<see cref="ServerAnswer.UdpPayload"/>).
    /// </summary>
    public IReadOnlyList<ServerAnswer> Large { get; init; } = [];

    /// <summary>The loss at addresses at which a question got lost.</summary>
    public IReadOnlyList<QuerySample> Samples { get; init; } = [];
}

/// <summary>Questions put once each to one address over UDP: what part of them gets lost, and how long the others take.</summary>
public sealed record QuerySample
{
    /// <summary>The address asked.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>Each question. Whatever was answered, it arrived: its failure is null.</summary>
    public required IReadOnlyList<Attempt> Attempts { get; init; }

    /// <summary>The type that each of <see cref="Attempts"/> asked for; empty in evidence from before this was noted.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Answers with TC. Where some are and some are not, the server limits its responses, and what is lost is its refusal.</summary>
    public int Truncated { get; init; }

    /// <summary>Its family.</summary>
    public Family Family => Address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? Family.V6 : Family.V4;
}

/// <summary>One question put to one authoritative address over one transport, after its retries.</summary>
public sealed record ServerAnswer
{
    /// <summary>The name server's name, where known.</summary>
    public string? Server { get; init; }

    /// <summary>The address asked.</summary>
    public required IPAddress Address { get; init; }

    /// <summary><c>udp</c> or <c>tcp</c>. A <c>udp</c> question that came back truncated was asked over TCP too and is a <c>tcp</c> answer of its own.</summary>
    public required string Transport { get; init; }

    /// <summary>The name asked.</summary>
    public required string Name { get; init; }

    /// <summary>The type asked.</summary>
    public required string Type { get; init; }

    /// <summary>True for a question with RD=1 (open recursion is looked for by it).</summary>
    public bool RecursionDesired { get; init; }

    /// <summary>The UDP payload size offered by EDNS; null when EDNS was not used.</summary>
    public int? UdpPayload { get; init; }

    /// <summary>Each try.</summary>
    public required IReadOnlyList<Attempt> Attempts { get; init; }

    /// <summary>
    /// Null when a readable NOERROR answer came (with or without data). A response code that is not NOERROR, silence, or bytes
    /// that cannot be read have their word. Lameness is for the check to say, from the flags.
    /// </summary>
    public Failure? Failure { get; init; }

    /// <summary>Why the same question with EDNS got no answer, where only the plain one was answered; null when EDNS made no trouble.</summary>
    public Failure? WithEdns { get; init; }

    /// <summary>The tries with EDNS, where <see cref="WithEdns"/> says why they failed.</summary>
    public IReadOnlyList<Attempt> EdnsAttempts { get; init; } = [];

    /// <summary>Response code by its IANA name (<c>NOERROR</c>, <c>NXDOMAIN</c>, <c>REFUSED</c>), when a response came.</summary>
    public string? Rcode { get; init; }

    /// <summary>AA was set.</summary>
    public bool Authoritative { get; init; }

    /// <summary>TC was set.</summary>
    public bool Truncated { get; init; }

    /// <summary>RA was set.</summary>
    public bool RecursionAvailable { get; init; }

    /// <summary>The data of the type asked, in presentation form, sorted, bounded to 64.</summary>
    public IReadOnlyList<string> Data { get; init; } = [];

    /// <summary>Number of records of the answer section.</summary>
    public int AnswerCount { get; init; }

    /// <summary>An alias stood in the answer section.</summary>
    public string? Alias { get; init; }

    /// <summary>The authority section holds the zone's SOA (a proper negative answer, RFC 2308).</summary>
    public bool SoaInAuthority { get; init; }

    /// <summary>The authority section refers to this zone (NS records without AA: a referral). Null when there is none.</summary>
    public string? ReferralTo { get; init; }

    /// <summary>Bytes after the end of the message, impossible TTLs, thousands of records or hostile labels: usable junk, named.</summary>
    public IReadOnlyList<string> Junk { get; init; } = [];

    /// <summary>The serial of the SOA in the answer.</summary>
    public uint? Serial { get; init; }

    /// <summary>Size of the response in bytes.</summary>
    public int? Size { get; init; }

    /// <summary>The response kept the mixed case of the question (0x20).</summary>
    public bool? CaseKept { get; init; }

    /// <summary>The response, as a blob reference.</summary>
    public string? Blob { get; init; }

    /// <summary>Its family.</summary>
    public Family Family => Address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? Family.V6 : Family.V4;

    /// <summary>Milliseconds of the last try that was answered; null when none was.</summary>
    public double? Milliseconds => Attempts.LastOrDefault(a => a.Failure is null)?.Milliseconds;
}

/// <summary>A walk from the root over one family alone.</summary>
public sealed record PathWalk
{
    /// <summary>The family of every step.</summary>
    public required Family Family { get; init; }

    /// <summary>True when the zone's SOA was obtained.</summary>
    public bool Reached { get; init; }

    /// <summary>Why not.</summary>
    public Failure? Failure { get; init; }

    /// <summary>The first link that has no way over this family: which zone, which name server, why.</summary>
    public PathLink? Stop { get; init; }

    /// <summary>The steps, in order.</summary>
    public IReadOnlyList<PathStep> Steps { get; init; } = [];
}

/// <summary>The first link of a resolution path that depends on the other family.</summary>
/// <param name="Zone">The zone whose servers cannot be asked.</param>
/// <param name="Server">The name server in question; null when it is all of them.</param>
/// <param name="Reason">A word: <c>no-address</c>, <c>no-glue</c>, <c>unreachable</c>, <c>lame</c>, <c>servers-zone</c>.</param>
public sealed record PathLink(string Zone, string? Server, string Reason);

/// <summary>One question on the way down.</summary>
public sealed record PathStep
{
    /// <summary>The zone whose server was asked.</summary>
    public required string Zone { get; init; }

    /// <summary>The name server.</summary>
    public string? Server { get; init; }

    /// <summary>Its address.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>The question: "name type".</summary>
    public required string Question { get; init; }

    /// <summary>How long it took.</summary>
    public double Milliseconds { get; init; }

    /// <summary>What went wrong; null for a referral or an answer.</summary>
    public Failure? Failure { get; init; }

    /// <summary>The response, as a blob reference.</summary>
    public string? Blob { get; init; }
}
