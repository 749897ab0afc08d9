namespace Sextant.Wire.Addresses.Origins;

/// <summary>What came of reading address data: how many rows there were, and by name which were left out.</summary>
public sealed class AddressReading
{
    private readonly SortedDictionary<RowFault, FaultCount> _faults = [];

    /// <summary>Rows that speak of an address, faulty ones included; heads, sums and comments are none.</summary>
    public long Rows { get; private set; }

    /// <summary>Rows left out because the registry has not given the space to anybody (<c>available</c>, <c>reserved</c>), or of AS numbers: no faults.</summary>
    public long NotOfAddresses { get; private set; }

    /// <summary>Prefixes that were announced by several systems; the one that most of the collector's peers saw was taken.</summary>
    public long SeveralOrigins { get; private set; }

    /// <summary>The faults, each with the line where it stood first.</summary>
    public IReadOnlyDictionary<RowFault, FaultCount> Faults => _faults;

    /// <summary>Rows that were left out as faulty.</summary>
    public long Faulty => _faults.Values.Sum(fault => fault.Rows);

    internal void Seen() => Rows++;

    internal void Skipped() => NotOfAddresses++;

    internal void Several() => SeveralOrigins++;

    internal void Fault(RowFault fault, long line) =>
        _faults[fault] = _faults.TryGetValue(fault, out FaultCount known) ? known with { Rows = known.Rows + 1 } : new FaultCount(1, line);

    /// <summary>How often a fault was met.</summary>
    /// <param name="Rows">In how many rows.</param>
    /// <param name="FirstLine">The line of its file where it stood first, counted from 1.</param>
    public readonly record struct FaultCount(long Rows, long FirstLine);
}
