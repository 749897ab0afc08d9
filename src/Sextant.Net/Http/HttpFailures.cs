using Sextant.Net.Dialling;
using Sextant.Net.Http.Exchanges;
using Sextant.Wire;

namespace Sextant.Net.Http;

/// <summary>What the HTTP layer throws, and what a status says, in the words of the failure vocabulary.</summary>
internal static class HttpFailures
{
    public static Failure ToFailure(Exception exception) =>
        exception is HttpFaultException fault ? fault.Failure : SocketFailures.ToFailure(exception) ?? Failure.HttpMalformed;

    /// <summary>What a final status says; null for 200-399 (criterion WEB-03).</summary>
    public static Failure? OfStatus(int status, bool retryAfter) => status switch
    {
        >= 200 and <= 399 => null,
        429 => Failure.HttpRateLimited,
        503 when retryAfter => Failure.HttpRateLimited,
        421 => Failure.HttpMisdirected,
        _ => Failure.HttpStatus,
    };
}
