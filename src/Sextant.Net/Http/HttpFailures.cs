using Sextant.Net.Dialling;
using Sextant.Wire;

namespace Sextant.Net.Http;

/// <summary>What the HTTP layer throws, and what a status says, in the words of the failure vocabulary.</summary>
internal static class HttpFailures
{
    public static Failure ToFailure(Exception exception) => Reason(exception) switch
    {
        HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError or HttpRequestError.ExtendedConnectNotSupported => Failure.HttpMalformed,
        HttpRequestError.ConfigurationLimitExceeded => Failure.HttpTooLarge,
        HttpRequestError.ResponseEnded => SocketFailures.ToFailure(exception.InnerException) ?? Failure.ConnectionClosed,
        _ => SocketFailures.ToFailure(exception) ?? SocketFailures.ToFailure(exception.InnerException) ?? Failure.HttpMalformed,
    };

    /// <summary>What a final status says; null for 200-399 (criterion WEB-03).</summary>
    public static Failure? OfStatus(int status, bool retryAfter) => status switch
    {
        >= 200 and <= 399 => null,
        429 => Failure.HttpRateLimited,
        503 when retryAfter => Failure.HttpRateLimited,
        421 => Failure.HttpMisdirected,
        _ => Failure.HttpStatus,
    };

    /// <summary>HTTP_1_1_REQUIRED: the server wants to be asked over HTTP/1.1 (RFC 9113 section 7).</summary>
    public static bool WantsHttp11(Exception? exception) => exception switch
    {
        null => false,
        HttpProtocolException { ErrorCode: 0xd } => true,
        _ => WantsHttp11(exception.InnerException),
    };

    private static HttpRequestError? Reason(Exception? exception) => exception switch
    {
        HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } request => request.HttpRequestError,
        HttpIOException { HttpRequestError: not HttpRequestError.Unknown } io => io.HttpRequestError,
        { InnerException: { } inner } => Reason(inner),
        _ => null,
    };
}
