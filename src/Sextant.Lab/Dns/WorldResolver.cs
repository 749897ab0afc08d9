using System.Net;
using Sextant.Lab.Network;
using Sextant.Lab.Serving;
using Sextant.Wire.Dns;

namespace Sextant.Lab.Dns;

/// <summary>
/// The recursive resolver of the world. It walks from the root as any resolver does, over both families, but inside
/// the process: it asks the servers' scripts directly, so a silent server costs no time.
/// </summary>
internal sealed class WorldResolver(ResolverScript script, IReadOnlyList<IPAddress> roots, Func<IPAddress, NameServer?> reach) : IDnsService
{
    private const int PlainUdp = 512;

    // Longer than one look at a name takes, shorter than the time between two.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(30);

    public DnsReply Answer(DnsMessage query, Transport transport, Served served)
    {
        if (query.IsResponse || query.Opcode != DnsOpcode.Query || query.Questions.Count != 1)
        {
            return new DnsReply(DnsWriter.ToArray(query.Respond(DnsRcode.FormErr)), default);
        }

        var response = Respond(query, served);
        byte[] bytes = DnsWriter.ToArray(response);
        int largest = query.Edns is { } edns ? Math.Clamp((int)edns.UdpPayload, PlainUdp, DnsEdns.DefaultUdpPayload) : PlainUdp;
        return new DnsReply(
            transport == Transport.Udp && bytes.Length > largest ? DnsWriter.ToArray(response.AsTruncated()) : bytes, default);
    }

    private DnsMessage Respond(DnsMessage query, Served served)
    {
        var question = query.Questions[0];
        var start = query.Respond() with { RecursionAvailable = true };
        if (!query.RecursionDesired)
        {
            return start with { Rcode = DnsRcode.Refused };
        }

        int failing = script.FailsFirst(question.Name);
        if (script.Dead || (failing > 0 && served.Counters.Next("resolver-fails", question.Name.ToString()) < failing))
        {
            return start with { Rcode = DnsRcode.ServFail };
        }

        if (script.RebindsTo(question.Name) is { } then && Rebinds(question, served))
        {
            return start with { Answers = [.. AddressRecords.Of(question.Name, then, 0).Where(r => r.Type == question.Type)] };
        }

        var found = new Walk(roots, reach, served).Resolve(question.Name, question.Type);
        if (script.IsBogus(question) || found.Aliases.Any(a => script.IsBogus(question with { Name = a })))
        {
            return !query.CheckingDisabled
                ? start with { Rcode = DnsRcode.ServFail }
                : start with { Rcode = found.Rcode, Answers = query.Edns?.DnssecOk == true ? [.. found.Answers, Signature(question)] : found.Answers, Authorities = found.Authorities };
        }

        if (question.Type == DnsType.Aaaa && script.Dns64Prefix is { } prefix && !found.Answers.Any(r => r.Type == DnsType.Aaaa))
        {
            found = Synthesize(found, question, prefix, served);
        }

        return start with { Rcode = found.Rcode, Answers = found.Answers, Authorities = found.Authorities };
    }

    // Bytes that no key of the zone has signed: what is bogus has a signature, a wrong one.
    private static DnsRecord Signature(DnsQuestion question) => new(question.Name, 60, new RrsigRecord(
        new RrsigScope(question.Type, 13, 2, 60, uint.MaxValue / 2, 0, 1, question.Name), new byte[64]));

    private static bool Rebinds(DnsQuestion question, Served served) =>
        question.Type is DnsType.A or DnsType.Aaaa
        && !served.Counters.IsFirstAfter(Quiet, question.ToString(), served.Options.Clock.GetUtcNow());

    private WalkResult Synthesize(WalkResult found, DnsQuestion question, IPNetwork prefix, Served served)
    {
        var v4 = new Walk(roots, reach, served).Resolve(question.Name, DnsType.A);
        var made = v4.Answers.Select(r => r.RData is ARecord a ? r with { Type = DnsType.Aaaa, RData = new AaaaRecord(Embed(prefix, a.Address)) } : r).ToArray();
        return made.Any(r => r.Type == DnsType.Aaaa) ? found with { Rcode = DnsRcode.NoError, Answers = made, Authorities = [] } : found;
    }

    // The last 32 bits of a /96: RFC 6052 section 2.2.
    private static IPAddress Embed(IPNetwork prefix, IPAddress v4)
    {
        byte[] bytes = prefix.BaseAddress.GetAddressBytes();
        v4.GetAddressBytes().CopyTo(bytes, 12);
        return new IPAddress(bytes);
    }
}
