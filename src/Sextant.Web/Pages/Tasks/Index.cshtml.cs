using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Plans;
using Sextant.Programme.Tasks;
using Sextant.Web.Charts;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Tasks;

/// <summary>Tasks of plans and of conclusions: as a list, a board or a calendar; of all units or of one.</summary>
public sealed class IndexModel : EditingPage
{
    private const int LongestSearch = 200;

    /// <summary>The ways in which tasks are shown.</summary>
    public static IReadOnlyList<string> Views { get; } = ["list", "board", "calendar", "gantt"];

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "plan")]
    public string? Plan { get; set; }

    /// <summary>The unit whose tasks are wanted: what it leads and where it works along.</summary>
    [BindProperty(SupportsGet = true, Name = "unit")]
    public string? Unit { get; set; }

    [BindProperty(SupportsGet = true, Name = "group")]
    public int? Group { get; set; }

    [BindProperty(SupportsGet = true, Name = "state")]
    public string? State { get; set; }

    /// <summary>Whether only the person's own tasks are wanted.</summary>
    [BindProperty(SupportsGet = true, Name = "mine")]
    public bool Mine { get; set; }

    [BindProperty(SupportsGet = true, Name = "view")]
    public string? Shown { get; set; }

    public IReadOnlyList<TaskView> Tasks { get; private set; } = [];

    /// <summary>For the office: tasks that nobody leads any more, to be handed on.</summary>
    public IReadOnlyList<LeaderlessTask> Leaderless { get; private set; } = [];

    public IReadOnlyList<PlanLine> Plans { get; private set; } = [];

    public IReadOnlyList<WorkGroupView> Groups { get; private set; } = [];

    /// <summary>Units that have a task, by name.</summary>
    public IReadOnlyList<TaskUnit> Units { get; private set; } = [];

    public bool Filtered => !string.IsNullOrWhiteSpace(Search) || !string.IsNullOrEmpty(Plan) || !string.IsNullOrEmpty(Unit) || Group is not null || !string.IsNullOrEmpty(State) || Mine;

    /// <summary>The same for tables.</summary>
    public IReadOnlyDictionary<string, string?> Chosen => new Dictionary<string, string?>
    {
        ["search"] = Search?.Trim(), ["plan"] = Plan, ["organisation"] = Unit, ["work-group"] = Group?.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["progress"] = Progress is { } progress ? TaskWord.Of(progress) : null, ["mine"] = Mine ? "true" : null,
    };

    private TaskProgress? Progress => TaskWord.Ordered.Where(one => TaskWord.Of(one) == State).Select(one => (TaskProgress?)one).FirstOrDefault();

    /// <summary>Months in which something is due, in order, with those tasks.</summary>
    public IEnumerable<IGrouping<(int Year, int Month), TaskView>> Months =>
        Tasks.Where(task => task.Due is not null).OrderBy(task => task.Due).GroupBy(task => (task.Due!.Value.Year, task.Due.Value.Month));

    /// <summary>The same tasks, shown otherwise.</summary>
    public string As(string view) => To("/tasks" + QueryString.Create(new Dictionary<string, string?>
    {
        ["q"] = Search, ["plan"] = Plan, ["unit"] = Unit, ["group"] = Group?.ToString(System.Globalization.CultureInfo.InvariantCulture), ["state"] = State, ["mine"] = Mine ? "true" : null,
        ["as-of"] = HasDay ? AsOfText : null, ["as-known"] = KnownField, ["view"] = view,
    }.Where(pair => !string.IsNullOrEmpty(pair.Value))));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        Search = Search is { Length: > LongestSearch } ? Search[..LongestSearch] : Search;
        Shown = Views.Contains(Shown, StringComparer.Ordinal) ? Shown : Views[0];
        var filter = new TaskFilter { Search = Search, Plan = string.IsNullOrEmpty(Plan) ? null : Plan, Organisation = Unit, WorkGroup = Group, Progress = Progress };
        Tasks = await Parts.Tasks.ListAsync(filter, AsOf, cancellation).ConfigureAwait(false);
        Mine = Mine && Viewer.Known;
        Tasks = Mine ? await OwnTasks.OfAsync(Parts, Viewer, Tasks, cancellation).ConfigureAwait(false) : Tasks;
        Plans = await Parts.Tasks.PlansAsync(AsOf, drafts: SeesDrafts, cancellation).ConfigureAwait(false);
        Groups = await Parts.Plans.WorkGroupsAsync(AsOf, cancellation).ConfigureAwait(false);
        IReadOnlyList<TaskView> all = Filtered ? await Parts.Tasks.ListAsync(new TaskFilter(), AsOf, cancellation).ConfigureAwait(false) : Tasks;
        Leaderless = Viewer.Has(Programme.People.Right.WritePlans) ? await Parts.HandOvers.OfAsync(all, AsOf, cancellation).ConfigureAwait(false) : [];
        Units =
        [
            .. all.SelectMany(task => task.With.Append(task.Lead)).OfType<TaskUnit>().Where(unit => unit.Slug is not null).DistinctBy(unit => unit.Slug, StringComparer.Ordinal)
                .OrderBy(unit => unit.Name.In(Lang), StringComparer.Create(T.Culture, ignoreCase: true)),
        ];
        return Page();
    }
}
