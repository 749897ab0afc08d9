using System.Buffers;
using Sextant.Checks.Observations;
using Sextant.Wire.Dns;

namespace Sextant.Measurement.Probes.Servers;

/// <summary>Takes from a DNS answer what checks look at.</summary>
internal static class AnswerReader
{
    /// <summary>Records of an answer that are kept. 64: a sample is compared, not a zone.</summary>
    private const int MostData = 64;

    /// <summary>Records from which on an answer is junk that can be used. 1,000: no service needs them, and resolvers refuse them.</summary>
    private const int ManyRecords = 1000;

    // All that a label shows as it is (RFC 1035 section 5.1), but for what breaks out of HTML and of a shell.
    private static readonly SearchValues<byte> Harmless =
        SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(c => (byte)c).Except(".\\\"()@$;<>'`"u8.ToArray())]);

    public static ServerAnswer Fill(ServerAnswer answer, DnsQuestion question, DnsMessage message)
    {
        DnsRecord[] own = [.. message.Answers.Where(record => record.Type == question.Type && record.Class == DnsClass.In)];
        DnsRecord? referral = message.Authoritative ? null : message.Authorities.FirstOrDefault(record => record.Type == DnsType.Ns);
        return answer with
        {
            Rcode = message.Rcode.ToText(),
            Authoritative = message.Authoritative,
            Truncated = message.Truncated,
            RecursionAvailable = message.RecursionAvailable,
            Data = [.. own.Select(record => record.RData.ToString()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(MostData)],
            AnswerCount = message.Answers.Count,
            Alias = message.Answers.Select(record => (record.RData as CnameRecord)?.Target.ToString()).FirstOrDefault(target => target is not null),
            SoaInAuthority = message.Authorities.Any(record => record.Type == DnsType.Soa),
            ReferralTo = referral?.Owner.ToString(),
            Serial = own.Select(record => (record.RData as SoaRecord)?.Serial).FirstOrDefault(serial => serial is not null),
            Junk = [.. JunkIn(message)],
        };
    }

    private static IEnumerable<string> JunkIn(DnsMessage message)
    {
        if (message.TrailingBytes > 0)
        {
            yield return "trailing-bytes";
        }

        // RFC 2181 section 8: a TTL has its top bit clear.
        if (message.AllRecords.Any(record => record.Type != DnsType.Opt && record.Ttl > int.MaxValue))
        {
            yield return "impossible-ttl";
        }

        if (message.Answers.Count + message.Authorities.Count + message.Additionals.Count > ManyRecords)
        {
            yield return "many-records";
        }

        if (message.AllRecords.Any(record => IsHostile(record.Owner.Wire)))
        {
            yield return "hostile-labels";
        }
    }

    // Labels may hold any byte (RFC 2181 section 11); owners of addresses that need escaping are no host names and break parsers.
    private static bool IsHostile(ReadOnlySpan<byte> name)
    {
        for (int at = 0; name[at] != 0; at += name[at] + 1)
        {
            if (name.Slice(at + 1, name[at]).ContainsAnyExcept(Harmless))
            {
                return true;
            }
        }

        return false;
    }
}
