using Microsoft.AspNetCore.Http;
using Sextant.Programme.People;

namespace Sextant.Web.Access;

/// <summary>Who asks, as the rest of a request finds it.</summary>
public static class Asking
{
    /// <summary>Who asks.</summary>
    public static Viewer Viewer(this HttpContext context) => context.Features.Get<Viewer>() ?? Stranger(context);

    /// <summary>The client's address, as far as it can be known.</summary>
    public static string From(this HttpContext context) => context.Connection.RemoteIpAddress is { } address
        ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString()
        : "unknown";

    /// <summary>The browser that asks to be let in.</summary>
    public static Caller Caller(this HttpContext context, SignInCookies cookies) => new(context.From(), context.Request.Headers.UserAgent.ToString(), cookies.Devices(context));

    internal static Viewer Stranger(HttpContext context) => new() { From = context.From() };
}
