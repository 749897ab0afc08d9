using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Sextant.Programme.Conversions;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Web.Wording;

namespace Sextant.Web.Api.Areas;

/// <summary>Conversion plans of units. What everybody sees of one is that it is issued, by what, and its stages.</summary>
internal sealed class ConversionApi : IApiArea
{
    private const string All = "/organisations/{slug}/conversions";
    private const string One = All + "/{number:int}";
    private const string Reads = "conversions.read";

    public string Id => "conversions";

    public IJsonTypeInfoResolver Shapes => ConversionJson.Default;

    public IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Ways.Get("conversions.list", "/conversions", Right.ReadPublished, ListAsync) with { Query = [.. Ways.Day, new("organisation"), .. Ways.Page] },
        Ways.Get(Reads, One, Right.ReadPublished, ReadAsync) with { Query = Ways.Day },
        Ways.New<NewConversion>("conversions.begin", All, Right.WriteConversions, Reads, async (call, body) => new ApiPlace(("number",
            (await ApiCall.OnceAsync(() => call.Parts.ConversionEditing.BeginAsync(call.Value("slug"), body.Title, call.Viewer, call.Cancellation)).ConfigureAwait(false)).Split('/')[1]))) with { Scope = "slug" },
        Ways.Put<ConversionBody>("conversions.write", One, Right.WriteConversions, Reads, (call, body) => ApiCall.DoneAsync(() => call.Parts.ConversionEditing.RecordAsync(
            ConversionFiles.KeyOf(call), new ConversionDraft { Title = body.Title, Sections = body.Sections.ToDictionary(pair => pair.Key, pair => (string?)pair.Value), InFile = body.InFile ?? [], NotHad = body.NotHad ?? [] },
            call.Viewer, call.Cancellation))) with { Scope = "slug" },
        Ways.New<NewStage>("conversions.stage", One + "/stages", Right.WriteConversions, Reads, (call, body) => ApiCall.DoneAsync(() => call.Parts.ConversionEditing.PutStageAsync(
            ConversionFiles.KeyOf(call), new StageDraft(body.Title, body.Starts, body.Ends, body.Product, body.Position), call.Viewer, call.Cancellation))) with { Scope = "slug" },
        Ways.New<NewSystem>("conversions.system", One + "/systems", Right.WriteConversions, Reads, (call, body) => ApiCall.DoneAsync(() => call.Parts.ConversionEditing.PutSystemAsync(
            ConversionFiles.KeyOf(call), new SystemDraft(body.Name, body.Layer, body.Stack, body.Capability, body.Stage, body.Remark, body.Position), call.Viewer, call.Cancellation))) with { Scope = "slug" },
        Ways.Act("conversions.submit", One + "/submission", Right.WriteConversions, Reads, SubmitAsync) with { Scope = "slug", NeedsMatch = true },
        Ways.Post<Review>("conversions.review", One + "/review", Right.ReviewConversions, Reads,
            (call, body) => StepAsync(call, body.Approved ? ConversionStep.Approve : ConversionStep.Return, body.Reason, null)) with { Scope = "slug", NeedsMatch = true },
        Ways.Post<ConversionIssued>("conversions.issue", One + "/issue", Right.WriteConversions, Reads,
            (call, body) => StepAsync(call, ConversionStep.Issue, null, new ConversionIssue(body.Number, body.Date))) with { Scope = "slug", NeedsMatch = true },
        .. ConversionFiles.Routes,
    ];

    private static async Task<ApiPage<ConversionLineShape>?> ListAsync(ApiCall call)
    {
        var seen = new List<ConversionLine>();
        foreach (ConversionLine line in await call.Parts.Conversions.ListAsync(await call.AsOfAsync().ConfigureAwait(false), call.Query("organisation"), call.Cancellation).ConfigureAwait(false))
        {
            if (line.State == "issued" || (call.Has(Right.ReadConversions) && await call.HasAsync(Right.ReadConversions, line.Organisation).ConfigureAwait(false)))
            {
                seen.Add(line);
            }
        }

        return call.PageOf(seen, one => one.Key, Of);
    }

    private static async Task<ConversionShape?> ReadAsync(ApiCall call)
    {
        bool all = await call.HasAsync(Right.ReadConversions, call.Value("slug")).ConfigureAwait(false);
        return await call.Parts.Conversions.FindAsync(ConversionFiles.KeyOf(call), await call.AsOfAsync().ConfigureAwait(false), call.Cancellation).ConfigureAwait(false) is not { } plan || (plan.Line.State != "issued" && !all)
            ? null
            : new ConversionShape(
                Of(plan.Line), [.. plan.Stages.Select(one => new StageShape(one.Position, one.Title, one.Starts, one.Ends, one.Product))],
                all ? new ConversionInside(
                    plan.Sections, plan.InFile, plan.NotHad, plan.Answer,
                    [.. plan.Systems.Select(one => new SystemShape(one.Position, one.Name, one.Layer, one.Stack, one.Capability, one.Stage, one.Remark))],
                    [.. plan.Files.Select(one => new RoleFileShape(one.Role, new FileShape(one.File.Sha256, one.File.Name, one.File.Type, one.File.Bytes)))],
                    [.. ConversionGaps.Of(plan).Select(one => new GapShape(one.Word, one.Subject))]) : null);
    }

    // All that is missing, each at its place in the plan as it is read: who may hand it in may read it.
    private static async Task<ApiPlace?> SubmitAsync(ApiCall call)
    {
        try
        {
            return await StepAsync(call, ConversionStep.Submit, null, null).ConfigureAwait(false);
        }
        catch (RefusedException fault) when (fault.Word == "conversion-incomplete")
        {
            ConversionView plan = (await call.Parts.Conversions.FindAsync(ConversionFiles.KeyOf(call), await call.AsOfAsync().ConfigureAwait(false), call.Cancellation).ConfigureAwait(false))!;
            throw new ApiFault(StatusCodes.Status422UnprocessableEntity, "refused.conversion-incomplete", [.. fault.Parameters])
            {
                Places = [.. ConversionGaps.Of(plan).Select(gap => new ProblemPlace(PlaceOf(gap, plan), gap.Word, GapWords.Of(gap, call.Language)))],
            };
        }
    }

    private static string PlaceOf(ConversionGap gap, ConversionView plan) => gap.Word switch
    {
        "section" => "/inside/sections/" + gap.Subject,
        "file" => "/inside/files",
        "stages" => "/stages",
        "systems" or "layer" => "/inside/systems",
        "not-had" => "/inside/notHad",
        "twice" => string.Create(CultureInfo.InvariantCulture, $"/inside/systems/{plan.Systems.TakeWhile(one => one.Name != gap.Subject).Count()}/name"),
        _ => string.Create(CultureInfo.InvariantCulture, $"/inside/systems/{plan.Systems.TakeWhile(one => one.Name != gap.Subject).Count()}/{gap.Word}"),
    };

    private static Task<ApiPlace?> StepAsync(ApiCall call, ConversionStep step, string? reason, ConversionIssue? issue) =>
        ApiCall.DoneAsync(() => call.Parts.ConversionEditing.StepAsync(ConversionFiles.KeyOf(call), step, call.Viewer, reason, issue, call.Cancellation));

    private static ConversionLineShape Of(ConversionLine line) => new(line.Organisation, line.Number, line.Title, line.State, line.Document, line.Issued);
}

