namespace Sextant.Net.Http.Exchanges;

/// <summary>A response whose header fields are there and whose body waits to be read.</summary>
/// <param name="Status">Status code.</param>
/// <param name="Version"><c>1.0</c>, <c>1.1</c> or <c>2.0</c>.</param>
/// <param name="Headers">The fields as sent, in order.</param>
/// <param name="Body">The rest.</param>
internal sealed record HttpReply(int Status, string Version, IReadOnlyList<KeyValuePair<string, string>> Headers, IHttpBody Body)
{
    /// <summary>Every value of a field, in order.</summary>
    public IEnumerable<string> Values(string name) =>
        Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value);
}

/// <summary>A response's body as transferred, without chunks and frames.</summary>
internal interface IHttpBody
{
    /// <summary>Whether the response said how long it is.</summary>
    bool LengthDeclared { get; }

    /// <summary>Whether the connection stands at its end; what has come of the rest is passed over, nothing is waited for.</summary>
    bool IsOver();

    /// <summary>Reads on; 0 at its end.</summary>
    /// <exception cref="IOException">It ends too early, or is none.</exception>
    ValueTask<int> ReadAsync(Memory<byte> into, CancellationToken cancellation);
}
