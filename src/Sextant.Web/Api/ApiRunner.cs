using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Sextant.Programme.Audit;
using Sextant.Programme.People;

namespace Sextant.Web.Api;

/// <summary>Answers one way in: how often, what is asked, on which terms it is done, and what comes back.</summary>
internal static class ApiRunner
{
    /// <summary>255 characters: as long as any key that programs make.</summary>
    private const int LongestKey = 255;

    private const string JsonType = "application/json; charset=utf-8";

    internal static async Task AnswerAsync(HttpContext context, ApiRoute route)
    {
        Open(context, route);
        Count(context);
        ApiParameters.Check(route, context.Request.Query);
        var call = new ApiCall(context, route);
        if (route.Method == "GET")
        {
            await ReadAsync(context, call).ConfigureAwait(false);
        }
        else
        {
            await WriteAsync(context, call).ConfigureAwait(false);
        }
    }

    /// <summary>The tag of what is read: a hash of it, so that it is the same wherever and whenever it is the same.</summary>
    internal static string TagOf(ReadOnlySpan<byte> content) => $"\"{Base64Url.EncodeToString(SHA256.HashData(content))[..27]}\"";

    private static async Task ReadAsync(HttpContext context, ApiCall call)
    {
        object found = await call.Route.Work(call).ConfigureAwait(false) ?? throw new ApiFault(StatusCodes.Status404NotFound, "status-404");
        (byte[] content, string type) = Sent(context, found);
        string tag = TagOf(content);

        // What strangers read may be compressed on its way: the same thing in other bytes (RFC 9110, section 8.8.1).
        context.Response.Headers.ETag = ApiCall.Asker(context).Known ? tag : "W/" + tag;
        if (Names(context.Request.Headers.IfNoneMatch, tag, weakly: true))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        await SendAsync(context, content, type).ConfigureAwait(false);
    }

    private static async Task WriteAsync(HttpContext context, ApiCall call)
    {
        await FromOwnPageAsync(context).ConfigureAwait(false);
        byte[] body = await BodyReading.BytesAsync(context.Request, call).ConfigureAwait(false);
        call.Content = body;
        call.Body = call.Route.Body is { } shape ? BodyReading.Read(body, shape) : null;
        call.Terms = new WriteTerms { StillHolds = StillHolds(context, call), Once = Once(context, call, body) };
        object done = await call.Route.Work(call).ConfigureAwait(false) ?? throw new ApiFault(StatusCodes.Status404NotFound, "status-404");
        context.Response.StatusCode = call.Route.Status;
        if (call.Route.Status == StatusCodes.Status204NoContent)
        {
            return;
        }

        if (done is not ApiPlace place)
        {
            context.Response.Headers.CacheControl = "no-store";
            (byte[] answer, string type) = Sent(context, done);
            await SendAsync(context, answer, type).ConfigureAwait(false);
            return;
        }

        ApiRoute reads = ApiCatalog.Of(call.Route.Reads!);
        ApiCall then = Reading(context, call, reads, place);
        object now = await reads.Work(then).ConfigureAwait(false) ?? throw new ApiFault(StatusCodes.Status404NotFound, "status-404");
        byte[] content = Json(now);
        context.Response.Headers.ETag = TagOf(content);
        if (call.Route.Status is StatusCodes.Status201Created or StatusCodes.Status202Accepted)
        {
            context.Response.Headers.Location = context.Request.PathBase + Address(reads, then.Values);
        }

        await SendAsync(context, content, JsonType).ConfigureAwait(false);
    }

    private static (byte[] Content, string Type) Sent(HttpContext context, object what)
    {
        if (what is not ApiFile file)
        {
            return (Json(what), JsonType);
        }

        context.Response.Headers.ContentDisposition = $"attachment; filename*=UTF-8''{Uri.EscapeDataString(file.Name)}"; // RFC 6266, section 4.3
        return (file.Content, file.Type);
    }

