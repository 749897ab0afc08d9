using System.Net;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Checks.Dns;

/// <summary>One address of one name server, with what it said about one zone.</summary>
internal sealed class ServerAddress
{
    /// <summary>Heavy loss is 3 of 10 tries or more (class table); fewer than 3 lost packets are an accident.</summary>
    private const int LeastLost = 3;

    // AAAA, keys and texts have findings of their own. In the order in which they are told.
    private static readonly string[] Chosen = ["A", "MX", "NS", "SOA"];

    private readonly ServerAnswer[] answers;

    private readonly QuerySample? sample;

    private readonly string[] silentTypes;

    public ServerAddress(string server, IPAddress address, string zone, IEnumerable<ServerAnswer> all, IEnumerable<QuerySample> samples, IEnumerable<ServerAnswer> large)
    {
        Large = [.. large.Where(a => a.Address.Equals(address))];
        sample = samples.FirstOrDefault(s => s.Address.Equals(address));
        Server = server;
        Address = address;
        Zone = zone;
        answers = [.. all.Where(a => a.Address.Equals(address) && !a.RecursionDesired)];
        TakesEdns = Array.Exists(answers, a => a is { Transport: "udp", Rcode: not null, UdpPayload: not null });
        DropsMixedCase = IsCaseDropped();
        silentTypes = [.. Silent()];
        Tcp = Best(Outcome.Of(Pick("SOA", "tcp")), Outcome.Of(Pick("NS", "tcp")));
        SoaUdp = OverUdp("SOA");
        NsUdp = OverUdp("NS");
        Udp = CutWithoutTcp ? new Outcome(Dealt.Truncated, Failure.DnsTruncated) : Best(SoaUdp, NsUdp);
    }

    /// <summary>The name server.</summary>
    public string Server { get; }

    /// <summary>The address.</summary>
    public IPAddress Address { get; }

    /// <summary>The zone asked about.</summary>
    public string Zone { get; }

    /// <summary>Its family.</summary>
    public Family Family => Address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? Family.V6 : Family.V4;

    /// <summary>What it said.</summary>
    public IReadOnlyList<ServerAnswer> Answers => answers;

    /// <summary>What it said to questions with large answers.</summary>
    public IReadOnlyList<ServerAnswer> Large { get; }

    /// <summary>How it serves the zone over UDP, with TCP where it truncates (RFC 7766).</summary>
    public Outcome Udp { get; }

    /// <summary>How it serves the zone over TCP.</summary>
    public Outcome Tcp { get; }

    /// <summary>How it answered SOA over UDP.</summary>
    public Outcome SoaUdp { get; }

    /// <summary>How it answered NS over UDP.</summary>
    public Outcome NsUdp { get; }

    /// <summary>True when a resolver gets the zone from here.</summary>
    public bool Serves => Udp.IsUsable;

    /// <summary>Some answer over UDP was cut and TCP did not give the rest.</summary>
    public bool CutWithoutTcp => answers.Concat(Large).Any(a => a is { Transport: "udp", Truncated: true } && RestOverTcp(a).How is Dealt.Truncated);

    /// <summary>The share of tries that were lost while others to this address were answered, when it is heavy; else null.</summary>
    public double? HeavyLoss
    {
        get
        {
            if (LimitsResponses)
            {
                return null;
            }

            Attempt[] tries = [.. Tries];
            int lost = tries.Count(t => t.Failure == Failure.TimedOut);
            return lost >= LeastLost && lost * 10 >= tries.Length * 3 ? (double)lost / tries.Length : null;
        }
    }

    /// <summary>The share of all tries that were lost, heavy or not; null when nothing was asked.</summary>
    public double? Loss => Tries.ToArray() is { Length: > 0 } tries ? (double)tries.Count(t => t.Failure == Failure.TimedOut) / tries.Length : null;

    /// <summary>Some try to this address was lost while others were answered: silence here may be an accident of the path.</summary>
    public bool LosesSome => Tries.Any(t => t.Failure == Failure.TimedOut);

    /// <summary>
    /// The answer to a question that was answered only without EDNS, or that refused EDNS; null when EDNS makes no trouble here. Where other
    /// questions with EDNS were answered, a lost one is loss.
    /// </summary>
    public ServerAnswer? PlainOnly => TakesEdns ? null : Udps.FirstOrDefault(a => a.Failure is null && a.UdpPayload is null);

