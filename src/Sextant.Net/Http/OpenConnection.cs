using System.Net;
using Sextant.Net.Dialling;
using Sextant.Net.Http.Exchanges;
using Sextant.Net.Tls;

namespace Sextant.Net.Http;

/// <summary>A connection that a request can go over: dialled, and for https its handshake done. Disposing it closes it and gives its place back.</summary>
internal sealed class OpenConnection(DialOutcome dial, string host, TlsOutcome? tls) : IAsyncDisposable
{
    private readonly Stream stream = tls?.Stream ?? (Stream)dial.Stream!;
    private IHttpExchange? exchange;

    /// <summary>The endpoint reached.</summary>
    public IPEndPoint Remote => dial.Remote;

    /// <summary>The host asked over it: name-based servers show another site, and another certificate, to another name.</summary>
    public string Host => host;

    /// <summary>How it was dialled.</summary>
    public DialOutcome Dial => dial;

    /// <summary>The handshake; null without TLS.</summary>
    public TlsOutcome? Tls => tls;

    /// <summary>True once a request was answered over it.</summary>
    public bool Used { get; set; }

    /// <summary>What requests go by.</summary>
    public IHttpExchange Exchange(HttpFetcherOptions options) => exchange ??= tls?.Alpn == "h2"
        ? new Http2Exchange(stream, options.MaxHeadersKib * 1024)
        : new Http1Exchange(stream, options.MaxHeadersKib * 1024);

    /// <summary>Whether another request can follow.</summary>
    public bool MayAskAgain() => exchange is null || exchange.MayAskAgain();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync().ConfigureAwait(false);
        dial.Dispose();
    }
}
