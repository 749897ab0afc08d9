using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Routing;
using Sextant.Programme.People;

namespace Sextant.Web.Access;

/// <summary>Lets a request through to its handler, or not: by <see cref="RouteRules"/> alone.</summary>
internal sealed class Gate(RequestDelegate next)
{
    /// <summary>What stands around a file in a form: fields, boundaries. 64 KiB, as of every other form.</summary>
    private const long FormBytes = 64 * 1024;

    /// <summary>The route of an endpoint as the rules write it.</summary>
    internal static string? RouteOf(Endpoint endpoint) => endpoint is RouteEndpoint route ? "/" + (route.RoutePattern.RawText ?? "").Trim('/') : null;

    /// <summary>Every route of the server has a line, or it does not start.</summary>
    internal static void Check(IEndpointRouteBuilder routes)
    {
        string[] open = [.. routes.DataSources.SelectMany(source => source.Endpoints).Select(RouteOf).OfType<string>().Where(route => !RouteRules.Knows(route)).Distinct()];
        if (open.Length > 0)
        {
            throw new InvalidOperationException($"Routes without a line in RouteRules: {string.Join(", ", open)}.");
        }
    }

    public async Task InvokeAsync(HttpContext context, WebParts parts)
    {
        if (context.GetEndpoint() is not { } endpoint || RouteOf(endpoint) is not { } route)
        {
            await next(context).ConfigureAwait(false); // nothing is there
            return;
        }

        if (RouteRules.Find(route, context.Request.Method, HandlerOf(context)) is not { } rule)
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        Viewer viewer = context.Viewer();
        if (!await MayAsync(parts, viewer, rule, context).ConfigureAwait(false))
        {
            Refuse(context, viewer, rule);
            return;
        }

        if (rule.Fresh && !parts.People.Own.IsFresh(viewer))
        {
            ToSignIn(context);
            return;
        }

        if (rule.Uploads && !MakeRoom(context, parts.Vault.MostBytes + FormBytes))
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        if (rule.Right != Right.ReadPublished)
        {
            context.Response.Headers.CacheControl = "no-store";
        }

        context.Features.Set(rule);
        await next(context).ConfigureAwait(false);
    }

    private static async Task<bool> MayAsync(WebParts parts, Viewer viewer, RouteRule rule, HttpContext context)
    {
        if (rule.Scope is null || !viewer.Has(rule.Right))
        {
            return viewer.Has(rule.Right);
        }

        string organisation = context.GetRouteValue(rule.Scope)?.ToString() ?? "";
        return viewer.Has(rule.Right, await parts.People.Reach.LineAsync(organisation, context.RequestAborted).ConfigureAwait(false));
    }

    // The general bound was taken when the request came; nothing of the body is read yet, so it can be widened for this one.
    private static bool MakeRoom(HttpContext context, long most)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
        {
            body.MaxRequestBodySize = most;
        }

        return context.Request.ContentLength is null || context.Request.ContentLength <= most;
    }

    private static void Refuse(HttpContext context, Viewer viewer, RouteRule rule)
    {
        if (viewer.Known)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
        else if (rule.Api || !HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else
        {
            ToSignIn(context);
        }
    }

    // Only the path of this very request goes along, so that nobody is sent elsewhere; of a form that was sent, the page it stood on.
    private static void ToSignIn(HttpContext context)
    {
        string back = context.Request.PathBase + context.Request.Path + (HttpMethods.IsGet(context.Request.Method) ? context.Request.QueryString : QueryString.Empty);
        context.Response.Redirect($"{context.Request.PathBase}/sign-in?return={Uri.EscapeDataString(back)}");
    }

    private static string? HandlerOf(HttpContext context) => context.GetRouteValue("handler")?.ToString() is { Length: > 0 } named ? named : context.Request.Query["handler"].FirstOrDefault();
}

/// <summary>The handler that the framework has chosen must be the one that was judged: were they ever to differ, nothing runs.</summary>
internal sealed class SameHandler : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context)
    {
        string? judged = context.HttpContext.Features.Get<RouteRule>()?.Handler;
        string? chosen = context.HandlerMethod?.Name;
        if (context.HandlerMethod is null || !string.Equals(judged ?? "", chosen ?? "", StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidOperationException($"The handler \"{chosen}\" was chosen and \"{judged}\" was judged.");
        }

        return Task.CompletedTask;
    }

    public Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next) => next();
}
