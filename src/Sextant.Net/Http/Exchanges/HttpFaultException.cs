using Sextant.Wire;

namespace Sextant.Net.Http.Exchanges;

/// <summary>A response that cannot be read, or not to its end.</summary>
/// <param name="failure">In the words of the vocabulary.</param>
/// <param name="wantsHttp11">Whether the server asked to be spoken to over HTTP/1.1 (HTTP_1_1_REQUIRED, RFC 9113 section 7).</param>
internal sealed class HttpFaultException(Failure failure, bool wantsHttp11 = false) : IOException(failure.ToString())
{
    public Failure Failure => failure;

    public bool WantsHttp11 => wantsHttp11;

    public static HttpFaultException Malformed() => new(Failure.HttpMalformed);

    public static HttpFaultException Closed() => new(Failure.ConnectionClosed);
}