    /// <summary>
    /// The answer to a question that asked for signatures too (DO) and was answered only without EDNS, though questions with EDNS that did not
    /// were answered; null when there is none. Validating resolvers ask all they ask with DO.
    /// </summary>
    public ServerAnswer? WithoutDnssecOnly => !TakesEdns || LosesSome || HeavyLoss is not null ? null
        : Large.FirstOrDefault(a => a is { Transport: "udp", UdpPayload: null, Failure: null or Failure.DnsNxdomain });

    /// <summary>
    /// Types that are never answered here, while others always are. Loss on the way does not choose, so this is a filter, or the server's own
    /// fault. Null: it does not look so.
    /// </summary>
    public IReadOnlyList<string>? UnansweredTypes => silentTypes.Length > 0 ? silentTypes : null;

    /// <summary>Questions in mixed letters (0x20) get no answer, the same ones in lower case do, each time.</summary>
    public bool DropsMixedCase { get; }

    /// <summary>
    /// The median time of its answers over UDP in milliseconds; null with fewer than three. Where it was sampled as well, the lesser of both medians: what was
    /// slow for one moment, the server's or the measuring machine's, is not slow (measurement rule 1).
    /// </summary>
    public double? MedianMilliseconds
    {
        get
        {
            double? asked = ServerTimes.Median(answers);
            double? sampled = ServerTimes.Median([.. Sampled.Where(t => t.Failure is null).Select(t => t.Milliseconds)]);
            return asked is null || sampled is null ? asked ?? sampled : Math.Min(asked.Value, sampled.Value);
        }
    }

    /// <summary>The serial it gives now: that of the last SOA it answered.</summary>
    public uint? Serial => answers.Where(a => a is { Type: "SOA", Failure: null, Serial: not null })
        .OrderBy(a => a.Attempts.LastOrDefault()?.At ?? DateTimeOffset.MinValue).LastOrDefault()?.Serial;

    /// <summary>True when its serial changed while it was looked at: it is fetching the zone, or the zone changes all the time.</summary>
    public bool SerialMoves => answers.Where(a => a is { Type: "SOA", Failure: null, Serial: not null }).Select(a => a.Serial).Distinct().Count() > 1;

    /// <summary>How often it was asked for the SOA over UDP, each time with its retries.</summary>
    public int SoaAsked => answers.Count(a => a is { Type: "SOA", Transport: "udp", Failure: null, Serial: not null });

    // SOA or NS of the zone was dropped every time though the other was answered: where it is not every type's lot, packets get lost.
    private bool MixedSilence => (SoaUdp.How == Dealt.Silent && NsUdp.IsUsable) || (NsUdp.How == Dealt.Silent && SoaUdp.IsUsable);

    private IEnumerable<ServerAnswer> Udps => answers.Where(a => a.Transport == "udp");

    private bool TakesEdns { get; }

    private IReadOnlyList<Attempt> Sampled => sample?.Attempts ?? [];

    // Some answers to small questions are cut and some are not: response rate limiting lets every other client try TCP (slip). What is lost is
    // then a refusal to be measured, and says nothing of the way (rule 1).
    private bool LimitsResponses => sample is { Truncated: var cut } && cut > 0 && cut < sample.Attempts.Count(t => t.Failure is null);

    // The sample, the tries of questions that were answered in the end, and those of SOA or NS where the other of them was.
    private IEnumerable<Attempt> Tries => Udps
        .Where(a => ServerTimes.WasHeard(a) || (MixedSilence && a.Type is ("SOA" or "NS") && Same(a.Name, Zone)))
        .Where(a => !silentTypes.Contains(a.Type))
        .SelectMany(TriesOf)
        .Concat(Sampled.Any(t => t.Failure is null) ? SampledByType.Where(t => !silentTypes.Contains(t.Type)).Select(t => t.Try) : []);

    private IEnumerable<(string Type, Attempt Try)> SampledByType => Sampled.Select((t, i) => (sample!.Types.Count > i ? sample.Types[i] : "", t));

    // The first try of a question is in mixed letters; where those are dropped, it says nothing of the way.
    private IEnumerable<Attempt> TriesOf(ServerAnswer answer) =>
        (TakesEdns ? answer.EdnsAttempts.Concat(answer.Attempts) : answer.Attempts).Skip(DropsMixedCase ? 1 : 0);

