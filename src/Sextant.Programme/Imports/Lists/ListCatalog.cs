using Sextant.Programme.Imports.Lists.Learning;
using Sextant.Programme.Imports.Lists.Outreach;
using Sextant.Programme.Imports.Lists.Papers;
using Sextant.Programme.Imports.Lists.Units;
using Sextant.Programme.Imports.Papers;
using Sextant.Programme.Imports.Units;
using Sextant.Programme.Returns;

namespace Sextant.Programme.Imports.Lists;

/// <summary>Every list that is given out as a table.</summary>
public static class ListCatalog
{
    /// <summary>In the order of the site.</summary>
    public static IReadOnlyList<IListTable> All { get; } =
    [
        new OrganisationList(), new DomainTable(), new ClaimList(), new SuggestionList(), new UnitEventTable(), new ExemptionTable(), new ServiceList(), new ShareList(), new FactList(),
        new DocumentTable(), new DocumentWordsList(), new ArticleTable(), new ObligationTable(), new CommentList(), new MeetingList(), new ConclusionTable(), new TaskTable(), new TaskList(),
        new ConversionList(), new StageTable(), new SystemTable(), new DeclarationTable(), new CaseList(),
        .. ReturnForm.All.Select(form => new ReturnTable(form)), new RoadmapTable(), new SupportTable(), new ReturnBoardList(), new HoldingTable(),
        new PartnerTable(), new DutyTable(), new ActivityTable(),
        new CourseList(), new EnrolmentTable(), new UnitEnrolmentTable(), new LearnerList(), new ExpertList(), new KitList(), new PressTable(), new EventList(), new RegistrationList(),
        new PersonList(),
    ];

    /// <summary>Every name by which some list is narrowed, with all that one of them takes.</summary>
    public static IReadOnlyList<ListFilter> Filters { get; } =
    [
        .. All.SelectMany(ListFilters.Of).GroupBy(one => one.Name, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => group.First() with { Words = group.Any(one => one.Words is null) ? null : [.. group.SelectMany(one => one.Words!).Distinct()] }),
    ];

    /// <summary>The list of a name; null when there is none.</summary>
    public static IListTable? Of(string? id) => All.FirstOrDefault(list => list.Table.Id == id);
}
