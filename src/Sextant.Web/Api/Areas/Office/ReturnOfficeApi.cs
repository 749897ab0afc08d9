using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sextant.Programme.People;
using Sextant.Programme.Returns;

namespace Sextant.Web.Api.Areas.Office;

/// <summary>What the office settles about returns: for which quarter until when they are asked, who owes them, which networks and brands are counted with whom; and what all of them say together.</summary>
internal sealed class ReturnOfficeApi : IApiArea
{
    private const string Duties = "/return-duties/{form}";
    private const string Holdings = "/holdings";
    private static readonly HashSet<string> Country = [];

    public string Id => "return-office";

    public IJsonTypeInfoResolver Shapes => ReturnOfficeJson.Default;

    public IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Ways.New<PeriodBody>("return-office.ask", "/returns", Right.AskReturns, "returns.board", async (call, body) =>
        {
            string period = Quarter.Read(body.Period)?.ToString() ?? body.Period;
            await ApiCall.OnceAsync(() => call.Parts.ReturnOffice.AskAsync(body.Form, period, body.Due, call.Viewer, call.Cancellation)).ConfigureAwait(false);
            return new ApiPlace(("form", body.Form), ("period", period));
        }),
        Ways.Gone("return-office.withdraw", "/return-periods/{form}/{period}/withdrawal", Right.AskReturns, "returns.board", (call, reason) =>
            call.Parts.ReturnOffice.WithdrawAsync(call.Value("form"), call.Value("period"), reason, call.Viewer, call.Cancellation)),
        Ways.Get("return-office.totals", "/return-totals/{form}/{period}", Right.ReadReturns, TotalsAsync),
        Ways.Get("return-office.duties", Duties, Right.ReadReturns, async call => ReturnForm.Of(call.Value("form")) is null || !ForCountry(call) ? null : call.PageOf(
            await call.Parts.Returns.DutiesAsync(call.Value("form"), call.Cancellation).ConfigureAwait(false), one => $"{one.Organisation}/{one.From:yyyy-MM-dd}", one => new ReturnDutyShape(one.Organisation, one.From, one.Until))) with { Query = Ways.Page },
        Ways.New<ReturnDutyBody>("return-office.owe", Duties, Right.AskReturns, "return-office.duties", (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.ReturnOffice.OweAsync(body.Organisation, call.Value("form"), body.From, call.Viewer, call.Cancellation))),
        Ways.Post<ReturnDutyRelease>("return-office.release", Duties + "/releases", Right.AskReturns, "return-office.duties", (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.ReturnOffice.ReleaseAsync(body.Organisation, call.Value("form"), (body.Reason, body.From), call.Viewer, call.Cancellation))) with { NeedsMatch = true },
        Ways.Get("return-office.holdings", Holdings, Right.ReadReturns, async call => call.PageOf(
            await call.Parts.Returns.HoldingsAsync(null, call.Cancellation).ConfigureAwait(false), one => one.Key, one => new HoldingShape(one.Key, one.Organisation, one.Kind, one.Name, one.From, one.Until))) with { Query = Ways.Page },
        Ways.New<HoldingBody>("return-office.hold", Holdings, Right.AskReturns, "return-office.holdings", (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.ReturnOffice.HoldAsync(body.Organisation, body.Kind, body.Name, call.Viewer, (body.From, body.Until), call.Cancellation))),
        Ways.Post<HoldingRelease>("return-office.let-go", Holdings + "/releases", Right.AskReturns, "return-office.holdings", (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.ReturnOffice.LetGoAsync(body.Key, body.Reason, call.Viewer, body.From, call.Cancellation))) with { NeedsMatch = true },
    ];

    // Sums of all, and who owes, are for who reads the returns of all: of two operators each would know the other's. To others it is as if there were none.
    private static bool ForCountry(ApiCall call) => call.Viewer.Has(Right.ReadReturns, Country);

    private static async Task<ReturnTotalsShape?> TotalsAsync(ApiCall call)
    {
        (string form, string period) = (call.Value("form"), call.Value("period"));
        if (!ForCountry(call) || (await call.Parts.Returns.PeriodsAsync(call.Cancellation).ConfigureAwait(false)).FirstOrDefault(one => one.Form == form && one.Period == period) is not { } asked)
        {
            return null;
        }

        IReadOnlyList<ReturnTotal> totals = await call.Parts.Returns.TotalsAsync(form, period, call.Cancellation).ConfigureAwait(false);
        IReadOnlyList<RoadmapQuarter> roadmap = RoadmapQuarter.Of(await call.Parts.Returns.CountedAsync(form, period, call.Cancellation).ConfigureAwait(false));
        return new ReturnTotalsShape(
            form, period, asked.Due, [.. totals.Select(one => new TotalShape(one.Field, one.Value, one.Organisations))],
            [.. roadmap.Select(one => new RoadmapSumShape(one.Quarter, one.Promised, one.Actual))]);
    }
}

/// <summary>A return to ask for: its kind, its quarter, and the last day. Asked for again, the day moves.</summary>
public sealed record PeriodBody(string Form, string Period, DateOnly Due);

/// <summary>An organisation that owes a return, since when; with a last day where it was released from one on.</summary>
public sealed record ReturnDutyShape(string Organisation, DateOnly? From, DateOnly? Until);

/// <summary>An organisation that is to owe a return.</summary>
public sealed record ReturnDutyBody(string Organisation, DateOnly? From = null);

/// <summary>An organisation that is to owe it no longer, and why. From which day on: quarters that ended before stay owed. Without a day: it never owed it.</summary>
public sealed record ReturnDutyRelease(string Organisation, string Reason, DateOnly? From = null);

/// <summary>A <c>network</c> or a <c>brand</c> that is counted with an organisation, since when and until when; without days it always was, and still is.</summary>
public sealed record HoldingShape(string Key, string Organisation, string Kind, string Name, DateOnly? From, DateOnly? Until);

/// <summary>A network (its number) or a brand (its organisation's slug, or its name) to count with an organisation, in some days or always. Said again with days, these are put right.</summary>
public sealed record HoldingBody(string Organisation, [property: OneOf("network", "brand")] string Kind, string Name, DateOnly? From = null, DateOnly? Until = null);

/// <summary>A network or brand to count with it no longer, and why. From which day on; without a day: it never was.</summary>
public sealed record HoldingRelease(string Key, string Reason, DateOnly? From = null);

/// <summary>What the returns of a quarter that count say together, each organisation once.</summary>
public sealed record ReturnTotalsShape(string Form, string Period, DateOnly Due, IReadOnlyList<TotalShape> Totals, IReadOnlyList<RoadmapSumShape> Roadmap);

/// <summary>A figure summed; without a value it cannot be summed.</summary>
public sealed record TotalShape(string Field, decimal? Value, int Organisations);

/// <summary>Subscribers promised IPv6 by the end of a quarter, and how many got it.</summary>
public sealed record RoadmapSumShape(string Quarter, [property: Unit("subscribers")] decimal Promised, [property: Unit("subscribers")] decimal? Actual);

[JsonSerializable(typeof(PeriodBody))]
[JsonSerializable(typeof(ApiPage<ReturnDutyShape>))]
[JsonSerializable(typeof(ReturnDutyBody))]
[JsonSerializable(typeof(ReturnDutyRelease))]
[JsonSerializable(typeof(ApiPage<HoldingShape>))]
[JsonSerializable(typeof(HoldingBody))]
[JsonSerializable(typeof(HoldingRelease))]
[JsonSerializable(typeof(ReturnTotalsShape))]
internal sealed partial class ReturnOfficeJson : JsonSerializerContext;
