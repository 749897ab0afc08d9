using System.Net;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Sextant.Checks.Judging;
using Sextant.Measurement.Desk;
using Sextant.Measurement.Scans;
using Sextant.Programme.Country;
using Sextant.Programme.Organisations;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Wire;
using Sextant.Wire.Names;

namespace Sextant.Web.Api.Areas;

/// <summary>What is measured, what was said of it last and before, and measuring it now.</summary>
internal sealed class TargetApi : IApiArea
{
    private static readonly ApiParameter Kind = new("kind", Words: ["site", "mail", "zone", "name-server"]);

    public string Id => "targets";

    public IJsonTypeInfoResolver Shapes => TargetJson.Default;

    public IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Ways.Get("targets.list", "/targets", Right.ReadPublished, ListAsync) with { Query = [.. Ways.Day, Kind, new("organisation"), .. Ways.Page] },
        Ways.Get("targets.read", "/targets/{kind}/{name}", Right.ReadPublished, ReadAsync) with { Query = Ways.Day },
        Ways.Get("targets.history", "/targets/{kind}/{name}/history", Right.ReadPublished, HistoryAsync) with { Query = [new("limit", "integer", Least: 1, Most: 200)] },
        Ways.Get("scans.read", "/targets/{kind}/{name}/scan", Right.ReadPublished, async call => await FindAsync(call).ConfigureAwait(false) is { } target ? Of(target, call.Parts.Desk) : null),
        new("scans.ask", "POST", "/targets/{kind}/{name}/scan", Right.MeasureNow)
        {
            Answer = typeof(ScanShape), Reads = "scans.read", Status = StatusCodes.Status202Accepted, Work = MeasureAsync,
        },
    ];

    internal static TargetShape Of(TargetLine line) => new(line.Key, line.Kind, line.Ascii, line.Domain, line.Organisation, line.Role, line.Confidence, line.From, line.Until, line.Source);

    private static async Task<ApiPage<TargetLineShape>?> ListAsync(ApiCall call)
    {
        AsOf asOf = await call.AsOfAsync().ConfigureAwait(false);
        return await call.PageOfKeysAsync(
            part => call.Parts.Targets.PageAsync((call.Query("kind"), call.Query("organisation")), part, asOf, call.Cancellation),
            async lines => (IReadOnlyList<TargetLineShape>)[.. (await call.Parts.Country.MeasuredAsync(lines, asOf, call.Cancellation).ConfigureAwait(false)).Select(Of)]).ConfigureAwait(false);
    }

    private static TargetLineShape Of(MeasuredTarget one) => new(
        Of(one.Target),
        one.State is not { } state ? null : new StateShape(
            Word(state.Class), state.Level.ToString(), state.Cause?.ToWord(), one.Counted is not null, state.MeasuredAt, state.Vantage,
            state.Criteria.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(pair => pair.Key, pair => Word(pair.Value)), state.Evidence));

    private static async Task<TargetResultShape?> ReadAsync(ApiCall call)
    {
        if (await FindAsync(call).ConfigureAwait(false) is not { } target)
        {
            return null;
        }

        DateTimeOffset end = (await call.HeaderAsync().ConfigureAwait(false)).Calendar.EndOf((await call.AsOfAsync().ConfigureAwait(false)).Date);
        IReadOnlyList<JudgedTarget> last = await call.Parts.Measured.Scans.HistoryAsync(target.Key, 1, end, call.Cancellation).ConfigureAwait(false);
        return new TargetResultShape(Of(target), last.Count == 0 ? null : Of(last[0]));
    }

    private static async Task<HistoryShape?> HistoryAsync(ApiCall call) => await FindAsync(call).ConfigureAwait(false) is not { } target ? null : new HistoryShape(
        Of(target), [.. (await call.Parts.Measured.Scans.HistoryAsync(target.Key, call.QueryNumber("limit") ?? 30, null, call.Cancellation).ConfigureAwait(false)).Select(Of)]);

    private static async Task<object?> MeasureAsync(ApiCall call)
    {
        if (await FindAsync(call).ConfigureAwait(false) is not { } target)
        {
            return null;
        }

        return call.Parts.Desk.Ask(target.Ascii, call.Http.Connection.RemoteIpAddress ?? IPAddress.None).Refusal switch
        {
            DeskRefusal.QueueFull => throw new ApiFault(StatusCodes.Status503ServiceUnavailable, "desk-full") { After = 60 },
            DeskRefusal.TooManyFromClient => throw new ApiFault(StatusCodes.Status429TooManyRequests, "desk-quota") { After = 600 },
            _ => new ApiPlace(),
        };
    }

    private static async Task<TargetLine?> FindAsync(ApiCall call) => HostName.TryParse(call.Value("name"), out HostName? host)
        ? await call.Parts.Targets.FindAsync($"{call.Value("kind")}:{host.Ascii}", await call.AsOfAsync().ConfigureAwait(false), call.Cancellation).ConfigureAwait(false)
        : null;

    private static ScanShape Of(TargetLine target, MeasureDesk desk) => desk.Find(target.Ascii) is not { } ticket
        ? new ScanShape(target.Key, "none", 0, null, null, null)
        : new ScanShape(
            target.Key, ticket switch { { EndedAt: null, BegunAt: null } => "waiting", { EndedAt: null } => "running", { Failed: true } => "failed", _ => "done" }, desk.PlaceOf(ticket), ticket.AskedAt, ticket.BegunAt,
            ticket.EndedAt);

    private static JudgementShape Of(JudgedTarget judged) => new(
        Word(judged.Class), judged.Level.ToString(), judged.Cause?.ToWord(), judged.SingleLook, judged.MeasuredAt, judged.Vantage, judged.Campaign, judged.Profile, judged.Evidence, judged.Unmeasured,
        [.. judged.Verdicts.Select(verdict => new VerdictShape(verdict.Criterion, verdict.Subject, Word(verdict.Verdict), verdict.Tags))]);

    internal static string Word<T>(T value)
        where T : struct, Enum => FailureWords.Kebab(value.ToString());
}

