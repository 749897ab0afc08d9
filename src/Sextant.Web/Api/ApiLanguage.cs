using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Sextant.Web.Api;

/// <summary>The language in which problems and papers are written.</summary>
internal static class ApiLanguage
{
    /// <summary>RFC 9110, section 12.5.4: of the two languages the one that is wanted more; the path's where neither is.</summary>
    internal static string Of(HttpContext context) => StringWithQualityHeaderValue.TryParseList(context.Request.Headers.AcceptLanguage, out IList<StringWithQualityHeaderValue>? wanted)
        ? wanted.Where(one => one.Quality is not 0).OrderByDescending(one => one.Quality ?? 1).Select(one => one.Value.ToString().Split('-')[0].ToLowerInvariant()).FirstOrDefault(one => one is "vi" or "en") ?? OfPath(context)
        : OfPath(context);

    private static string OfPath(HttpContext context) => context.Request.PathBase.Value?.EndsWith("/en", StringComparison.Ordinal) == true ? "en" : "vi";
}
