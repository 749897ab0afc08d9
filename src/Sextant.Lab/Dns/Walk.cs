using System.Net;
using Sextant.Lab.Network;
using Sextant.Lab.Serving;
using Sextant.Wire.Dns;

namespace Sextant.Lab.Dns;

/// <summary>What a walk found.</summary>
internal sealed record WalkResult(DnsRcode Rcode, IReadOnlyList<DnsRecord> Answers, IReadOnlyList<DnsRecord> Authorities)
{
    public static WalkResult Failed { get; } = new(DnsRcode.ServFail, [], []);

    public IEnumerable<DnsName> Aliases => Answers.Select(r => (r.RData as CnameRecord)?.Target).OfType<DnsName>();
}

/// <summary>One walk of the world's resolver from the root to an answer, aliases included, within bounds.</summary>
internal sealed class Walk(IReadOnlyList<IPAddress> roots, Func<IPAddress, NameServer?> reach, Served served)
{
    private const int MostQuestions = 400;
    private const int MostAliases = 12;
    private const int MostReferrals = 12;
    private const int DeepestNameServerLookup = 6;

    private int _questions;

    public WalkResult Resolve(DnsName name, DnsType type, int depth = 0)
    {
        var answers = new List<DnsRecord>();
        var seen = new HashSet<DnsName>();
        for (int i = 0; i <= MostAliases; i++)
        {
            if (!seen.Add(name) || Descend(name, type, depth) is not { } last)
            {
                return WalkResult.Failed;
            }

            var target = Follow(last, name, type, answers);
            if (target is null)
            {
                return new WalkResult(last.Rcode, answers, last.Authorities);
            }

            name = target;
        }

        return WalkResult.Failed;
    }

    /// <summary>Takes the records on the way from this name; where they end in an alias that the answer does not hold itself, its target.</summary>
    private static DnsName? Follow(DnsMessage last, DnsName name, DnsType type, List<DnsRecord> answers)
    {
        var at = name;
        for (int i = 0; i <= MostAliases; i++)
        {
            answers.AddRange(last.Answers.Where(r => r.Type == DnsType.Dname && at.IsSubdomainOf(r.Owner)));
            var own = last.Answers.Where(r => r.Owner == at && (r.Type == type || r.Type == DnsType.Cname)).ToArray();
            answers.AddRange(own);
            if (type == DnsType.Cname || own.Any(r => r.Type == type) || own.FirstOrDefault(r => r.Type == DnsType.Cname) is not { } alias)
            {
                // The data, or nothing at all: nothing at the end of a chain within the answer must be asked for at its own zone.
                return own.Length == 0 && at != name && last.Rcode == DnsRcode.NoError && !last.Authorities.Any(r => r.Type == DnsType.Soa) ? at : null;
            }

            at = ((CnameRecord)alias.RData).Target;
        }

        return at;
    }

    private DnsMessage? Descend(DnsName name, DnsType type, int depth)
    {
        IEnumerable<IPAddress> servers = roots;
        var zone = DnsName.Root;
        for (int i = 0; i < MostReferrals; i++)
        {
            if (AskAny(servers, zone, name, type) is not { } answer)
            {
                return null;
            }

            if (!IsReferral(answer, zone, name))
            {
                return answer;
            }

            zone = answer.Authorities.First(r => r.Type == DnsType.Ns).Owner;
            servers = Addresses(answer, depth);
        }

        return null;
    }

    private static bool IsReferral(DnsMessage answer, DnsName zone, DnsName name) =>
        !answer.Authoritative && answer.Answers.Count == 0 && answer.Rcode == DnsRcode.NoError
        && answer.Authorities.FirstOrDefault(r => r.Type == DnsType.Ns)?.Owner is { } child
        && child != zone && child.IsSubdomainOf(zone) && name.IsSubdomainOf(child);

    // One after the other, as they are asked: where the first server answers, nobody looks for the second one's addresses.
    private IEnumerable<IPAddress> Addresses(DnsMessage referral, int depth)
    {
        foreach (var host in referral.Authorities.Select(r => r.RData).OfType<NsRecord>().Select(ns => ns.Host))
        {
            IReadOnlyList<DnsRecord> glue = [.. referral.Additionals.Where(r => r.Owner == host)];
            bool follow = glue.Count == 0 && depth < DeepestNameServerLookup;
            foreach (var address in AddressesIn(follow ? Resolve(host, DnsType.Aaaa, depth + 1).Answers : glue))
            {
                yield return address;
            }

            foreach (var address in AddressesIn(follow ? Resolve(host, DnsType.A, depth + 1).Answers : []))
            {
                yield return address;
            }
        }
    }

    private static IEnumerable<IPAddress> AddressesIn(IReadOnlyList<DnsRecord> records) =>
        records.Select(r => (r.RData as AaaaRecord)?.Address ?? (r.RData as ARecord)?.Address).OfType<IPAddress>();

    /// <summary>The first usable answer of any of these servers, as a patient resolver finds it.</summary>
    private DnsMessage? AskAny(IEnumerable<IPAddress> servers, DnsName zone, DnsName name, DnsType type)
    {
        foreach (var server in servers)
        {
            if (_questions > MostQuestions)
            {
                return null;
            }

            if (reach(server) is { } reached && Ask(reached, new DnsQuestion(name, type)) is { } answer && IsUsable(answer, zone, name))
            {
                return answer;
            }
        }

        return null;
    }

    private static bool IsUsable(DnsMessage answer, DnsName zone, DnsName name) =>
        answer.Rcode is DnsRcode.NoError or DnsRcode.NxDomain
        && (answer.Authoritative || answer.Answers.Count > 0 || IsReferral(answer, zone, name));

    /// <summary>With EDNS, then without; over TCP when the answer was cut; lost questions are asked again.</summary>
    private DnsMessage? Ask(NameServer server, DnsQuestion question)
    {
        var plain = new DnsMessage { Id = 1, Questions = [question] };
        foreach (var query in new[] { plain with { Edns = new DnsEdns() }, plain, plain })
        {
            _questions++;
            if (Read(server.Answer(query, Transport.Udp, served)) is { } answer && answer.Rcode != DnsRcode.FormErr)
            {
                return answer.Truncated ? (server.Tcp ? Read(server.Answer(query, Transport.Tcp, served)) : null) : answer;
            }
        }

        return null;
    }

    private static DnsMessage? Read(DnsReply reply) =>
        reply.Bytes is { } bytes && DnsReader.TryRead(bytes, out var message, out _) && message.Id == 1 ? message : null;
}
