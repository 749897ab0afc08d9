using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sextant.Programme.Imports;
using Sextant.Programme.People;
using Sextant.Programme.Tables;

namespace Sextant.Web.Api.Areas.Office;

/// <summary>What is published, as tables that can be filled in and handed in again.</summary>
internal sealed class TableApi : IApiArea
{
    public string Id => "tables";

    public IJsonTypeInfoResolver Shapes => TableJson.Default;

    public IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Ways.Get("tables.list", "/tables", Right.ReadPublished, call => Task.FromResult<ApiPage<TableShape>?>(call.PageOf(
            ImportCatalog.All, one => one.Table.Id, one => new TableShape(one.Table.Id, [.. one.Table.Columns.Select(column => new ColumnShape(column.Id, TableTexts.For(call.Language)["column." + column.Id], column.Required))], one.Right.Word(), one.HasScope, PublishedTables.Forms.Contains(one.Table.Id)))))
            with { Query = Ways.Page },
        File("csv", "text/csv"),
        File("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ];

    private static ApiRoute File(string kind, string type) => Ways.File("tables." + kind, $"/tables/{{table}}/{kind}", Right.ReadPublished, [type], async call =>
    {
        WrittenTable? table = await call.Parts.PublishedTables.OfAsync(
            call.Value("table"), call.Query("plan"), PlanApi.SeesDrafts(call), await call.AsOfAsync().ConfigureAwait(false), call.Language, call.Cancellation).ConfigureAwait(false);
        TableFile? file = table?.As(kind, string.Join('-', new[] { call.Value("table"), call.Query("plan") }.OfType<string>()), call.Language);
        return file is null ? null : new ApiFile(file.Content, file.Type, file.Name);
    }) with { Query = [.. Ways.Day, new("plan")] };
}

/// <summary>A form of tables: its columns, the right that bringing one in asks for, whether it belongs to something that its columns do not name, and whether it is given out here.</summary>
public sealed record TableShape(string Id, IReadOnlyList<ColumnShape> Columns, string Right, bool BelongsToSomething, bool GivenOut);

/// <summary>A column: the word by which it is known in any language, and its heading in the language asked for.</summary>
public sealed record ColumnShape(string Id, string Heading, bool Required);

[JsonSerializable(typeof(ApiPage<TableShape>))]
internal sealed partial class TableJson : JsonSerializerContext;
