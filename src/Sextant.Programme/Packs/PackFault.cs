using Sextant.Programme.Tables;

namespace Sextant.Programme.Packs;

/// <summary>One thing wrong with a pack.</summary>
/// <param name="File">The pack's file.</param>
/// <param name="Place">Row and field, such as <c>organisations[12].from</c>, or <c>:7, asn</c> for a line; empty for the file as a whole.</param>
/// <param name="Word">Which of the faults of <see cref="PackFaultTexts"/>, such as <c>no-slug</c>.</param>
/// <param name="Parameters">What its sentence names; quoted and made harmless.</param>
public sealed record PackFault(string File, string Place, string Word, IReadOnlyList<object> Parameters)
{
    /// <summary>What is wrong and what to do, in English: what exceptions and logs say.</summary>
    public string Sentence => PackFaultTexts.For("en").Of(this);

    /// <summary>One line for a terminal, in a language.</summary>
    public string Line(string language) => $"{Where}: {PackFaultTexts.For(language).Of(this)}";

    /// <summary>One line in English.</summary>
    public override string ToString() => Line("en");

    private string Where => Place.Length == 0 || Place[0] == ':' ? File + Place : $"{File} {Place}";
}

/// <summary>A part of a sentence that is itself worded in the reader's language: what was expected.</summary>
/// <param name="Word">Its key.</param>
/// <param name="Parameters">What it names.</param>
public sealed record PackPhrase(string Word, IReadOnlyList<object> Parameters)
{
    internal static PackPhrase Of(string word, params object[] parameters) => new($"phrase.{word}", parameters);
}

/// <summary>Collects faults, so that an author sees them all at once; keeps the first <see cref="Most"/>, counts the rest.</summary>
public sealed class PackFaults
{
    /// <summary>500: more than anybody mends in one go, and bounded whatever the pack holds.</summary>
    public const int Most = 500;

    private readonly List<PackFault> _list = [];

    /// <summary>The first faults, in the order of reading.</summary>
    public IReadOnlyList<PackFault> List => _list;

    /// <summary>How many there were.</summary>
    public int Count { get; private set; }

    /// <summary>Adds one.</summary>
    public void Add(string file, string place, string word, params object[] parameters)
    {
        Count++;
        if (_list.Count < Most)
        {
            _list.Add(new PackFault(file, place, word, parameters));
        }
    }

    /// <summary>A value of the pack inside a sentence: quoted, cut, without control characters that could steer a terminal.</summary>
    public static string Quote(string? value) => Quoted.Of(value);
}

/// <summary>A pack cannot be used; <see cref="Faults"/> lists all that is wrong.</summary>
public sealed class PackException(PackFaults faults)
    : Exception($"The pack has {faults.Count} fault(s):{Environment.NewLine}{string.Join(Environment.NewLine, faults.List)}")
{
    /// <summary>What is wrong.</summary>
    public PackFaults Faults { get; } = faults;
}
