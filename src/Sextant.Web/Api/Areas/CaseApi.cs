using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sextant.Checks.Observations;
using Sextant.Measurement.Scans;
using Sextant.Programme.Cases;
using Sextant.Programme.People;

namespace Sextant.Web.Api.Areas;

/// <summary>Publications, units' sheets before them, what units declare and object, and what becomes of objections.</summary>
internal sealed class CaseApi : IApiArea
{
    private const string Sheet = "/publications/{id}/{slug}";

    public string Id => "cases";

    public IJsonTypeInfoResolver Shapes => CaseJson.Default;

    public IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Ways.Get("publications.list", "/publications", Right.ObjectVerdicts, async call => call.PageOf(
            await call.Parts.Cases.PublicationsAsync(call.Cancellation).ConfigureAwait(false), one => one.Id, one => new PublicationShape(one.Id, one.Title, one.Day, one.SheetDay))) with { Query = Ways.Page },
        Ways.Get("publications.read", "/publications/{id}", Right.ObjectVerdicts, async call =>
            (await call.Parts.Cases.PublicationsAsync(call.Cancellation).ConfigureAwait(false)).FirstOrDefault(one => one.Id == call.Value("id")) is { } one
                ? new PublicationShape(one.Id, one.Title, one.Day, one.SheetDay) : null),
        Ways.New<NewPublication>("publications.announce", "/publications", Right.DecideCases, "publications.read", (call, body) =>
            ApiCall.MadeAsync("id", () => call.Parts.CaseEditing.AnnounceAsync(body.Title, body.Day, call.Viewer, call.Cancellation))),
        Ways.Post<PublicationMove>("publications.move", "/publications/{id}/day", Right.DecideCases, "publications.read", (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.CaseEditing.MoveAsync(call.Value("id"), body.Day, body.Reason, call.Viewer, call.Cancellation))) with { NeedsMatch = true },
        Ways.Gone("publications.withdraw", "/publications/{id}/withdrawal", Right.DecideCases, "publications.read", (call, reason) =>
            call.Parts.CaseEditing.WithdrawAsync(call.Value("id"), reason, call.Viewer, call.Cancellation)),
        Ways.Get("publications.sheet", Sheet, Right.ObjectVerdicts, async call => Of(await call.Parts.Cases.SheetAsync(
            call.Value("id"), call.Value("slug"), await call.TodayAsync().ConfigureAwait(false), call.Cancellation).ConfigureAwait(false))) with { Scope = "slug" },
        Ways.New<NewDeclaration>("publications.declare", Sheet + "/declarations", Right.ObjectVerdicts, "publications.sheet", async (call, body) =>
        {
            var draft = new DeclarationDraft(call.Value("slug"), body.Criterion, body.Target, body.Verdict, body.Text);
            await ApiCall.OnceAsync(() => call.Parts.CaseEditing.DeclareAsync(draft, call.Viewer, call.Cancellation)).ConfigureAwait(false);
            return new ApiPlace();
        }) with { Scope = "slug" },
        Ways.New<NewObjection>("publications.object", Sheet + "/objections", Right.ObjectVerdicts, "cases.read", async (call, body) =>
        {
            var draft = new ObjectionDraft(call.Value("id"), call.Value("slug"), body.Target, body.Criterion, body.Text);
            int number = await ApiCall.OnceAsync(() => call.Parts.CaseEditing.ObjectAsync(draft, call.Viewer, call.Cancellation)).ConfigureAwait(false);
            return new ApiPlace(("number", number.ToString(CultureInfo.InvariantCulture)));
        }) with { Scope = "slug" },
        Ways.Get("cases.list", "/cases", Right.ObjectVerdicts, ListAsync) with { Query = Ways.Page },
        Ways.Get("cases.read", "/cases/{number:int}", Right.ObjectVerdicts, async call =>
            await call.Parts.Cases.FindAsync(call.Number("number"), call.Cancellation).ConfigureAwait(false) is { } found && await call.HasAsync(Right.ObjectVerdicts, found.Organisation).ConfigureAwait(false)
                ? Of(found)
                : null),
        Ways.File("cases.evidence", "/cases/{number:int}/{look}/evidence", Right.ObjectVerdicts, ["application/json"], EvidenceAsync),
        Ways.Post<CaseDecision>("cases.decide", "/cases/{number:int}/decision", Right.DecideCases, "cases.read", async (call, body) =>
        {
            await ApiCall.OnceAsync(() => call.Parts.CaseEditing.DecideAsync(call.Number("number"), body.Decision, body.Reason, call.Viewer, call.Cancellation)).ConfigureAwait(false);
            return new ApiPlace();
        }) with { NeedsMatch = true },
        Ways.Post<Because>("cases.withdraw", "/cases/{number:int}/withdrawal", Right.ObjectVerdicts, "cases.read", (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.CaseEditing.WithdrawObjectionAsync(call.Number("number"), body.Reason, call.Viewer, call.Cancellation))) with { NeedsMatch = true },
        Ways.Post<Because>("cases.reopen", "/cases/{number:int}/reopening", Right.DecideCases, "cases.read", (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.CaseEditing.ReopenAsync(call.Number("number"), body.Reason, call.Viewer, call.Cancellation))) with { NeedsMatch = true },
    ];

    // As the case itself: to others than its unit and the office it is as if there were none.
    private static async Task<ApiFile?> EvidenceAsync(ApiCall call)
    {
        if (await call.Parts.Cases.FindAsync(call.Number("number"), call.Cancellation).ConfigureAwait(false) is not { } found
            || !await call.HasAsync(Right.ObjectVerdicts, found.Organisation).ConfigureAwait(false)
            || found.Look(call.Value("look")) is not { Evidence: { } evidence }
            || call.Parts.Measured.Evidence.GetScan(evidence) is not { } scan)
        {
            return null;
        }

        return new ApiFile(ScanJson.Write(scan), "application/json", string.Create(CultureInfo.InvariantCulture, $"{found.Target.Split(':')[^1]}-{scan.StartedAt:yyyyMMddHHmmss}.json"));
    }

    private static async Task<ApiPage<CaseShape>?> ListAsync(ApiCall call)
    {
        var seen = new List<CaseView>();
        foreach (CaseView one in await call.Parts.Cases.CasesAsync(null, call.Cancellation).ConfigureAwait(false))
        {
            if (await call.HasAsync(Right.ObjectVerdicts, one.Organisation).ConfigureAwait(false))
            {
                seen.Add(one);
            }
        }

        return call.PageOf(seen, one => one.Number.ToString("000000000", CultureInfo.InvariantCulture), Of);
    }

    private static SheetShape? Of(UnitSheet? sheet) => sheet is null ? null : new SheetShape(
        sheet.Publication.Id, sheet.Organisation, sheet.AsOf,
        [.. sheet.Lines.Select(line => new SheetLineShape(
            line.Target?.Key, line.Criterion, line.Declared?.Verdict, line.Declared?.Date, line.Declared?.Text, line.Measured, line.State?.MeasuredAt, line.State?.Vantage, line.State?.Evidence, line.Contradicts,
            line.Exempt, line.Case))]);

    private static CaseShape Of(CaseView one) => new(
        one.Number, one.Organisation, one.Publication, one.Target, one.Criterion, one.Text, one.State, one.OpenedAt, Of(one.First)!, one.Campaign, one.SecondVantage, one.SameVantage, Of(one.Second), one.Decision,
        one.Answer, one.DecidedAt,
        [.. one.Earlier.Select(round => new CaseRoundShape(Of(round.Second), round.Vantage, round.Decision, round.Answer, round.DecidedAt, round.ReopenedAt, round.Because))]);

    private static LookShape? Of(CaseLook? look) => look is null ? null : new LookShape(look.Verdict, look.Class, look.Vantage, look.At, look.Evidence);
}

