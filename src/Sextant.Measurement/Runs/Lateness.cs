namespace Sextant.Measurement.Runs;

/// <summary>How busy the machine is, as the process itself feels it.</summary>
internal enum Pressure
{
    /// <summary>What is due begins at once: the machine could do more.</summary>
    None,

    /// <summary>The machine is used, and nothing waits for long.</summary>
    Some,

    /// <summary>What is due begins late: answers would be taken for slow.</summary>
    Late,
}

/// <summary>
/// Tells from how late its looks come how busy the machine is. It goes by the middle one of ten: a collection of garbage holds up one look or two in a second
/// and says nothing about the others.
/// </summary>
/// <param name="step">Between two looks when nothing is late.</param>
internal sealed class Lateness(TimeSpan step)
{
    private const int Looks = 10;

    /// <summary>4 ms: a turn of the scheduler. Later than that in half of all looks, and there is always something that waits to run.</summary>
    private const double OnTime = 4;

    /// <summary>25 ms: a tenth of the shortest time whose being over says anything about a server.</summary>
    private const double TooLate = 25;

    private readonly Lock _gate = new();
    private readonly double[] _late = new double[Looks];
    private int _count;

    /// <summary>Takes note of the time since the look before.</summary>
    /// <returns>What the last ten looks say; null when they have been told already.</returns>
    public Pressure? Add(TimeSpan sinceBefore)
    {
        lock (_gate)
        {
            _late[_count++] = (sinceBefore - step).TotalMilliseconds;
            if (_count < Looks)
            {
                return null;
            }

            _count = 0;
            Array.Sort(_late);
            double middle = _late[Looks / 2];
            return middle <= OnTime ? Pressure.None : middle < TooLate ? Pressure.Some : Pressure.Late;
        }
    }
}
