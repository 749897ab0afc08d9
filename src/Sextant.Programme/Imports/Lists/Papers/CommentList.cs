using Sextant.Programme.Drafting;
using Sextant.Programme.People;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports.Lists.Papers;

/// <summary>What was said of a draft in all its rounds, and what came of it: the table in which an office collects and answers comments.</summary>
public sealed class CommentList : IListTable
{
    /// <inheritdoc/>
    public TableForm Table { get; } = new(
        "draft-comments",
        [
            new("round"), new("round-opens"), new("round-closes"), new("comment-number"), new("organisation"), new("unit-name"), new("comment-place"), new("comment"), new("comment-verdict"),
            new("comment-answer"),
        ]);

    /// <inheritdoc/>
    public Right ReadRight => Right.ReadDrafts;

    /// <inheritdoc/>
    public bool HasScope => true;

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation) =>
        await new DraftingStore(reading.Database).FindAsync(reading.Scope, reading.AsOf, cancellation).ConfigureAwait(false) is { } draft
            ? new WrittenTable(Table, [.. draft.Rounds.SelectMany(round => round.Comments.Select(one => (object?[])
            [
                round.Position, round.Opens, round.Closes, one.Position, one.Organisation?.Slug, one.Organisation?.Name.In(reading.Language), one.Place, one.Text,
                reading.Word("comment-verdict", one.Verdict), one.Answer,
            ]))])
            : null;
}
