using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Sextant.Programme.Imports;
using Sextant.Programme.Imports.Lists;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;

namespace Sextant.Web.Api.Areas.Office;

/// <summary>Lists as tables, each for who may read it, and the forms in which tables are handed in. Each list asks its own right beside that of the way in.</summary>
internal sealed class TableApi : IApiArea
{
    public string Id => "tables";

    public IJsonTypeInfoResolver Shapes => TableJson.Default;

    private static readonly ApiParameter[] Always = [.. Ways.Day, new("belongs-to"), new("blank", "boolean")];

    public IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Ways.Get("tables.list", "/tables", Right.ReadPublished, call => Task.FromResult<ApiPage<TableShape>?>(call.PageOf(
            ImportCatalog.All.Select(one => one.Table.Id).Union(ListCatalog.All.Select(one => one.Table.Id)), id => id, id => Of(id, call.Language)))) with { Query = Ways.Page },
        File("csv", "text/csv"),
        File("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ];

    private static TableShape Of(string id, string language)
    {
        (ImportForm? form, IListTable? list) = (ImportCatalog.Of(id), ListCatalog.Of(id));
        TableForm table = form?.Table ?? list!.Table;
        return new TableShape(
            id, [.. table.Columns.Select(column => new ColumnShape(column.Id, TableTexts.For(language)["column." + column.Id], column.Required))], form?.Right.Word(), form?.HasScope ?? list!.HasScope, list is not null,
            list?.ReadRight.Word(), list is null ? [] : [.. ListFilters.Of(list).Select(one => new TableFilterShape(one.Name, one.Words))]);
    }

    private static ApiRoute File(string kind, string type) => Ways.File("tables." + kind, $"/tables/{{table}}/{kind}", Right.ReadPublished, [type], async call =>
    {
        (string id, string? scope) = (call.Value("table"), call.Query("belongs-to"));
        IReadOnlyList<ListFilter> filters = [];
        if (ListCatalog.Of(id) is { } list)
        {
            filters = ListFilters.Of(list);
            ApiParameters.Check(call.Route with { Query = [.. Always, .. filters.Select(Of)] }, call.Http.Request.Query);
            if (list.IsFleeting)
            {
                Close(call.Http.Response.Headers);
            }
        }

        WrittenTable? table;
        try
        {
            var ask = new ListAsk(call.Viewer, await call.AsOfAsync().ConfigureAwait(false), call.Language, scope)
            {
                HasDay = call.Query("as-of") is not null, Blank = call.QueryFlag("blank"),
                Chosen = filters.Where(one => call.Query(one.Name) is not null).ToDictionary(one => one.Name, one => call.Query(one.Name)!, StringComparer.Ordinal),
            };
            table = await call.Parts.Lists.OfAsync(id, ask, call.Cancellation).ConfigureAwait(false);
        }
        catch (RefusedException)
        {
            int status = call.Viewer.Known ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized;
            throw new ApiFault(status, $"status-{status}");
        }

        TableFile? file = table?.As(kind, string.Join('-', new[] { id, scope?.Replace('/', '-') }.OfType<string>()), call.Language);
        return file is null ? null : new ApiFile(file.Content, file.Type, file.Name);
    }) with { Query = [.. Always, .. ListCatalog.Filters.Select(Of)] };

    private static ApiParameter Of(ListFilter one) => one switch
    {
        { Number: { } range } => new ApiParameter(one.Name, "integer", Least: range.Least, Most: range.Most),
        { Words: ["true", "false"] } => new ApiParameter(one.Name, "boolean"),
        _ => new ApiParameter(one.Name, Words: one.Words, Most: ListFilter.Longest),
    };

    // What not everybody reads is kept by no cache and shown to no program of another site, though the way in is open.
    private static void Close(IHeaderDictionary headers)
    {
        headers.CacheControl = "no-store";
        headers.Remove("Access-Control-Allow-Origin");
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}

/// <summary>
/// A table: its columns, the right that bringing one in asks for (null: it only goes out), whether it belongs to something that its columns do not name, whether it is given out here, and the right
/// that this asks for, and by what it is narrowed.
/// </summary>
public sealed record TableShape(
    string Id, IReadOnlyList<ColumnShape> Columns, string? Right, bool BelongsToSomething, bool GivenOut, string? ReadRight, IReadOnlyList<TableFilterShape> Filters);

/// <summary>A parameter that narrows a table, and what it can be; without words anything.</summary>
public sealed record TableFilterShape(string Name, IReadOnlyList<string>? Words);

/// <summary>A column: the word by which it is known in any language, and its heading in the language asked for.</summary>
public sealed record ColumnShape(string Id, string Heading, bool Required);

[JsonSerializable(typeof(ApiPage<TableShape>))]
internal sealed partial class TableJson : JsonSerializerContext;
