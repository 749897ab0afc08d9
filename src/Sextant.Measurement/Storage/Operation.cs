using System.Net;
using Sextant.Wire;

namespace Sextant.Measurement.Storage;

/// <summary>One operation on the network, as a row of the lake.</summary>
/// <param name="Word">What was done: <c>lookup</c>, <c>connect</c>, <c>tls</c>, <c>fetch</c>, <c>hop</c>, <c>smtp</c>, <c>dns</c>, <c>walk</c>.</param>
/// <param name="Subject">The host, or the name asked.</param>
internal readonly record struct Operation(string Word, string Subject)
{
    /// <summary>Type, transport, URL.</summary>
    internal string? Detail { get; init; }

    internal Family? Family { get; init; }

    internal IPAddress? Endpoint { get; init; }

    internal int? Port { get; init; }

    internal DateTimeOffset At { get; init; }

    internal double? Milliseconds { get; init; }

    /// <summary>How often it was tried; 0 when it was not reached.</summary>
    internal int Attempts { get; init; } = 1;

    internal Failure? Failure { get; init; }
}
