using System.Globalization;

namespace Sextant.Bench.Office;

/// <summary>Who reads a page.</summary>
internal enum Reading
{
    Anybody,

    /// <summary>Who is signed in.</summary>
    Known,

    /// <summary>A program, with a token.</summary>
    Program,
}

/// <summary>The main pages, each with the addresses of many of its kind.</summary>
/// <param name="Name">As the table calls it.</param>
/// <param name="Place">An address, by a number at random.</param>
internal sealed record OfficePage(string Name, Func<int, string> Place, Reading By = Reading.Anybody)
{
    private static readonly string[] Indicators = ["G-01", "G-02", "U-00", "C-01", "T-03"];

    public static IReadOnlyList<OfficePage> All(OfficeNames names) =>
    [
        new("home", _ => "/"),
        new("indicators", _ => "/figures"),
        new("an indicator", at => "/figures/" + Of(Indicators, at)),
        new("organisations", _ => "/organisations"),
        new("an organisation", at => "/organisations/" + Of(names.Organisations, at)),
        new("a unit's sheet", at => $"/organisations/{Of(names.Organisations, at)}/sheet"),
        new("a name", at => "/targets/site/" + Of(names.Sites, at)),
        new("plans", _ => "/plans"),
        new("a plan", at => "/plans/" + PlanOf(at)),
        new("tasks of a plan", at => "/tasks?plan=" + PlanOf(at)),
        new("board of all tasks", _ => "/tasks?view=board"),
        new("my tasks", _ => "/tasks?mine=true", Reading.Known),
        new("documents", _ => "/documents"),
        new("documents found", at => string.Create(CultureInfo.InvariantCulture, $"/documents?q=chuyen+doi+{at % 100}")),
        new("meetings", _ => "/meetings"),
        new("API: organisations", _ => "/api/v1/organisations", Reading.Program),
        new("API: targets", _ => "/api/v1/targets?kind=site", Reading.Program),
        new("API: tasks", at => "/api/v1/tasks?plan=" + PlanOf(at), Reading.Program),
    ];

    private static string Of(IReadOnlyList<string> list, int at) => list[at % list.Count];

    private static string PlanOf(int at) => string.Create(CultureInfo.InvariantCulture, $"ke-hoach-{OfficePack.FirstYear + (at % OfficePack.Years)}");
}
