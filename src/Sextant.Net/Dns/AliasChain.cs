using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Net.Dns;

/// <summary>Follows aliases inside answer sections: at most 10 in all (rule 6 of the method), and never in a circle.</summary>
internal sealed class AliasChain(DnsName start)
{
    public const int Longest = 10;

    private readonly List<DnsName> _targets = [];

    /// <summary>The name that the chain has come to.</summary>
    public DnsName Current => _targets.Count == 0 ? start : _targets[^1];

    public IReadOnlyList<DnsName> Targets => _targets;

    /// <summary>Follows every alias that the answer section holds from here on; a failure when the chain loops or is too long.</summary>
    public Failure? Follow(IReadOnlyList<DnsRecord> answers, DnsType type)
    {
        while (type != DnsType.Cname && !Has(answers, type) && NextOf(answers, Current) is { } target)
        {
            if (Add(target) is { } failure)
            {
                return failure;
            }
        }

        return null;
    }

    /// <summary>One alias more.</summary>
    public Failure? Add(DnsName target)
    {
        if (target == start || _targets.Contains(target))
        {
            return Failure.DnsLoop;
        }

        if (_targets.Count == Longest)
        {
            return Failure.DnsChainTooLong;
        }

        _targets.Add(target);
        return null;
    }

    /// <summary>The records of the type at the chain's end.</summary>
    public IReadOnlyList<DnsRecord> RecordsOf(IReadOnlyList<DnsRecord> answers, DnsType type) =>
        [.. answers.Where(r => r.Type == type && r.Class == DnsClass.In && r.Owner == Current)];

    /// <summary>Where an alias for this name leads: its CNAME, else the nearest DNAME above it (RFC 6672 section 3.2).</summary>
    public static DnsName? NextOf(IReadOnlyList<DnsRecord> answers, DnsName name)
    {
        DnsName? byDname = null;
        foreach (DnsRecord record in answers)
        {
            if (record.Class == DnsClass.In && record.RData is CnameRecord cname && record.Owner == name)
            {
                return cname.Target;
            }

            if (record.Class == DnsClass.In && record.RData is DnameRecord dname && name.TryReplaceSuffix(record.Owner, dname.Target, out DnsName? replaced))
            {
                byDname ??= replaced;
            }
        }

        return byDname;
    }

    private bool Has(IReadOnlyList<DnsRecord> answers, DnsType type) =>
        answers.Any(r => r.Type == type && r.Class == DnsClass.In && r.Owner == Current);
}
