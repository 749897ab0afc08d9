using System.Net;
using System.Net.Security;
using System.Text;

namespace Sextant.Net.Http;

/// <summary>One request over one connection that is open already: nothing here can dial, redirect, retry or remember.</summary>
internal sealed class HttpExchange : IDisposable
{
    private readonly HttpFetcherOptions options;
    private readonly SocketsHttpHandler handler;
    private readonly HttpMessageInvoker invoker;
    private readonly Version version;
    private Stream? connection;

    /// <param name="connection">Plain, or TLS with its ALPN agreed; closed with the exchange.</param>
    public HttpExchange(Stream connection, CookieContainer cookies, HttpFetcherOptions options)
    {
        this.connection = connection;
        this.options = options;
        version = connection is SslStream tls && tls.NegotiatedApplicationProtocol == SslApplicationProtocol.Http2
            ? HttpVersion.Version20
            : HttpVersion.Version11;
        handler = new SocketsHttpHandler
        {
            ConnectCallback = (_, _) => TakeConnection(),
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = true,
            CookieContainer = cookies,
            AutomaticDecompression = DecompressionMethods.None,
            MaxResponseHeadersLength = options.MaxHeadersKib,
            MaxResponseDrainSize = 0,
            PreAuthenticate = false,
            Credentials = null,
            ActivityHeadersPropagator = null,
            // Location headers carry UTF-8 where the standard wants escapes; what is no UTF-8 becomes U+FFFD and no host.
            ResponseHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        };
        invoker = new HttpMessageInvoker(handler, disposeHandler: true);
    }

    /// <summary>Sends the request; returns when the headers are there.</summary>
    public Task<HttpResponseMessage> SendAsync(FetchUrl url, CancellationToken cancellation)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url.ToUri())
        {
            Version = version,
            VersionPolicy = version == HttpVersion.Version20 ? HttpVersionPolicy.RequestVersionExact : HttpVersionPolicy.RequestVersionOrLower,
        };
        request.Headers.TryAddWithoutValidation("User-Agent", options.UserAgent);
        request.Headers.TryAddWithoutValidation("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        request.Headers.TryAddWithoutValidation("Accept-Language", options.AcceptLanguage);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, deflate, br");
        return invoker.SendAsync(request, cancellation);
    }

    public void Dispose()
    {
        invoker.Dispose();
        connection?.Dispose();
    }

    private ValueTask<Stream> TakeConnection() => Interlocked.Exchange(ref connection, null) is { } open
        ? ValueTask.FromResult(open)
        : throw new IOException("the connection was closed and is not opened again");
}
