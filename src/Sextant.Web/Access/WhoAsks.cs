using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Sextant.Programme.People;
using Sextant.Web.Api;

namespace Sextant.Web.Access;

/// <summary>Finds out who asks: by the session's cookie, or by a token. A request that carries neither costs nothing.</summary>
internal sealed class WhoAsks(RequestDelegate next)
{
    private const string Bearer = "Bearer ";

    public async Task InvokeAsync(HttpContext context, WebParts parts, SignInCookies cookies)
    {
        if (context.Features.Get<Viewer>() is null && !context.Request.Path.StartsWithSegments("/assets"))
        {
            string header = context.Request.Headers.Authorization.ToString();
            Viewer? found = header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
                ? await parts.People.Tokens.FindAsync(header[Bearer.Length..].Trim(), context.From(), context.RequestAborted).ConfigureAwait(false)
                : cookies.SessionOf(context) is { Length: > 0 } secret ? await parts.People.Sessions.FindAsync(secret, context.From(), context.RequestAborted).ConfigureAwait(false)
                : null;
            if (found is null && header.Length > 0)
            {
                // A token that is none must not quietly become a stranger: its program would take what is public for all there is.
                bool rests = header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && await parts.People.Tokens.RestsAsync(header[Bearer.Length..].Trim(), context.RequestAborted).ConfigureAwait(false);
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"" + (rests ? ", error_description=\"its person has not signed in by the identity provider for too long\"" : ""); // RFC 6750, section 3.1
                if (rests)
                {
                    context.Features.Set(new RestingToken(parts.People.Options.ProviderWord));
                }

                return;
            }

            context.Features.Set(found ?? Asking.Stranger(context));
            if (found is not null)
            {
                context.Response.Headers.CacheControl = "no-store";

                // Forms are sealed to this session: a token of a form that was got before signing in is worth nothing after.
                context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, $"{found.Person} {found.Session ?? found.Token}")], "sextant"));
            }
        }

        await next(context).ConfigureAwait(false);
    }
}