/// <summary>A target and whose it is. Its key is <c>kind:name</c>; how sure it is that it is theirs, its confidence says.</summary>
public sealed record TargetShape(string Key, string Kind, string Name, string Domain, string Organisation, string Role, string Confidence, DateOnly? From, DateOnly? Until, string? Source);

/// <summary>A target with what was last measured of it by the day; without: nothing was.</summary>
public sealed record TargetLineShape(TargetShape Target, StateShape? State);

/// <summary>What was last measured: its class, its level, the worst verdict of each criterion. Only what counts goes into figures.</summary>
public sealed record StateShape(
    string Class, string Level, string? Cause, bool Counts, DateTimeOffset MeasuredAt, string Vantage, IReadOnlyDictionary<string, string> Criteria, string? Evidence);

/// <summary>A target with its last judgement in full.</summary>
public sealed record TargetResultShape(TargetShape Target, JudgementShape? Last);

/// <summary>A target with its judgements, the newest first.</summary>
public sealed record HistoryShape(TargetShape Target, IReadOnlyList<JudgementShape> Items);

/// <summary>What one measurement says.</summary>
public sealed record JudgementShape(
    string Class, string Level, string? Cause, bool SingleLook, DateTimeOffset MeasuredAt, string Vantage, string Campaign, string Profile, string Evidence, IReadOnlyList<string> Unmeasured,
    IReadOnlyList<VerdictShape> Verdicts);

/// <summary>The verdict of one criterion about one subject, with the tags of what was found.</summary>
public sealed record VerdictShape(string Criterion, string Subject, string Verdict, IReadOnlyList<string> Tags);

/// <summary>A measurement that was asked for: <c>none</c>, <c>waiting</c>, <c>running</c>, <c>done</c> or <c>failed</c>, and how many are before it.</summary>
public sealed record ScanShape(string Target, string State, int Before, DateTimeOffset? AskedAt, DateTimeOffset? BegunAt, DateTimeOffset? EndedAt);

[JsonSerializable(typeof(ApiPage<TargetLineShape>))]
[JsonSerializable(typeof(TargetResultShape))]
[JsonSerializable(typeof(HistoryShape))]
[JsonSerializable(typeof(ScanShape))]
internal sealed partial class TargetJson : JsonSerializerContext;
