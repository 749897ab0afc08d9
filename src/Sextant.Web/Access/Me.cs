using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Sextant.Programme.People;

namespace Sextant.Web.Access;

/// <summary><c>GET /api/me</c>: by which a program learns whom its token speaks for and what it may.</summary>
internal static class Me
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static IResult Answer(HttpContext context)
    {
        Viewer viewer = context.Viewer();
        Right[] rights = [.. Enum.GetValues<Right>().Where(viewer.Has)];
        return Results.Json(
            new
            {
                Schema = 1,
                viewer.Person,
                viewer.Token,
                Roles = viewer.Grants.Select(grant => new { Role = grant.Role.Word(), grant.Organisation, grant.From, grant.Until }),
                Rights = rights.Select(right => right.Word()),
            },
            Json);
    }
}
