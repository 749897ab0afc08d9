using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Training;

namespace Sextant.Web.Api.Areas.Learning;

/// <summary>Persons who learn: found, corrected, found to be one or two, and forgotten.</summary>
internal sealed class LearnerApi : IApiArea
{
    private const string One = "/learners/{key}";
    private const string Reads = "learners.read";

    public string Id => "learners";

    public IJsonTypeInfoResolver Shapes => LearnerJson.Default;

    public IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Ways.Get("learners.list", "/learners", Right.ReadLearners, ListAsync) with { Query = [.. Ways.Day, new("search"), .. Ways.Page] },
        Ways.Get("learners.doubles", "/learner-doubles", Right.ReadLearners, async call => Of(
            await call.Parts.Training.Learners.DoublesAsync(await call.AsOfAsync().ConfigureAwait(false), call.Cancellation).ConfigureAwait(false))) with { Query = Ways.Day },
        Ways.New<LearnerPairBody>("learners.apart", "/learner-doubles/apart", Right.WriteTraining, "learners.doubles", (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.Training.People.ApartAsync(body.First, body.Second, call.Viewer, call.Cancellation))),
        Ways.Get(Reads, One, Right.ReadLearners, ReadAsync) with { Query = Ways.Day },
        Ways.Put<LearnerBody>("learners.write", One, Right.WriteTraining, Reads, (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.Training.People.CorrectAsync(call.Value("key"), Draft(body), call.Viewer, call.Cancellation))),
        Ways.Post<LearnerMerge>("learners.merge", One + "/merger", Right.WriteTraining, Reads, (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.Training.People.MergeAsync(call.Value("key"), body.Other, call.Viewer, call.Cancellation))) with { NeedsMatch = true },
        Ways.Act("learners.unmerge", One + "/separation", Right.WriteTraining, Reads, call =>
            ApiCall.DoneAsync(() => call.Parts.Training.People.UnmergeAsync(call.Value("key"), call.Viewer, call.Cancellation))) with { NeedsMatch = true },
        Ways.Post<Because>("learners.erase", One + "/erasure", Right.WriteTraining, Reads, (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.Training.People.EraseAsync(call.Value("key"), body.Reason, call.Viewer, call.Cancellation))) with { NeedsMatch = true },
        Ways.Post<Because>("learners.revoke", One + "/certificates/{certificate}/revocation", Right.WriteTraining, Reads, (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.Training.Certificates.RevokeAsync(call.Value("certificate"), body.Reason, call.Viewer, call.Cancellation))) with { NeedsMatch = true },
    ];

    internal static LearnerDraft Draft(LearnerBody body) => new(body.Name, body.Organisation, body.UnitText, body.Email, body.StaffNumber, body.Job);

    internal static LearnerShape Of(LearnerView one) => new(
        one.Key, one.Name, one.Unit is { } unit ? new UnitShape(unit.Slug, unit.Name) : null, one.Email, one.StaffNumber, one.Job, one.Erased);

    private static async Task<ApiPage<LearnerShape>?> ListAsync(ApiCall call)
    {
        AsOf asOf = await call.AsOfAsync().ConfigureAwait(false);
        return await call.PageOfNumbersAsync(
            (after, most) => call.Parts.Training.Learners.PageAsync(call.Query("search"), (after, most), asOf, call.Cancellation), one => one.Number, one => Of(one.Person)).ConfigureAwait(false);
    }

    private static async Task<LearnerSheetShape?> ReadAsync(ApiCall call) =>
        await call.Parts.Training.Learners.FindAsync(call.Value("key"), await call.AsOfAsync().ConfigureAwait(false), call.Cancellation).ConfigureAwait(false) is { } sheet
            ? new LearnerSheetShape(
                Of(sheet.Person), [.. sheet.Sessions.Select(one => new TakenShape(one.Course, one.Title, one.Number, one.Starts, one.Attended, one.Result))],
                [.. sheet.Certificates.Select(CertificateApi.Whole)], [.. sheet.Merged.Select(Of)], sheet.Expert is { } expert ? CertificateApi.Of(expert) : null)
            : null;

    private static LearnerDoublesShape Of((int Count, IReadOnlyList<LearnerPair> Pairs) found) => new(
        found.Count, [.. found.Pairs.Select(pair => new LearnerPairShape(Of(pair.First), Of(pair.Second)))]);
}

/// <summary>A person who learns. Of one that was erased nothing is known any more but that there was one.</summary>
public sealed record LearnerShape(string Key, string Name, UnitShape? Unit, string? Email, string? StaffNumber, string? Job, bool Erased);

/// <summary>A person with all that is kept, and the rows that were found to be the same person.</summary>
public sealed record LearnerSheetShape(
    LearnerShape Person, IReadOnlyList<TakenShape> Sessions, IReadOnlyList<CertificateShape> Certificates, IReadOnlyList<LearnerShape> Merged, ExpertShape? Expert);

/// <summary>A session that a person was in.</summary>
public sealed record TakenShape(string Course, string Title, int Number, DateOnly Starts, IReadOnlyList<int> Attended, string? Result);

/// <summary>Rows that may be one person: how many pairs there are, and the first of them.</summary>
public sealed record LearnerDoublesShape(int Count, IReadOnlyList<LearnerPairShape> Pairs);

/// <summary>Two rows that may be one person.</summary>
public sealed record LearnerPairShape(LearnerShape First, LearnerShape Second);

/// <summary>Two rows that are two persons.</summary>
public sealed record LearnerPairBody(string First, string Second);

/// <summary>The row that is the same person.</summary>
public sealed record LearnerMerge(string Other);

[JsonSerializable(typeof(ApiPage<LearnerShape>))]
[JsonSerializable(typeof(LearnerDoublesShape))]
[JsonSerializable(typeof(LearnerSheetShape))]
[JsonSerializable(typeof(LearnerPairBody))]
[JsonSerializable(typeof(LearnerMerge))]
internal sealed partial class LearnerJson : JsonSerializerContext;
