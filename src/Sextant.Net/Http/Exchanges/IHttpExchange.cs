namespace Sextant.Net.Http.Exchanges;

/// <summary>Requests over one connection that is open already, one after the other: nothing here can dial, redirect, retry or remember.</summary>
internal interface IHttpExchange
{
    /// <summary>Sends the request; returns when the response's header fields are there.</summary>
    /// <exception cref="IOException">The connection broke, or what came is no response.</exception>
    ValueTask<HttpReply> AskAsync(FetchUrl url, IReadOnlyList<KeyValuePair<string, string>> fields, CancellationToken cancellation);

    /// <summary>Whether the connection stands at the end of the last response and its peer takes another request.</summary>
    bool MayAskAgain();
}
