namespace Sextant.Programme.Packs;

/// <summary>One thing wrong with a pack.</summary>
/// <param name="File">The pack's file.</param>
/// <param name="Place">Row and field, such as <c>organisations[12].from</c>; empty for the file as a whole.</param>
/// <param name="Sentence">What is wrong and what to do.</param>
public sealed record PackFault(string File, string Place, string Sentence)
{
    /// <summary>One line for a terminal.</summary>
    public override string ToString() => Place.Length == 0 ? $"{File}: {Sentence}" : $"{File} {Place}: {Sentence}";
}

/// <summary>Collects faults, so that an author sees them all at once; keeps the first <see cref="Most"/>, counts the rest.</summary>
public sealed class PackFaults
{
    /// <summary>500: more than anybody mends in one go, and bounded whatever the pack holds.</summary>
    public const int Most = 500;

    /// <summary>Quoted values are cut here: a pack may hold anything.</summary>
    private const int QuoteLength = 60;

    private readonly List<PackFault> _list = [];

    /// <summary>The first faults, in the order of reading.</summary>
    public IReadOnlyList<PackFault> List => _list;

    /// <summary>How many there were.</summary>
    public int Count { get; private set; }

    /// <summary>Adds one.</summary>
    public void Add(string file, string place, string sentence)
    {
        Count++;
        if (_list.Count < Most)
        {
            _list.Add(new PackFault(file, place, sentence));
        }
    }

    /// <summary>A value of the pack inside a sentence: quoted, cut, without control characters that could steer a terminal.</summary>
    public static string Quote(string? value)
    {
        string clean = new([.. (value ?? string.Empty).Take(QuoteLength).Select(c => char.IsControl(c) || char.IsSurrogate(c) || IsBidi(c) ? '?' : c)]);
        return value is { Length: > QuoteLength } ? $"\"{clean}...\"" : $"\"{clean}\"";
    }

    /// <summary>Direction overrides and isolates, which make text read otherwise than it is.</summary>
    private static bool IsBidi(char c) => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200E' or '\u200F';
}

/// <summary>A pack cannot be used; <see cref="Faults"/> lists all that is wrong.</summary>
public sealed class PackException(PackFaults faults)
    : Exception($"The pack has {faults.Count} fault(s):{Environment.NewLine}{string.Join(Environment.NewLine, faults.List)}")
{
    /// <summary>What is wrong.</summary>
    public PackFaults Faults { get; } = faults;
}
