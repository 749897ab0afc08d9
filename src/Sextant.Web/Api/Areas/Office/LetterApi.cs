using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sextant.Programme.Audit;
using Sextant.Programme.Organisations;
using Sextant.Programme.Papers;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Web.Api.Areas.Office;

/// <summary>Letters of reminder to many units as one archive, which were prepared, and what stands on every paper of the office.</summary>
internal sealed class LetterApi : IApiArea
{
    private const string Head = "/letterhead";

    /// <summary>100: prepared letters of years; older ones stand in the audit log.</summary>
    private const int MostPrepared = 100;

    public string Id => "letters";

    public IJsonTypeInfoResolver Shapes => LetterJson.Default;

    public IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Ways.Get("letters.list", "/letters", Right.PreparePapers, ListAsync) with { Query = Ways.Page },
        Ways.Made<LetterOrderBody>("letters.prepare", "/letters", Right.PreparePapers, "application/zip", PrepareAsync),
        Ways.Get("letterhead.read", Head, Right.PreparePapers, async call => Of(
            await call.Parts.Papers.Letterheads.ReadAsync(new AsOf(await call.TodayAsync().ConfigureAwait(false)), call.Language, call.Cancellation).ConfigureAwait(false))),
        Ways.Put<LetterheadBody>("letterhead.write", Head, Right.PreparePapers, "letterhead.read", (call, body) => ApiCall.DoneAsync(() => call.Parts.Papers.Letterheads.RecordAsync(
            new LetterheadDraft(body.Superior, body.Issuer, body.Sign, body.Place, body.Authority, body.SignerTitle, body.SignerName, body.Recipients is { } to ? string.Join('\n', to) : null),
            call.Viewer, call.Cancellation))),
    ];

    // The archive itself is kept nowhere: what is asked for again is made again, of what is known then, and stands in the log again.
    private static async Task<ApiFile> PrepareAsync(ApiCall call, LetterOrderBody body)
    {
        var asOf = new AsOf(await call.TodayAsync().ConfigureAwait(false));
        IReadOnlyList<OrganisationLine> units = body.Kind is { } kind
            ? await call.Parts.Organisations.ListAsync(new OrganisationFilter { Kinds = [kind] }, asOf, call.Cancellation).ConfigureAwait(false)
            : [];
        string[] chosen = [.. (body.Units ?? []).Concat(units.Select(one => one.Slug)).Distinct(StringComparer.Ordinal)];
        byte[] archive = await call.Parts.Papers.Letters.WriteAsync(chosen, body.Deadline, asOf, call.Language, call.Viewer with { Terms = null }, call.Cancellation).ConfigureAwait(false);
        return new ApiFile(archive, "application/zip", string.Create(CultureInfo.InvariantCulture, $"cong-van-{asOf.Date:yyyy-MM-dd}.zip"));
    }

    private static async Task<ApiPage<PreparedLettersShape>?> ListAsync(ApiCall call) => call.PageOf(
        await call.Parts.People.Audit.ListAsync(new AuditFilter { Action = "letters.prepare", Most = MostPrepared }, call.Cancellation).ConfigureAwait(false),
        one => (long.MaxValue - one.Sequence).ToString(CultureInfo.InvariantCulture), Of);

    private static PreparedLettersShape Of(AuditEntry one)
    {
        using JsonDocument said = JsonDocument.Parse(one.After ?? "{}");
        return new PreparedLettersShape(
            one.Sequence, one.At, one.Who,
            said.RootElement.TryGetProperty("Deadline", out JsonElement day) && day.TryGetDateTime(out DateTime at) ? DateOnly.FromDateTime(at) : null,
            said.RootElement.TryGetProperty("Units", out JsonElement units) ? [.. units.EnumerateArray().Select(unit => unit.GetString() ?? "")] : []);
    }

    private static LetterheadShape Of(Letterhead one) => new(
        one.Superior, one.Issuer, one.Sign, one.Place, one.Authority, one.SignerTitle, one.SignerName, one.Recipients, one.National, one.Written);
}

/// <summary>Letters that were prepared: entry of the audit log, when and by whom, until when units are to answer, and which units.</summary>
public sealed record PreparedLettersShape(long Entry, DateTimeOffset At, string Who, DateOnly? Deadline, IReadOnlyList<string> Units);

/// <summary>To whom letters go: units by their slugs, all of a kind, or both; and until when they are to answer.</summary>
public sealed record LetterOrderBody(DateOnly Deadline, IReadOnlyList<string>? Units = null, string? Kind = null);

/// <summary>What stands on every paper: written down by the office, or made of what the register says.</summary>
public sealed record LetterheadShape(
    string? Superior, string Issuer, string? Sign, string? Place, string? Authority, string? SignerTitle, string? SignerName, IReadOnlyList<string> Recipients, IReadOnlyList<string> National, bool Written);

/// <summary>What is to stand on every paper.</summary>
public sealed record LetterheadBody(
    string Issuer, string? Superior = null, string? Sign = null, string? Place = null, string? Authority = null, string? SignerTitle = null, string? SignerName = null, IReadOnlyList<string>? Recipients = null);

[JsonSerializable(typeof(ApiPage<PreparedLettersShape>))]
[JsonSerializable(typeof(LetterOrderBody))]
[JsonSerializable(typeof(LetterheadShape))]
[JsonSerializable(typeof(LetterheadBody))]
internal sealed partial class LetterJson : JsonSerializerContext;
