using Sextant.Programme.People;

namespace Sextant.Web.Access;

/// <summary>What one way into the program asks for.</summary>
/// <param name="Method"><c>GET</c> (HEAD with it) or <c>POST</c>.</param>
/// <param name="Route">The route's pattern: <c>/people/{key}</c>.</param>
/// <param name="Handler">A page's named handler; null: the page itself.</param>
/// <param name="Right">What one must have the right to.</param>
public sealed record RouteRule(string Method, string Route, string? Handler, Right Right)
{
    /// <summary>The route's value that names an organisation, for which the right must be had; null: for the country, or at all.</summary>
    public string? Scope { get; init; }

    /// <summary>Whether one must have signed in a short while ago.</summary>
    public bool Fresh { get; init; }

    /// <summary>Whether files come in here: the bound of the body is then that of a file, and only for who may send one.</summary>
    public bool Uploads { get; init; }

    /// <summary>Whether programs ask here: they are told 401, not sent to the page for signing in.</summary>
    public bool Api { get; init; }
}