    // Questions fail at their first try and never at the second, and what is sampled in lower case is answered: loss does not choose so.
    private bool IsCaseDropped()
    {
        ServerAnswer[] udps = [.. Udps.Where(a => ServerTimes.WasHeard(a) && a.Attempts.Count > 0)];
        ServerAnswer[] second = [.. udps.Where(a => a.Attempts is [{ Failure: not null }, { Failure: null or Failure.DnsNxdomain }])];
        bool lost = Array.Exists(second, a => a.Attempts[0].Failure == Failure.TimedOut);
        return second.Length >= LeastLost
            && Array.TrueForAll(udps, a => a.EdnsAttempts.Count == 0 && (a.Attempts.Count == 1 || second.Contains(a)))
            && (Sampled.Count > 0 ? Sampled.All(t => t.Failure is null) : !lost);
    }

    private IEnumerable<string> Silent()
    {
        var types = new (int Lost, int All)[Chosen.Length];
        foreach (ServerAnswer answer in answers)
        {
            int at = answer.Transport == "udp" ? Array.IndexOf(Chosen, answer.Type) : -1;
            Count(types, at, TriesOf(answer));
        }

        for (int i = 0; i < Sampled.Count; i++)
        {
            int at = sample!.Types.Count > i ? Array.IndexOf(Chosen, sample.Types[i]) : -1;
            Count(types, at, [Sampled[i]]);
        }

        bool chooses = types.All(t => t.All == 0 || (t.All >= LeastLost && (t.Lost == 0 || t.Lost == t.All))) && types.Any(t => t is { All: > 0, Lost: 0 });
        return chooses ? Chosen.Where((_, i) => types[i].Lost > 0) : [];
    }

    private static void Count((int Lost, int All)[] types, int at, IEnumerable<Attempt> tries)
    {
        foreach (Attempt one in at < 0 ? [] : tries)
        {
            types[at] = (types[at].Lost + (one.Failure == Failure.TimedOut ? 1 : 0), types[at].All + 1);
        }
    }

    /// <summary>The answer to a question about a name, the usable one where it was asked more than once.</summary>
    public ServerAnswer? Pick(string type, string transport, string? name = null)
    {
        ServerAnswer? last = null;
        for (int i = answers.Length - 1; i >= 0; i--)
        {
            ServerAnswer one = answers[i];
            if (one.Type == type && one.Transport == transport && Same(one.Name, name ?? Zone))
            {
                if (one.Failure is null)
                {
                    return one;
                }

                last ??= one;
            }
        }

        return last;
    }

    /// <summary>The answer a resolver ends with: that over UDP, or the one over TCP where that was cut.</summary>
    public ServerAnswer? Whole(string type, string name) =>
        Pick(type, "udp", name) is var udp && udp is { Truncated: true } && Pick(type, "tcp", name) is { Rcode: not null } tcp ? tcp : udp;

    /// <summary>Whether two names are one (RFC 4343), a trailing dot aside.</summary>
    public static bool Same(string one, string other) => one.AsSpan().TrimEnd('.').Equals(other.AsSpan().TrimEnd('.'), StringComparison.OrdinalIgnoreCase);

    private Outcome OverUdp(string type)
    {
        ServerAnswer? answer = Pick(type, "udp");
        return answer is { Failure: null, Truncated: true } ? RestOverTcp(answer) : Outcome.Of(answer);
    }

    private Outcome RestOverTcp(ServerAnswer cut)
    {
        ServerAnswer? whole = Pick(cut.Type, "tcp", cut.Name) ?? Large.LastOrDefault(a => a.Transport == "tcp" && a.Type == cut.Type && Same(a.Name, cut.Name));
        return whole switch
        {
            null when Tcp.How is not (Dealt.Right or Dealt.WithoutAuthority or Dealt.Open) => new(Dealt.Truncated, Tcp.Cause),
            null => new(Dealt.Open, Failure.NotMeasured),
            // A response came over TCP, be it a denial: nothing is missing, and it speaks for itself.
            { Rcode: not null } or { Failure: null } => Outcome.Of(whole),
            { Failure: { } failure } => Outcome.OfFailure(failure, whole.Attempts) is { How: Dealt.Open } open ? open : new(Dealt.Truncated, failure),
        };
    }

    // The first speaks for the server unless it is silent or open and the second is not.
    private static Outcome Best(Outcome soa, Outcome ns) => soa.How is Dealt.Silent or Dealt.Open && ns.IsUsable ? ns : soa;
}