/// <summary>A publication, and from which day units see their sheets.</summary>
public sealed record PublicationShape(string Id, string Title, DateOnly Day, DateOnly SheetDay);

/// <summary>A publication to announce: units see their sheets five working days before its day.</summary>
public sealed record NewPublication(string Title, DateOnly Day);

/// <summary>Another day for a publication that is still to come, and why.</summary>
public sealed record PublicationMove(DateOnly Day, string Reason);

/// <summary>A unit's sheet: what was measured by the day, beside what the unit declares.</summary>
public sealed record SheetShape(string Publication, string Organisation, DateOnly AsOf, IReadOnlyList<SheetLineShape> Lines);

/// <summary>A line of a sheet. Without a target it is about the unit as a whole.</summary>
public sealed record SheetLineShape(
    string? Target, string Criterion, string? Declared, DateOnly? DeclaredOn, string? DeclaredText, string? Measured, DateTimeOffset? MeasuredAt, string? Vantage, string? Evidence, bool Contradicts, bool Exempt, int? Case);

/// <summary>An objection: <c>opened</c>, <c>measured</c> (again) or <c>decided</c>, with both looks.</summary>
public sealed record CaseShape(
    int Number, string Organisation, string Publication, string Target, string Criterion, string Text, string State, DateTimeOffset OpenedAt, LookShape First, string Campaign, string? SecondVantage,
    bool SameVantage, LookShape? Second, string? Decision, string? Answer, DateTimeOffset? DecidedAt, IReadOnlyList<CaseRoundShape> Earlier);

/// <summary>What was seen and decided before the case was taken up again.</summary>
public sealed record CaseRoundShape(LookShape? Second, string? Vantage, string? Decision, string? Answer, DateTimeOffset? DecidedAt, DateTimeOffset ReopenedAt, string Because);

/// <summary>One look at a target.</summary>
public sealed record LookShape(string Verdict, string Class, string Vantage, DateTimeOffset At, string? Evidence);

/// <summary>What a unit says of a criterion; without a target of itself as a whole.</summary>
public sealed record NewDeclaration(string Criterion, string Verdict, string? Target = null, string? Text = null);

/// <summary>An objection to a verdict.</summary>
public sealed record NewObjection(string Target, string Criterion, string Text);

/// <summary>A decision: <c>upheld</c>, <c>corrected</c> or <c>withdrawn</c>, and why.</summary>
public sealed record CaseDecision(string Decision, string Reason);

[JsonSerializable(typeof(ApiPage<PublicationShape>))]
[JsonSerializable(typeof(PublicationShape))]
[JsonSerializable(typeof(NewPublication))]
[JsonSerializable(typeof(PublicationMove))]
[JsonSerializable(typeof(SheetShape))]
[JsonSerializable(typeof(ApiPage<CaseShape>))]
[JsonSerializable(typeof(NewDeclaration))]
[JsonSerializable(typeof(NewObjection))]
[JsonSerializable(typeof(CaseDecision))]
internal sealed partial class CaseJson : JsonSerializerContext;
