using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Net.Dns;

/// <summary>Fills an exchange from an answer that is to its question.</summary>
internal static class DnsAnswers
{
    public static DnsExchange Take(DnsExchange exchange, DnsQuery query, ReadOnlyMemory<byte> bytes, DnsMessage? message, DnsFault fault) => exchange with
    {
        ResponseBytes = bytes.ToArray(),
        Message = message,
        Fault = message is null ? fault : DnsFault.None,
        Failure = message is null ? Failure.DnsMalformed : DnsQuery.FailureOf(message.Rcode),
        CaseKept = query.CaseMixed && message?.Question is { } echoed ? echoed.Name.EqualsInCase(query.Sent) : null,
    };
}
