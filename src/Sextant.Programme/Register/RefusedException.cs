namespace Sextant.Programme.Register;

/// <summary>A change that people asked for cannot be made. The word says why; pages have a sentence for it in each language.</summary>
/// <param name="word">Such as <c>document-title</c>.</param>
/// <param name="parameters">What the sentence names.</param>
public sealed class RefusedException(string word, params object[] parameters)
    : Exception(parameters.Length == 0 ? word : $"{word}: {string.Join(", ", parameters)}")
{
    /// <summary>Why.</summary>
    public string Word { get; } = word;

    /// <summary>What the sentence names.</summary>
    public IReadOnlyList<object> Parameters { get; } = parameters;
}