/// <summary>A conversion plan: <c>draft</c>, <c>submitted</c>, <c>returned</c>, <c>approved</c> or <c>issued</c>.</summary>
public sealed record ConversionLineShape(string Organisation, int Number, string Title, string State, string? Document, DateOnly? Issued);

/// <summary>A conversion plan with its stages; what else it says, for who may read it.</summary>
public sealed record ConversionShape(ConversionLineShape Plan, IReadOnlyList<StageShape> Stages, ConversionInside? Inside);

/// <summary>Sections I to VI by their word, the inventory, the files, and what is missing before it can be handed in.</summary>
public sealed record ConversionInside(
    IReadOnlyDictionary<string, string> Sections, IReadOnlyList<string> InFile, IReadOnlyList<string> NotHad, string? Answer, IReadOnlyList<SystemShape> Systems, IReadOnlyList<RoleFileShape> Files,
    IReadOnlyList<GapShape> Gaps);

/// <summary>A stage.</summary>
public sealed record StageShape(int Position, string Title, DateOnly Starts, DateOnly Ends, string? Product);

/// <summary>A system of the inventory, and in which stage it is converted.</summary>
public sealed record SystemShape(int Position, string Name, string Layer, string Stack, string Capability, int? Stage, string? Remark);

/// <summary>A file, and what it is of the plan.</summary>
public sealed record RoleFileShape(string Role, FileShape File);

/// <summary>Something that is missing.</summary>
public sealed record GapShape(string Word, string? Subject);

/// <summary>A conversion plan to begin.</summary>
public sealed record NewConversion(string Title);

/// <summary>The words of a conversion plan: sections are <c>legal</c>, <c>present</c>, <c>aims</c>, <c>content</c>, <c>funding</c>, <c>work</c>.</summary>
public sealed record ConversionBody(string Title, IReadOnlyDictionary<string, string> Sections, IReadOnlyList<string>? InFile = null, IReadOnlyList<string>? NotHad = null);

/// <summary>A stage to enter, or with a position to change.</summary>
public sealed record NewStage(string Title, DateOnly Starts, DateOnly Ends, string? Product = null, int? Position = null);

/// <summary>A system to enter, or with a position to change.</summary>
public sealed record NewSystem(string Name, [property: OneOf(typeof(ConversionWords), nameof(ConversionWords.Layers))] string Layer, [property: OneOf(typeof(ConversionWords), nameof(ConversionWords.Stacks))] string Stack, [property: OneOf(typeof(ConversionWords), nameof(ConversionWords.Capabilities))] string Capability, int? Stage = null, string? Remark = null, int? Position = null);

/// <summary>By what the unit has issued its plan.</summary>
public sealed record ConversionIssued(string Number, DateOnly Date);

[JsonSerializable(typeof(ApiPage<ConversionLineShape>))]
[JsonSerializable(typeof(ConversionShape))]
[JsonSerializable(typeof(NewConversion))]
[JsonSerializable(typeof(ConversionBody))]
[JsonSerializable(typeof(NewStage))]
[JsonSerializable(typeof(NewSystem))]
[JsonSerializable(typeof(Review))]
[JsonSerializable(typeof(ConversionIssued))]
internal sealed partial class ConversionJson : JsonSerializerContext;
