namespace Sextant.Web.Api;

/// <summary>Why a request was not done, in a word; the sentence is <c>api.fault.WORD</c>, or that of the page where the same is refused.</summary>
/// <param name="status">The status (RFC 9110).</param>
/// <param name="word">Such as <c>unknown-parameter</c>.</param>
/// <param name="parameters">What the sentence names.</param>
public sealed class ApiFault(int status, string word, params IReadOnlyList<object> parameters) : Exception(word)
{
    /// <summary>The status.</summary>
    public int Status { get; } = status;

    /// <summary>Why.</summary>
    public string Word { get; } = word;

    /// <summary>What the sentence names.</summary>
    public IReadOnlyList<object> Parameters { get; } = parameters;

    /// <summary>The query's parameter that is wrong.</summary>
    public string? Parameter { get; init; }

    /// <summary>What is wrong in the body, all of it.</summary>
    public IReadOnlyList<BodyFault> Body { get; init; } = [];

    /// <summary>What is wrong in a file that came in, all of it.</summary>
    public IReadOnlyList<ProblemPlace> Places { get; init; } = [];

    /// <summary>Seconds after which it is worth trying again.</summary>
    public int? After { get; init; }
}

/// <summary>Something wrong in a body.</summary>
/// <param name="Pointer">Where (RFC 6901): <c>/figures/traffic</c>.</param>
/// <param name="Word">Why; the sentence is <c>api.fault.body-WORD</c>.</param>
/// <param name="Known">What could stand there; null where that is not a choice.</param>
public sealed record BodyFault(string Pointer, string Word, string? Known = null);
