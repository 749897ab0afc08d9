using System.Text.Json.Serialization;

namespace Sextant.Web.Api;

/// <summary>A problem as a program reads it (RFC 9457).</summary>
/// <param name="Type">Names the kind: <c>urn:sextant:problem:unknown-parameter</c>. It does not change with the language.</param>
/// <param name="Title">The kind in words, in the language asked for.</param>
/// <param name="Status">The response's status.</param>
/// <param name="Detail">What is wrong here, and what to do.</param>
/// <param name="Instance">The path of the request.</param>
public sealed record Problem(string Type, string Title, int Status, string Detail, string Instance)
{
    /// <summary>The parameter of the query that is wrong.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Parameter { get; init; }

    /// <summary>Everything that is wrong in the body.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ProblemPlace>? Errors { get; init; }
}

/// <summary>One thing that is wrong in a body.</summary>
/// <param name="Pointer">Where (RFC 6901).</param>
/// <param name="Word">Which of the faults of the reference it is.</param>
/// <param name="Detail">What is wrong, and what to do.</param>
public sealed record ProblemPlace(string Pointer, string Word, string Detail);

/// <summary>Why something is done that asks for a reason.</summary>
public sealed record Because(string Reason);

/// <summary>The shapes that every area has.</summary>
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(Because))]
internal sealed partial class ProblemJson : JsonSerializerContext;
