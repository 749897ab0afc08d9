using System.Text.Json;
using System.Text.Json.Serialization;
using Sextant.Checks.Judging;
using Sextant.Measurement.Desk;
using Sextant.Measurement.Scans;
using Sextant.Programme.Register;
using Sextant.Wire;

namespace Sextant.Programme.Measured;

/// <summary>What came of judging a campaign again: kept until it is asked for again. No published verdict changes by it.</summary>
/// <param name="State"><c>running</c>, <c>done</c>, <c>failed</c>, or <c>interrupted</c>: it was under way when its server ended.</param>
/// <param name="Judged">Targets whose evidence was judged.</param>
/// <param name="Missing">Targets whose evidence is gone or damaged.</param>
/// <param name="Differ">Targets of which something is another now; the first of them follow.</param>
public sealed record Rejudgement(string Campaign, string Profile, DateTimeOffset AskedAt, string State, int Judged, int Missing, int Differ, IReadOnlyList<RejudgedTarget> Differing)
{
    private static readonly JsonSerializerOptions Form = new() { Converters = { new JsonStringEnumConverter() }, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The other server that is at it; null: this one, or none.</summary>
    public string? Worker { get; init; }

    internal static Rejudgement Of(RejudgementRow row) =>
        new(row.Campaign, row.Profile, row.AskedAt, row.State, row.Judged, row.Missing, row.Differ, JsonSerializer.Deserialize<RejudgedTarget[]>(row.Differing, Form) ?? []);

    internal void WriteTo(RejudgementRow row) =>
        (row.Profile, row.AskedAt, row.State, row.Judged, row.Missing, row.Differ, row.Differing) = (Profile, AskedAt, State, Judged, Missing, Differ, JsonSerializer.Serialize(Differing, Form));
}

/// <summary>A target of which something is another now.</summary>
/// <param name="Target">Its key: <c>site:langson.gov.vn</c>.</param>
/// <param name="Changes">Verdicts that differ, the first of them.</param>
/// <param name="Others">How many more do.</param>
public sealed record RejudgedTarget(string Target, DateTimeOffset MeasuredAt, RejudgedState Was, RejudgedState Now, IReadOnlyList<RejudgedVerdict> Changes, int Others)
{
    /// <summary>8 verdicts: what a line of a table shows; <c>sextant rejudge</c> shows all.</summary>
    private const int MostChanges = 8;

    internal static RejudgedTarget Of(Rejudged one) => new(
        one.Kept.Target.Key, one.Kept.MeasuredAt, new RejudgedState(one.Kept.Class, one.Kept.Cause, one.Kept.Level), new RejudgedState(one.Again!.Class, one.Again.Cause, one.Again.Level),
        [.. one.Changes.Take(MostChanges).Select(change => new RejudgedVerdict(change.Criterion, change.Subject, change.Before?.Verdict, change.After?.Verdict, TagsOf(change.Before), TagsOf(change.After)))],
        Math.Max(0, one.Changes.Count - MostChanges));

    private static IReadOnlyList<string> TagsOf(CriterionVerdict? verdict) => verdict?.Tags ?? [];
}

/// <summary>Class, why it is unknown, and level.</summary>
public sealed record RejudgedState(TargetClass Class, Failure? Cause, Level Level);

/// <summary>A verdict that was, and what it would be; null: nothing is said. With the tags that it rests on.</summary>
public sealed record RejudgedVerdict(string Criterion, string Subject, Verdict? Was, Verdict? Now, IReadOnlyList<string> WasBy, IReadOnlyList<string> NowBy);
