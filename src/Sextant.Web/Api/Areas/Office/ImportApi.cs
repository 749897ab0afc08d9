using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Sextant.Programme.Imports;
using Sextant.Programme.People;
using Sextant.Programme.Tables;

namespace Sextant.Web.Api.Areas.Office;

/// <summary>Tables that are handed in: checked whole, written whole, and taken back while nothing rests on them. Each form asks its own right beside this one.</summary>
internal sealed class ImportApi : IApiArea
{
    private const string One = "/imports/{id}";
    private const string Reads = "imports.read";

    public string Id => "imports";

    public IJsonTypeInfoResolver Shapes => ImportJson.Default;

    public IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Ways.Get("imports.list", "/imports", Right.ImportTables, async call => await call.PageOfKeysAsync(
            part => call.Parts.Imports.Store.PartAsync(call.Viewer, part, call.Cancellation), found => Task.FromResult<IReadOnlyList<ImportShape>>([.. found.Select(Of)])).ConfigureAwait(false)) with { Query = Ways.Page },
        Ways.Get(Reads, One, Right.ImportTables, async call =>
            await call.Parts.Imports.Store.FindAsync(call.Value("id"), call.Viewer, call.Language, call.Cancellation).ConfigureAwait(false) is { } found ? Of(found) : null),
        Stage(),
        Ways.Act("imports.apply", One + "/application", Right.ImportTables, Reads, call =>
            ApiCall.DoneAsync(async () => Good(call, await call.Parts.Imports.ApplyAsync(call.Value("id"), call.Viewer, call.Cancellation).ConfigureAwait(false)))) with { NeedsMatch = true },
        Ways.Act("imports.drop", One + "/drop", Right.ImportTables, Reads, call =>
            ApiCall.DoneAsync(() => call.Parts.Imports.DropAsync(call.Value("id"), call.Viewer, call.Cancellation))) with { NeedsMatch = true },
        Ways.Post<Because>("imports.undo", One + "/undoing", Right.ImportTables, Reads, (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.Imports.UndoAsync(call.Value("id"), body.Reason, call.Viewer, call.Cancellation))) with { NeedsMatch = true },
    ];

    private static ApiRoute Stage()
    {
        ApiRoute upload = Ways.Upload("imports.stage", "/imports", Right.ImportTables, Reads, call => ApiCall.MadeAsync("id", async () => Good(call, await call.Parts.Imports.StageAsync(
            new ImportUpload(call.Query("table")!, call.Query("belongs-to"), call.Query("file-name")!, call.Content), call.Viewer, call.Cancellation).ConfigureAwait(false))));
        return upload with { MostBytes = new TableLimits().FileBytes, Query = [.. upload.Query, new("table", Words: [.. ImportCatalog.All.Select(form => form.Table.Id)]) { Needed = true }, new("belongs-to")] };
    }

    // Everything that is wrong, each with its row and column as people count them in the file; nothing of the table is kept then.
    private static string Good(ApiCall call, ImportOutcome outcome)
    {
        TableTexts texts = TableTexts.For(call.Language);
        return outcome.Key ?? throw new ApiFault(StatusCodes.Status422UnprocessableEntity, "refused.import-faulty", outcome.Faults.Count)
        {
            Places =
            [
                .. outcome.Faults.List.Select(one => new ProblemPlace(
                    string.Create(CultureInfo.InvariantCulture, $"/rows/{one.Row}/columns/{one.Column}"), one.Word, $"{texts.Place(one)}: {texts.Of(one)}")),
            ],
        };
    }

    private static ImportShape Of(ImportView one) => new(
        one.Key, one.Form, one.Scope, one.FileName, one.Sha256, one.Rows, one.Counts.Added, one.Counts.Changed, one.Counts.Unchanged, one.State,
        [.. one.Steps.Select(step => new ImportStepShape(step.State, step.Who, step.At, step.Reason))], [.. one.Lines.Select(line => new ImportLineShape(line.Line, line.Fact, line.New, line.Name))], one.SameAs);
}

/// <summary>A table that was handed in: <c>staged</c>, <c>applied</c>, <c>dropped</c> or <c>undone</c>; what it adds, changes and leaves; the first lines that it wrote; and of a staged one an applied import whose rows say the same.</summary>
public sealed record ImportShape(
    string Id, string Table, string? BelongsTo, string FileName, string Sha256, int Rows, int Added, int Changed, int Unchanged, string State, IReadOnlyList<ImportStepShape> Steps,
    IReadOnlyList<ImportLineShape> Lines, string? SameAs);

/// <summary>A step on its way, and who took it.</summary>
public sealed record ImportStepShape(string State, string Who, DateTimeOffset At, string? Reason);

/// <summary>A line of the table, and the fact that it wrote, by its key and what people call it; new, or a change of one that was.</summary>
public sealed record ImportLineShape(int Line, string Fact, bool New, string? Name);

[JsonSerializable(typeof(ApiPage<ImportShape>))]
internal sealed partial class ImportJson : JsonSerializerContext;
