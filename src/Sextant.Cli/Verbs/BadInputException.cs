namespace Sextant.Cli.Verbs;

/// <summary>What the user gave cannot be used: exit code 2 and the sentence of a text key with its parameters, no stack trace.</summary>
internal sealed class BadInputException(string key, params object?[] parameters) : Exception(key)
{
    public string Key { get; } = key;

    public IReadOnlyList<object?> Parameters { get; } = parameters;

    /// <summary>One line each below the sentence, in the user's language: the single faults.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];
}
