using Sextant.Programme.Imports.Papers;
using Sextant.Programme.Imports.Units;
using Sextant.Programme.Returns;

namespace Sextant.Programme.Imports;

/// <summary>Every kind of table that can be brought in.</summary>
public static class ImportCatalog
{
    /// <summary>In the order in which pages offer them.</summary>
    public static IReadOnlyList<ImportForm> All { get; } =
    [
        new DomainTable(), new UnitEventTable(), new ExemptionTable(), new DocumentTable(), new ArticleTable(), new ObligationTable(), new ConclusionTable(), new TaskTable(), new StageTable(), new SystemTable(), new DeclarationTable(),
        .. ReturnForm.All.Select(form => new ReturnTable(form)), new RoadmapTable(), new SupportTable(), new HoldingTable(), new PartnerTable(), new DutyTable(), new ActivityTable(),
        new EnrolmentTable(), new UnitEnrolmentTable(), new PressTable(),
    ];

    /// <summary>The form of an id; null when there is none.</summary>
    public static ImportForm? Of(string? id) => All.FirstOrDefault(form => form.Table.Id == id);
}
