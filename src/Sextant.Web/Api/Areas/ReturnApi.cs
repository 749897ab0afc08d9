using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Returns;
using Sextant.Programme.Tables;

namespace Sextant.Web.Api.Areas;

/// <summary>Returns of operators, registrars and data centres: written as drafts, handed in signed, accepted or given back.</summary>
internal sealed class ReturnApi : IApiArea
{
    private const string One = "/returns/{slug}/{form}/{period}";
    private const string Reads = "returns.read";

    /// <summary>256 KiB: 100 lines of a roadmap, as many units helped, and a reason for each.</summary>
    private const int DraftBytes = 256 * 1024;

    public string Id => "returns";

    public IJsonTypeInfoResolver Shapes => ReturnJson.Default;

    public IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Ways.Get("returns.periods", "/returns", Right.ReadReturns, async call => call.PageOf(
            await call.Parts.Returns.PeriodsAsync(call.Cancellation).ConfigureAwait(false), one => one.Form + "/" + one.Period, one => new PeriodShape(one.Form, one.Period, one.Due))) with { Query = Ways.Page },
        Ways.Get("returns.board", "/returns/{form}/{period}", Right.ReadReturns, BoardAsync) with { Query = Ways.Page },
        Ways.Get(Reads, One, Right.ReadReturns, ReadAsync) with { Scope = "slug" },
        Ways.Put<ReturnBody>("returns.write", One, Right.DeclareReturns, Reads, (call, body) => ApiCall.DoneAsync(() => call.Parts.ReturnEditing.SaveAsync(Draft(call, body), call.Viewer, call.Cancellation)))
            with { Scope = "slug", MostBytes = DraftBytes },
        Ways.Post<ReturnSignature>("returns.submit", One + "/submission", Right.DeclareReturns, Reads, (call, body) =>
            NewestAsync(call, key => call.Parts.ReturnEditing.SubmitAsync(key, body.SignedBy, body.SignedAs, call.Viewer, call.Cancellation))) with { Scope = "slug", NeedsMatch = true },
        Ways.Post<ReturnAnswer>("returns.answer", One + "/answer", Right.ReceiveReturns, Reads, (call, body) =>
            NewestAsync(call, key => call.Parts.ReturnEditing.AnswerAsync(key, body.Accepted, body.Reason, call.Viewer, call.Cancellation))) with { NeedsMatch = true },
        Ways.New<Because>("returns.correct", One + "/corrections", Right.DeclareReturns, Reads, (call, body) =>
            NewestAsync(call, key => call.Parts.ReturnEditing.CorrectAsync(key, body.Reason, call.Viewer, call.Cancellation))) with { Scope = "slug", NeedsMatch = true },
        Ways.Post<Because>("returns.drop", One + "/corrections/withdrawal", Right.DeclareReturns, Reads, (call, body) =>
            NewestAsync(call, key => call.Parts.ReturnEditing.DropAsync(key, body.Reason, call.Viewer, call.Cancellation))) with { Scope = "slug", NeedsMatch = true },
    ];

    private static async Task<ReturnPeriod?> PeriodAsync(ApiCall call) =>
        (await call.Parts.Returns.PeriodsAsync(call.Cancellation).ConfigureAwait(false)).FirstOrDefault(one => one.Form == call.Value("form") && one.Period == call.Value("period"));

    private static async Task<ApiPage<StandingShape>?> BoardAsync(ApiCall call) => await PeriodAsync(call).ConfigureAwait(false) is not { } period ? null : await call.PageOfKeysAsync(
        part => call.Parts.Returns.PageAsync(period, part, call.Viewer, call.Cancellation),
        board => Task.FromResult<IReadOnlyList<StandingShape>>([.. board.Select(one => new StandingShape(one.Organisation, one.Name, one.State, one.Number, one.Received, one.DaysLate))])).ConfigureAwait(false);

    private static async Task<ReturnShape?> ReadAsync(ApiCall call)
    {
        if (await PeriodAsync(call).ConfigureAwait(false) is not { } period || !await call.HasAsync(Right.ReadReturns, call.Value("slug")).ConfigureAwait(false))
        {
            return null;
        }

        IReadOnlyList<ReturnView> versions = await VersionsAsync(call).ConfigureAwait(false);
        ReturnView? before = await call.Parts.Returns.BeforeAsync(call.Value("slug"), period.Form, period.Period, call.Viewer, call.Cancellation).ConfigureAwait(false);
        return new ReturnShape(call.Value("slug"), period.Form, period.Period, period.Due, [.. versions.Select(Of)], before is null ? null : Sorted(before.Says.Figures));
    }

    private static Task<IReadOnlyList<ReturnView>> VersionsAsync(ApiCall call) =>
        call.Parts.Returns.VersionsAsync(call.Value("slug"), call.Value("form"), call.Value("period"), call.Viewer, call.Cancellation);

    private static async Task<ApiPlace?> NewestAsync(ApiCall call, Func<string, Task> work)
    {
        IReadOnlyList<ReturnView> versions = await VersionsAsync(call).ConfigureAwait(false);
        return versions.Count == 0 ? throw new RefusedException("return-none") : await ApiCall.DoneAsync(() => work(versions[^1].Key)).ConfigureAwait(false);
    }

    private static ReturnDraft Draft(ApiCall call, ReturnBody body) => new(call.Value("slug"), call.Value("form"), call.Value("period"))
    {
        Figures = body.Figures, Reasons = body.Reasons,
        Roadmap = [.. (body.Roadmap ?? []).Select(one => new RoadmapLine(one.Network, one.Cause, one.Quarter, one.Promised, one.Actual))],
        Supports = [.. (body.Supports ?? []).Select(one => new SupportedUnit(one.Unit, one.Service, one.State))],
    };

    private static ReturnVersionShape Of(ReturnView view) => new(
        view.Number, view.State, Sorted(view.Says.Figures), [.. view.Says.Roadmap.Select(one => new RoadmapShape(one.Network, one.Cause, one.Quarter, one.Promised, one.Actual))],
        [.. view.Says.Supports.Select(one => new SupportShape(one.Unit, one.Service, one.State))], Sorted(view.Says.Reasons ?? new Dictionary<string, string>()), view.Corrects,
        view.Signed?.By, view.Signed?.As, view.Signed?.On, view.Answer,
        [.. view.Findings.Select(one => new FindingShape(
            one.Id, one.Rule, one.Subject, one.Refuses, [.. one.Parameters.Select(parameter => parameter is TableWord word ? word.Key : Convert.ToString(parameter, CultureInfo.InvariantCulture) ?? "")]))]);

    private static SortedDictionary<string, T> Sorted<T>(IReadOnlyDictionary<string, T> pairs) => new(pairs.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
}

