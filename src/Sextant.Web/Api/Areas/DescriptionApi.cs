using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Sextant.Programme.People;

namespace Sextant.Web.Api.Areas;

/// <summary>The API described for programs.</summary>
internal sealed class DescriptionApi : IApiArea
{
    public string Id => "description";

    public IJsonTypeInfoResolver Shapes => ProblemJson.Default;

    public IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Ways.File("description.read", "/openapi.json", Right.ReadPublished, ["application/json"], call => Task.FromResult<ApiFile?>(
            new ApiFile(call.Http.RequestServices.GetRequiredService<ApiDescription>()(call.Language, call.Parts.Version), "application/json", "openapi.json"))),
    ];
}