    private static Task SendAsync(HttpContext context, byte[] content, string type)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = content.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(content, context.RequestAborted).AsTask();
    }

    // What everybody may read, programs of other sites may read in a browser, and nothing else: no cookie goes with it, since "*" forbids that (Fetch, section 3.2.3).
    private static void Open(HttpContext context, ApiRoute route)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.Vary = "Authorization, Cookie, Accept-Language";
        if (route.IsOpen)
        {
            headers.AccessControlAllowOrigin = "*";
            headers.AccessControlExposeHeaders = "ETag, Retry-After";
            headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        }
    }

    private static void Count(HttpContext context)
    {
        Viewer viewer = ApiCall.Asker(context);
        string caller = viewer.Token ?? viewer.Person ?? ApiRates.NetworkOf(context.Connection.RemoteIpAddress);
        int wait = context.RequestServices.GetRequiredService<ApiRates>().Take(caller, viewer.Known);
        if (wait > 0)
        {
            throw new ApiFault(StatusCodes.Status429TooManyRequests, "rate", wait) { After = wait };
        }
    }

    // A browser sends its cookie along with what another site's page makes it ask: what changes something shows that a page of ours asked.
    private static async Task FromOwnPageAsync(HttpContext context)
    {
        if (ApiCall.Asker(context).Session is not null && !await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context).ConfigureAwait(false))
        {
            throw new ApiFault(StatusCodes.Status400BadRequest, "cookie");
        }
    }

    private static Func<CancellationToken, Task<bool>>? StillHolds(HttpContext context, ApiCall call)
    {
        string given = context.Request.Headers.IfMatch.ToString();
        if (given.Length == 0 || call.Route.Reads is null)
        {
            return call.Route.NeedsMatch ? throw new ApiFault(StatusCodes.Status428PreconditionRequired, "if-match") : null;
        }

        // Asked within the only transaction that writes: what it sees is what the change meets.
        ApiRoute reads = ApiCatalog.Of(call.Route.Reads!);
        return async _ =>
        {
            object? now = await reads.Work(new ApiCall(context, reads) { Values = new RouteValueDictionary(context.Request.RouteValues) }).ConfigureAwait(false);
            return now is not null && Names(context.Request.Headers.IfMatch, TagOf(Json(now)), weakly: false);
        };
    }

    private static OnceOnly? Once(HttpContext context, ApiCall call, byte[] body)
    {
        string key = context.Request.Headers["Idempotency-Key"].ToString().Trim('"');
        if (key.Length == 0)
        {
            return call.Route.Creates ? throw new ApiFault(StatusCodes.Status400BadRequest, "idempotency-key") : null;
        }

        if (key.Length > LongestKey || key.Any(letter => letter is < '!' or > '~'))
        {
            throw new ApiFault(StatusCodes.Status400BadRequest, "idempotency-form", LongestKey);
        }

        byte[] asked = [.. Encoding.UTF8.GetBytes($"{call.Route.Id} {context.Request.Path}{context.Request.QueryString}\n"), .. body];
        return new OnceOnly(ApiCall.Asker(context).Person ?? "stranger", key, Convert.ToHexStringLower(SHA256.HashData(asked)));
    }

    private static ApiCall Reading(HttpContext context, ApiCall call, ApiRoute reads, ApiPlace place)
    {
        var values = new RouteValueDictionary(call.Values);
        foreach ((string name, string value) in place.Values)
        {
            values[name] = value;
        }

        return new ApiCall(context, reads) { Values = values };
    }

    private static string Address(ApiRoute reads, RouteValueDictionary values) => string.Join('/', reads.Route.Split('/').Select(part =>
        part.StartsWith('{') ? Uri.EscapeDataString(values[part.Trim('{', '}').Split(':')[0]]?.ToString() ?? "") : part));

    private static byte[] Json(object what) => JsonSerializer.SerializeToUtf8Bytes(what, ApiJson.Of(what.GetType()));

    private static bool Names(Microsoft.Extensions.Primitives.StringValues header, string tag, bool weakly) =>
        header.ToString().Split(',').Select(one => one.Trim()).Any(one => one == "*" || one == tag || (weakly && one == "W/" + tag));
}
