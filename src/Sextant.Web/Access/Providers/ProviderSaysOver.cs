using Microsoft.AspNetCore.Http;

namespace Sextant.Web.Access.Providers;

/// <summary><c>POST /sign-in/ended/{provider}</c>: a provider tells that somebody has signed out there (OpenID Connect Back-Channel Logout 1.0).</summary>
internal static class ProviderSaysOver
{
    public static async Task<IResult> AnswerAsync(string provider, HttpContext context, WebParts parts, ProviderDesk desk)
    {
        context.Response.Headers.CacheControl = "no-store"; // section 2.8
        try
        {
            ProviderClient client = desk.Find(provider) ?? throw new ProviderException(ProviderFault.NoProvider);
            string? token = context.Request.HasFormContentType ? (await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false))["logout_token"].SingleOrDefault() : null;
            (string? subject, string? session) = await client.LogoutAsync(token ?? "", context.RequestAborted).ConfigureAwait(false);
            await parts.People.Identities.EndAsync(client.Provider, subject, session, context.From(), context.RequestAborted).ConfigureAwait(false);
            return Results.Ok();
        }
        catch (Exception fault) when (fault is ProviderException or InvalidDataException or InvalidOperationException)
        {
            return Results.Json(new { error = "invalid_request" }, statusCode: StatusCodes.Status400BadRequest);
        }
    }
}
