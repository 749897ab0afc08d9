using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sextant.Programme.People;

namespace Sextant.Web.Api.Areas;

/// <summary>By which a program learns whom its token speaks for and what it may.</summary>
internal sealed class MeApi : IApiArea
{
    public string Id => "me";

    public IJsonTypeInfoResolver Shapes => MeJson.Default;

    public IReadOnlyList<ApiRoute> Routes { get; } = [Ways.Get("me.read", "/me", Right.ReadPublished, call => Task.FromResult<MeShape?>(Of(call.Viewer)))];

    private static MeShape Of(Viewer viewer) => new(
        viewer.Person, viewer.Token, [.. viewer.Grants.Select(grant => new GrantShape(grant.Role.Word(), grant.Organisation, grant.From, grant.Until))],
        [.. Enum.GetValues<Right>().Where(viewer.Has).Select(right => right.Word())]);
}

/// <summary>Who asks. A stranger has no person and no token.</summary>
public sealed record MeShape(string? Person, string? Token, IReadOnlyList<GrantShape> Roles, IReadOnlyList<string> Rights);

/// <summary>A role that holds today; without an organisation it is had for the country.</summary>
public sealed record GrantShape(string Role, string? Organisation, DateOnly? From, DateOnly? Until);

[JsonSerializable(typeof(MeShape))]
internal sealed partial class MeJson : JsonSerializerContext;
