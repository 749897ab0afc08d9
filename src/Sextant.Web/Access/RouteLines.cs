using Sextant.Programme.People;

namespace Sextant.Web.Access;

/// <summary>Writes lines of the table of ways in.</summary>
internal static class RouteLines
{
    internal static RouteRule Get(string route, Right right, string? handler = null) => new("GET", route, handler, right);

    internal static RouteRule Post(string route, Right right, string? handler = null) => new("POST", route, handler, right);
}
