using Sextant.Wire.Dns;

namespace Sextant.Net.Dns.Iteration;

/// <summary>What one call has done and may still do.</summary>
internal sealed class Work(int queries, CancellationToken cancellation)
{
    private readonly List<IterativeStep> _steps = [];
    private readonly HashSet<DnsExchange> _seen = new(ReferenceEqualityComparer.Instance);
    private int _left = queries;

    public CancellationToken Cancellation { get; } = cancellation;

    public IReadOnlyList<IterativeStep> Steps => _steps;

    /// <summary>Names of name servers whose addresses are being sought, outermost first: one that comes again is a circle.</summary>
    public HashSet<DnsName> Seeking { get; } = [];

    /// <summary>The bound was reached.</summary>
    public bool Exhausted { get; private set; }

    public bool TryTakeQuery()
    {
        Exhausted |= _left <= 0;
        _left--;
        return !Exhausted;
    }

    public void Add(IterativeStep step)
    {
        if (_seen.Add(step.Exchange))
        {
            _steps.Add(step);
        }
    }

    /// <summary>Repeats the steps that a remembered zone rests on.</summary>
    public void Recall(ZoneServers zone)
    {
        if (zone.From is not null)
        {
            Recall(zone.From);
        }

        if (zone.Told is not null)
        {
            Add(zone.Told);
        }
    }
}