/// <summary>A period for which a kind of return is asked for, and the last day.</summary>
public sealed record PeriodShape(string Form, string Period, DateOnly Due);

/// <summary>How the return of one organisation stands. Without a state nothing was begun.</summary>
public sealed record StandingShape(string Organisation, LocalText Name, string? State, int? Version, DateOnly? Received, [property: Unit("days")] int DaysLate);

/// <summary>A return with its versions, the oldest first; none: nothing was begun. <c>before</c>: the figures that were received for the quarter before, where any were.</summary>
public sealed record ReturnShape(string Organisation, string Form, string Period, DateOnly Due, IReadOnlyList<ReturnVersionShape> Versions, SortedDictionary<string, decimal>? Before);

/// <summary>One version. Figures by their word: subscribers, names and servers in whole things, <c>traffic</c> in Gbit/s, <c>forecast</c> in percent.</summary>
public sealed record ReturnVersionShape(
    int Version, string State, SortedDictionary<string, decimal> Figures, IReadOnlyList<RoadmapShape> Roadmap, IReadOnlyList<SupportShape> Supports, SortedDictionary<string, string> Reasons, string? Corrects,
    string? SignedBy, string? SignedAs, DateOnly? SignedOn, string? Answer, IReadOnlyList<FindingShape> Findings);

/// <summary>Subscribers without IPv6: why, and by the end of which quarter they will have it.</summary>
public sealed record RoadmapShape(string Network, string Cause, string Quarter, [property: Unit("subscribers")] decimal Promised, [property: Unit("subscribers")] decimal? Actual = null);

/// <summary>A unit that is helped with a service.</summary>
public sealed record SupportShape(string Unit, string Service, string State);

/// <summary>Something implausible: it refuses, or asks for a reason under its id.</summary>
public sealed record FindingShape(string Id, string Rule, string Subject, bool Refuses, IReadOnlyList<string> Parameters);

/// <summary>A return to write; a figure that is not there is not known. Reasons by the id of the finding; without: those that stand there stay.</summary>
public sealed record ReturnBody(
    IReadOnlyDictionary<string, decimal> Figures, IReadOnlyList<RoadmapShape>? Roadmap = null, IReadOnlyList<SupportShape>? Supports = null, IReadOnlyDictionary<string, string>? Reasons = null);

/// <summary>Who signs, and as what.</summary>
public sealed record ReturnSignature(string SignedBy, string SignedAs);

/// <summary>Accepted, or given back with a reason.</summary>
public sealed record ReturnAnswer(bool Accepted, string? Reason = null);

[JsonSerializable(typeof(ApiPage<PeriodShape>))]
[JsonSerializable(typeof(ApiPage<StandingShape>))]
[JsonSerializable(typeof(ReturnShape))]
[JsonSerializable(typeof(ReturnBody))]
[JsonSerializable(typeof(ReturnSignature))]
[JsonSerializable(typeof(ReturnAnswer))]
internal sealed partial class ReturnJson : JsonSerializerContext;
