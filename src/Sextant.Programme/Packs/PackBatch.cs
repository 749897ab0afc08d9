using Sextant.Programme.Register;

namespace Sextant.Programme.Packs;

/// <summary>The rows that a pack stands for in one table.</summary>
internal abstract class PackBatch
{
    /// <summary>The table, in a word for reports: <c>organisation</c>.</summary>
    internal abstract string Table { get; }

    internal abstract IReadOnlyCollection<RegisterRow> Rows { get; }

    internal abstract Task<MergeCounts> MergeAsync(RegisterWriter writer, CancellationToken cancellation);

    /// <summary>All tables of a pack.</summary>
    internal static IReadOnlyList<PackBatch> Of(Pack pack)
    {
        RegisterRow[] organisations = [.. PackRows.Organisations(pack)];
        return
        [
            Make(organisations.OfType<RegisterOrganisation>()),
            Make(organisations.OfType<RegisterName>()),
            Make(organisations.OfType<RegisterDesignation>()),
            Make(PackRows.Relations(pack)),
            Make(EventRows.Events(pack)),
            Make(EventRows.Parts(pack)),
            Make(PackRows.Targets(pack)),
            Make(PackRows.Outlines(pack)),
            Make(PackRows.Sources(pack)),
            Make(DocumentRows.Documents(pack)),
            Make(DocumentRows.Relations(pack)),
            Make(DocumentRows.Articles(pack)),
            Make(DocumentRows.Obligations(pack)),
            Make(PlanRows.WorkGroups(pack)),
            Make(TaskRows.Plans(pack)),
            Make(TaskRows.Tasks(pack)),
            Make(TaskRows.Cooperations(pack)),
            Make(PlanRows.Programmes(pack)),
            Make(PlanRows.Phases(pack)),
            Make(PlanRows.TargetValues(pack)),
            Make(MeetingRows.Meetings(pack)),
            Make(MeetingRows.Directions(pack)),
            Make(MeetingRows.Attendances(pack)),
            Make(MeetingRows.Sites(pack)),
            Make(MeetingRows.Papers(pack)),
            Make(PlanRows.Days(pack)),
            Make(PlanRows.Facts(pack)),
            Make(PlanRows.Series(pack)),
            Make(PlanRows.UsagePoints(pack)),
            Make(PlanRows.Indicators(pack)),
            Make(PlanRows.Criteria(pack)),
            Make(PlanRows.Asns(pack)),
        ];
    }

    private static PackBatch<T> Make<T>(IEnumerable<T> rows)
        where T : RegisterRow => new([.. rows]);
}

/// <summary>The rows of one type.</summary>
internal sealed class PackBatch<T>(IReadOnlyCollection<T> rows) : PackBatch
    where T : RegisterRow
{
    internal override string Table => typeof(T).Name["Register".Length..].ToLowerInvariant();

    internal override IReadOnlyCollection<RegisterRow> Rows => rows;

    internal override Task<MergeCounts> MergeAsync(RegisterWriter writer, CancellationToken cancellation) => writer.MergeAsync(rows, cancellation);
}
