using Microsoft.AspNetCore.Http;

namespace Sextant.Web.Hosting;

/// <summary>What every response says to the browser: own files alone, no frames, no referrer, no guessing of types.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    // Map, bars and charts carry their state in classes, not in style attributes, so that no inline style is needed.
    private const string Policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        // Pages change with each measurement: a browser may keep one, and asks before it shows it again. Assets say otherwise.
        headers.CacheControl = "no-cache";
        return next(context);
    }
}
