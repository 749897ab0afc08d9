using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Sextant.Programme.People;
using Sextant.Web.Wording;

namespace Sextant.Web.Api;

/// <summary>One way in, as OpenAPI says it.</summary>
internal static class OpenApiOperation
{
    internal static JsonObject Of(IApiArea area, ApiRoute route, WebTexts texts)
    {
        var operation = new JsonObject
        {
            ["operationId"] = route.Id, ["tags"] = new JsonArray(area.Id), ["summary"] = texts["api." + route.Id],
            ["x-right"] = route.Right.Word(),
        };
        if (route.Scope is { } scope)
        {
            operation["x-scope"] = scope;
        }

        JsonNode[] parameters = [.. Path(route, texts), .. route.Query.Select(one => Query(one, texts)), .. Headers(route, texts)];
        if (parameters.Length > 0)
        {
            operation["parameters"] = new JsonArray(parameters);
        }

        if (route.Body is { } body)
        {
            operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Json(OpenApi.NameOf(body)) };
        }

        if (route.Uploads)
        {
            operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = new JsonObject { [ApiRoute.FileType] = new JsonObject() } };
        }

        operation["responses"] = Responses(route, texts);
        operation["security"] = Rights.Of(Role.Public).Contains(route.Right) ? new JsonArray(new JsonObject(), Token()) : new JsonArray(Token());
        return operation;
    }

    private static JsonObject Token() => new() { ["token"] = new JsonArray() };

    private static JsonObject Json(string schema) => new() { ["application/json"] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = "#/components/schemas/" + schema } } };

    private static IEnumerable<JsonNode> Path(ApiRoute route, WebTexts texts)
    {
        foreach (string part in route.Route.Split('/').Where(part => part.StartsWith('{')))
        {
            string[] name = part.Trim('{', '}').Split(':');
            yield return new JsonObject
            {
                ["name"] = name[0], ["in"] = "path", ["required"] = true, ["description"] = texts["api.in." + name[0]],
                ["schema"] = new JsonObject { ["type"] = name.Length > 1 ? "integer" : "string" },
            };
        }
    }

    private static JsonObject Query(ApiParameter parameter, WebTexts texts)
    {
        var schema = new JsonObject { ["type"] = parameter.Form is "date" or "date-time" ? "string" : parameter.Form };
        switch (parameter.Form)
        {
            case "date" or "date-time":
                schema["format"] = parameter.Form;
                break;
            case "integer":
                (schema["minimum"], schema["maximum"]) = (parameter.Least, parameter.Most);
                break;
            case "string" when parameter.Words is { } words:
                schema["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word)]);
                break;
            case "string":
                schema["maxLength"] = parameter.Most;
                break;
        }

        return new JsonObject { ["name"] = parameter.Name, ["in"] = "query", ["required"] = parameter.Needed, ["description"] = texts["api.in." + parameter.Name], ["schema"] = schema };
    }

    private static IEnumerable<JsonNode> Headers(ApiRoute route, WebTexts texts)
    {
        if (route.Method == "GET")
        {
            yield return Header("If-None-Match", false, texts["api.header.if-none-match"]);
            yield break;
        }

        if (route.Creates)
        {
            yield return Header("Idempotency-Key", true, texts["api.header.idempotency-key"]);
        }

        yield return Header("If-Match", route.NeedsMatch, texts["api.header.if-match"]);
    }

    private static JsonObject Header(string name, bool required, string text) =>
        new() { ["name"] = name, ["in"] = "header", ["required"] = required, ["description"] = text, ["schema"] = new JsonObject { ["type"] = "string" } };

    private static JsonObject Responses(ApiRoute route, WebTexts texts)
    {
        var good = new JsonObject { ["description"] = texts["api.good"] };
        if (route.Status != StatusCodes.Status204NoContent)
        {
            good["content"] = ApiCatalog.AnswerOf(route) is { } answer
                ? Json(OpenApi.NameOf(answer))
                : new JsonObject([.. route.Files.Select(type => KeyValuePair.Create(type, (JsonNode?)new JsonObject()))]);
        }

        var all = new JsonObject { [route.Status.ToString(CultureInfo.InvariantCulture)] = good };
        if (route.Method == "GET")
        {
            all["304"] = new JsonObject { ["description"] = texts["api.unchanged"] };
        }

        all["default"] = new JsonObject
        {
            ["description"] = texts["api.problem"],
            ["content"] = new JsonObject { [ApiDoor.ProblemType] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = "#/components/schemas/Problem" } } },
        };
        return all;
    }
}
