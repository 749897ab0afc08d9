using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Sextant.Programme.Audit;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;
using Sextant.Web.Wording;

namespace Sextant.Web.Api;

/// <summary>Stands before everything of the API: its language, and that each refusal, wherever it arises, is told as a problem and never as a page.</summary>
internal sealed class ApiDoor(RequestDelegate next)
{
    internal const string ProblemType = "application/problem+json";

    /// <summary>Whether a path is the API's.</summary>
    internal static bool Leads(HttpContext context) => context.Request.Path.StartsWithSegments("/api");

    public async Task InvokeAsync(HttpContext context)
    {
        if (!Leads(context))
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        string language = ApiLanguage.Of(context);
        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }

        if (IsPreflight(context))
        {
            Preflight(context);
            return;
        }

        try
        {
            await next(context).ConfigureAwait(false);
            if (!context.Response.HasStarted && context.Response is { StatusCode: >= 400, ContentType: null, ContentLength: null })
            {
                await WriteAsync(context, language, context.Features.Get<RestingToken>() is { } resting ? Resting(resting) : OfStatus(context.Response.StatusCode)).ConfigureAwait(false);
            }
        }
        catch (Exception fault) when (!context.Response.HasStarted && FaultOf(fault, language) is not null)
        {
            await WriteAsync(context, language, FaultOf(fault, language)!).ConfigureAwait(false);
        }
    }

    // A browser asks before it reads with a header of its own (Fetch, section 3.2.2). Reading is let through without a token alone; what is not for everybody then says nothing that its page may see.
    private static bool IsPreflight(HttpContext context) => HttpMethods.IsOptions(context.Request.Method) && context.Request.Headers.Origin.Count > 0
        && (context.Request.Headers.AccessControlRequestMethod.ToString() is "GET" or "HEAD");

    private static void Preflight(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        context.Response.Headers.AccessControlAllowOrigin = "*";
        context.Response.Headers.AccessControlAllowMethods = "GET, HEAD";
        context.Response.Headers.AccessControlAllowHeaders = "If-None-Match, Accept-Language";
        context.Response.Headers.AccessControlMaxAge = "3600";
    }

    /// <summary>Tells a fault.</summary>
    private static Task WriteAsync(HttpContext context, string language, ApiFault fault)
    {
        context.Response.StatusCode = fault.Status;
        context.Response.ContentType = ProblemType;
        context.Response.Headers.ContentLanguage = language;
        context.Response.Headers.CacheControl = "no-store";
        if (fault.After is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        WebTexts texts = WebTexts.Of(language);
        string key = texts.Keys.Contains("api.fault." + fault.Word) ? "api.fault." + fault.Word : fault.Word;
        var problem = new Problem(
            "urn:sextant:problem:" + fault.Word.Split('.')[^1], texts[$"api.status.{fault.Status}"], fault.Status, texts.Format(key, [.. fault.Parameters]), context.Request.PathBase + context.Request.Path)
        {
            Parameter = fault.Parameter,
            Errors = fault.Places.Count > 0 ? fault.Places
                : fault.Body.Count == 0 ? null
                : [.. fault.Body.Select(one => new ProblemPlace(one.Pointer, one.Word, texts.Format("api.fault.body-" + one.Word, one.Pointer, one.Known)))],
        };
        return context.Response.Body.WriteAsync(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(problem, ApiJson.Of(typeof(Problem))), context.RequestAborted).AsTask();
    }

    // What the areas refuse has its sentence already; the program that asks hears the same as the person.
    private static ApiFault? FaultOf(Exception fault, string language) => fault switch
    {
        ApiFault own => own,
        RefusedException refused => new ApiFault(
            refused.Word == "not-allowed" ? StatusCodes.Status403Forbidden : refused.Word.EndsWith("-none", StringComparison.Ordinal) ? StatusCodes.Status404NotFound : StatusCodes.Status422UnprocessableEntity,
            "refused." + refused.Word,
            [.. refused.Parameters.Select(one => one is TableWord word ? TableTexts.For(language)[word.Key] : one)]),
        PeopleException people => new ApiFault(StatusCodes.Status422UnprocessableEntity, "people.fault-" + System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(people.Fault.ToString())),
        ChangedSinceException { OtherRequest: true } => new ApiFault(StatusCodes.Status422UnprocessableEntity, "other-request"),
        ChangedSinceException => new ApiFault(StatusCodes.Status412PreconditionFailed, "changed-since"),
        NoPackException => new ApiFault(StatusCodes.Status503ServiceUnavailable, "no-pack"),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new ApiFault(StatusCodes.Status413PayloadTooLarge, "status-413"),
        BadHttpRequestException bad => new ApiFault(bad.StatusCode, "status-400"),
        OperationCanceledException => null,
        _ => new ApiFault(StatusCodes.Status500InternalServerError, "status-500"),
    };

    private static ApiFault Resting(RestingToken token) => new(StatusCodes.Status401Unauthorized, "token-rests", (int)token.Within.TotalDays);

    private static ApiFault OfStatus(int status) => new(status, status is 400 or 401 or 403 or 404 or 405 or 413 or 415 or 503 ? string.Create(CultureInfo.InvariantCulture, $"status-{status}") : "status-500");
}

/// <summary>The token of a request would work, had its person signed in by the identity provider within that time.</summary>
internal sealed record RestingToken(TimeSpan Within);
