using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sextant.Programme.Drafting;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Web.Api.Areas.Office;

/// <summary>Documents under drafting, for those who take part: rounds, comments, and what came of each.</summary>
internal sealed class DraftApi : IApiArea
{
    private const string One = "/drafts/{id}";
    private const string Reads = "drafts.read";

    // A long decision with its annexes; the page's own bound of a text is below it.
    private const int TextBytes = 1024 * 1024;

    public string Id => "drafts";

    public IJsonTypeInfoResolver Shapes => DraftJson.Default;

    public IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Ways.Get("drafts.list", "/drafts", Right.ReadDrafts, async call => call.PageOf(
            await call.Parts.Drafting.ListAsync(await call.AsOfAsync().ConfigureAwait(false), call.Cancellation).ConfigureAwait(false), one => one.Id, Of)) with { Query = [.. Ways.Day, .. Ways.Page] },
        Ways.Get(Reads, One, Right.ReadDrafts, async call => Of(
            await call.Parts.Drafting.FindAsync(call.Value("id"), await call.AsOfAsync().ConfigureAwait(false), call.Cancellation).ConfigureAwait(false))) with { Query = Ways.Day },
        Ways.New<DraftBody>("drafts.begin", "/drafts", Right.WriteDrafts, Reads, (call, body) =>
            ApiCall.MadeAsync("id", () => call.Parts.DraftingEditing.RecordAsync(Draft(null, body), call.Viewer, call.Cancellation))) with { MostBytes = TextBytes },
        Ways.Put<DraftBody>("drafts.write", One, Right.WriteDrafts, Reads, (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.DraftingEditing.RecordAsync(Draft(call.Value("id"), body), call.Viewer, call.Cancellation))) with { MostBytes = TextBytes },
        Ways.New<DraftRound>("drafts.round", One + "/rounds", Right.WriteDrafts, Reads, (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.DraftingEditing.OpenRoundAsync(call.Value("id"), body.Closes, call.Viewer, call.Cancellation))),
        Ways.Post<DraftRoundMove>("drafts.move-round", One + "/rounds/last/closing", Right.WriteDrafts, Reads, (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.DraftingEditing.MoveRoundAsync(call.Value("id"), body.Closes, body.Reason, call.Viewer, call.Cancellation))) with { NeedsMatch = true },
        Ways.New<DraftComment>("drafts.comment", One + "/comments", Right.CommentDrafts, Reads, (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.DraftingEditing.CommentAsync(call.Value("id"), new CommentDraft(body.Organisation, body.Place, body.Text), call.Viewer, call.Cancellation))),
        Ways.Post<CommentAnswer>("drafts.answer", One + "/comments/{position:int}/answer", Right.WriteDrafts, Reads, (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.DraftingEditing.AnswerAsync(call.Value("id"), call.Number("position"), body.Verdict, body.Answer, call.Viewer, call.Cancellation))) with { NeedsMatch = true },
        Ways.Post<DraftEnd>("drafts.end", One + "/end", Right.WriteDrafts, Reads, (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.DraftingEditing.EndAsync(call.Value("id"), body.Document, body.Reason, call.Viewer, call.Cancellation))) with { NeedsMatch = true },
    ];

    private static DraftDraft Draft(string? id, DraftBody body) => new(id, body.Title, body.Kind, body.Drafter, body.Text);

    private static DraftLineShape Of(DraftingLine line) => new(line.Id, line.Title, line.Kind, line.State, line.ClosesOn, line.Comments, line.Unanswered);

    private static DraftShape? Of(DraftingView? view) => view is null ? null : new DraftShape(
        Of(view.Line), view.Drafter is { } drafter ? new UnitShape(drafter.Slug, drafter.Name) : null, view.Text, view.Document,
        [
            .. view.Rounds.Select(round => new RoundShape(
                round.Position, round.Opens, round.Closes, round.Text, round.IsOpen,
                [.. round.Comments.Select(one => new CommentShape(one.Position, one.Organisation is { } unit ? new UnitShape(unit.Slug, unit.Name) : null, one.Place, one.Text, one.Verdict, one.Answer))])),
        ]);
}

/// <summary>A draft in a list; unanswered are comments without a verdict.</summary>
public sealed record DraftLineShape(string Id, string Title, string Kind, string State, DateOnly? ClosesOn, int Comments, int Unanswered);

/// <summary>A draft with its rounds, the oldest first; the document that it became.</summary>
public sealed record DraftShape(DraftLineShape Line, UnitShape? Drafter, string? Text, string? Document, IReadOnlyList<RoundShape> Rounds);

/// <summary>A round of comments, and the words that were put forward.</summary>
public sealed record RoundShape(int Position, DateOnly Opens, DateOnly Closes, string Text, bool Open, IReadOnlyList<CommentShape> Comments);

/// <summary>A comment, and what came of it.</summary>
public sealed record CommentShape(int Position, UnitShape? Organisation, string? Place, string Text, string? Verdict, string? Answer);

/// <summary>A draft to write; its kind is that of the document it is to become.</summary>
public sealed record DraftBody(string Title, [property: OneOf(typeof(DocumentWords), nameof(DocumentWords.Kinds))] string Kind, string? Drafter = null, string? Text = null);

/// <summary>Puts the words forward for comments until a day.</summary>
public sealed record DraftRound(DateOnly Closes);

/// <summary>Another last day of the last round, and why.</summary>
public sealed record DraftRoundMove(DateOnly Closes, string Reason);

/// <summary>A comment for an organisation, on a place of the draft.</summary>
public sealed record DraftComment(string Text, string? Organisation = null, string? Place = null);

/// <summary>What came of a comment, and why.</summary>
public sealed record CommentAnswer(string Verdict, string Answer);

/// <summary>The document that a draft became; without one it is given up, for a reason.</summary>
public sealed record DraftEnd(string? Document = null, string? Reason = null);

[JsonSerializable(typeof(ApiPage<DraftLineShape>))]
[JsonSerializable(typeof(DraftShape))]
[JsonSerializable(typeof(DraftBody))]
[JsonSerializable(typeof(DraftRound))]
[JsonSerializable(typeof(DraftRoundMove))]
[JsonSerializable(typeof(DraftComment))]
[JsonSerializable(typeof(CommentAnswer))]
[JsonSerializable(typeof(DraftEnd))]
internal sealed partial class DraftJson : JsonSerializerContext;
