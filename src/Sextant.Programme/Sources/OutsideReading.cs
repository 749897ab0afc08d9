namespace Sextant.Programme.Sources;

/// <summary>One figure that somebody else measured.</summary>
/// <param name="Series">One of <see cref="OutsideSeries"/>: publisher and definition.</param>
/// <param name="Subject"><c>cc:VN</c>, <c>as:VN:45899</c>, or <c>world</c>.</param>
/// <param name="Value">Percent.</param>
/// <param name="Samples">What it rests on; null where the publisher does not say.</param>
public sealed record OutsidePoint(string Series, string Subject, DateOnly Day, decimal Value, decimal? Samples);

/// <summary>The series that are known: figures of two series never share a line and are never ranked together.</summary>
public static class OutsideSeries
{
    /// <summary>APNIC: samples that fetched the IPv6-only address, of all samples; smoothed by APNIC over 30 days.</summary>
    public const string ApnicCapable = "apnic-capable";

    /// <summary>APNIC: samples that fetched the dual-stack address over IPv6, of all samples; smoothed by APNIC over 30 days.</summary>
    public const string ApnicPreferred = "apnic-preferred";

    /// <summary>Google: users that reach Google over IPv6, of all users.</summary>
    public const string GoogleUsers = "google-users";

    /// <summary>Every one, in the order in which they are shown.</summary>
    public static IReadOnlyList<string> All { get; } = [ApnicCapable, ApnicPreferred, GoogleUsers];

    /// <summary>Those whose files are read.</summary>
    public static IReadOnlyList<string> Publishers { get; } = ["apnic", "google"];

    /// <summary>Who measures it.</summary>
    public static string PublisherOf(string series) => series == GoogleUsers ? "google" : "apnic";
}

/// <summary>One thing wrong with a delivery.</summary>
/// <param name="File">The file's name as given.</param>
/// <param name="Place">Row and member, such as <c>data[12].date</c>; empty for the file as a whole.</param>
/// <param name="Word">Which of the sentences of <see cref="OutsideFaultTexts"/>.</param>
/// <param name="Value">What stands there; quoted and made harmless.</param>
public sealed record OutsideFault(string File, string Place, string Word, string Value = "");

/// <summary>What a reader made of one file: points, or all that is wrong with it.</summary>
public sealed class OutsideReading(string file)
{
    /// <summary>100: more than anybody mends in one go; the rest is counted.</summary>
    public const int MostFaults = 100;

    private readonly List<OutsideFault> _faults = [];

    /// <summary>The file's name.</summary>
    public string File { get; } = file;

    /// <summary>Points in the order of reading.</summary>
    public List<OutsidePoint> Points { get; } = [];

    /// <summary>What the file says of its reuse.</summary>
    public string? Terms { get; set; }

    /// <summary>The first faults.</summary>
    public IReadOnlyList<OutsideFault> Faults => _faults;

    /// <summary>How many there are.</summary>
    public int FaultCount { get; private set; }

    /// <summary>Notes a fault.</summary>
    public void Fault(string place, string word, string? value = null)
    {
        FaultCount++;
        if (_faults.Count < MostFaults)
        {
            _faults.Add(new OutsideFault(File, place, word, value is null ? "" : Packs.PackFaults.Quote(value)));
        }
    }
}

/// <summary>One file of a delivery.</summary>
/// <param name="Name">As it was given; shown, never opened.</param>
/// <param name="Content">Its bytes.</param>
public sealed record OutsideContent(string Name, ReadOnlyMemory<byte> Content);

/// <summary>A delivery cannot be used; nothing of it was kept.</summary>
public sealed class OutsideException(IReadOnlyList<OutsideFault> faults, int count)
    : Exception(string.Join(Environment.NewLine, faults.Select(fault => OutsideFaultTexts.Line(fault, "en"))))
{
    /// <summary>What is wrong, the first of it.</summary>
    public IReadOnlyList<OutsideFault> Faults { get; } = faults;

    /// <summary>How much is wrong.</summary>
    public int Count { get; } = count;
}
