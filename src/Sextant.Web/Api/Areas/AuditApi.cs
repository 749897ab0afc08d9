using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Sextant.Programme.Audit;
using Sextant.Programme.People;

namespace Sextant.Web.Api.Areas;

/// <summary>Who did what, newest first.</summary>
internal sealed class AuditApi : IApiArea
{
    public string Id => "audit";

    public IJsonTypeInfoResolver Shapes => AuditJson.Default;

    public IReadOnlyList<ApiRoute> Routes { get; } = [Ways.Get("audit.list", "/audit", Right.ReadAudit, ListAsync) with { Query = [new("who"), new("subject"), .. Ways.Page] }];

    private static async Task<ApiPage<EntryShape>?> ListAsync(ApiCall call)
    {
        int most = call.QueryNumber("limit") ?? 50;
        long? before = call.Query("after") is not { } cursor ? null
            : long.TryParse(ApiCursor.Read(cursor), NumberStyles.None, CultureInfo.InvariantCulture, out long place) ? place
            : throw new ApiFault(StatusCodes.Status400BadRequest, "cursor") { Parameter = "after" };
        var filter = new AuditFilter { Who = call.Query("who"), Subject = call.Query("subject"), Before = before, Most = most + 1 };
        IReadOnlyList<AuditEntry> entries = await call.Parts.People.Audit.ListAsync(filter, call.Cancellation).ConfigureAwait(false);
        return new ApiPage<EntryShape>([.. entries.Take(most).Select(Of)], entries.Count > most ? ApiCursor.Of(entries[most - 1].Sequence.ToString(CultureInfo.InvariantCulture)) : null);
    }

    private static EntryShape Of(AuditEntry one) => new(one.Sequence, one.At, one.Who, one.From, one.Action, one.Subject, one.Reason, Json(one.Before), Json(one.After));

    private static JsonElement? Json(string? kept) => kept is null ? null : JsonElement.Parse(kept);
}

/// <summary>An entry: what was and what is, as the log keeps it; their members are those of the record that was changed.</summary>
public sealed record EntryShape(long Sequence, DateTimeOffset At, string Who, string From, string Action, string Subject, string? Reason, JsonElement? Before, JsonElement? After);

[JsonSerializable(typeof(ApiPage<EntryShape>))]
internal sealed partial class AuditJson : JsonSerializerContext;
