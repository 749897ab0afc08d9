using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Measurement.Bulk;

/// <summary>How many answers of which kind, for each type.</summary>
public sealed class BulkTally
{
    private static readonly int Kinds = Enum.GetValues<Failure>().Length + 1;
    private readonly long[] _counts;

    public BulkTally(IReadOnlyList<DnsType> types)
    {
        Types = types;
        _counts = new long[types.Count * Kinds];
    }

    /// <summary>The types, in the order asked.</summary>
    public IReadOnlyList<DnsType> Types { get; }

    /// <summary>All answers.</summary>
    public long Total => _counts.Sum();

    /// <summary>Answers to one type: with records where <paramref name="failure"/> is null.</summary>
    /// <param name="type">The place in <see cref="Types"/>.</param>
    public long Of(int type, Failure? failure) => _counts[Index(type, failure)];

    /// <summary>What is not nothing.</summary>
    public IEnumerable<(DnsType Type, Failure? Failure, long Count)> All
    {
        get
        {
            for (int type = 0; type < Types.Count; type++)
            {
                for (int kind = 0; kind < Kinds; kind++)
                {
                    if (_counts[(type * Kinds) + kind] is > 0 and long count)
                    {
                        yield return (Types[type], kind == 0 ? null : (Failure)(kind - 1), count);
                    }
                }
            }
        }
    }

    internal void Add(int type, Failure? failure, long count = 1) => _counts[Index(type, failure)] += count;

    internal void Add(BulkTally other)
    {
        for (int i = 0; i < _counts.Length; i++)
        {
            _counts[i] += other._counts[i];
        }
    }

    internal void Clear() => Array.Clear(_counts);

    private static int Index(int type, Failure? failure) => (type * Kinds) + (failure is { } f ? (int)f + 1 : 0);
}
