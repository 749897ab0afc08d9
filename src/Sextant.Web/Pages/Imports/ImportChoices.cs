using Sextant.Programme.Conversions;
using Sextant.Programme.Imports;
using Sextant.Programme.Imports.Lists;
using Sextant.Programme.Imports.Papers;
using Sextant.Programme.People;
using Sextant.Programme.Tables;
using Sextant.Programme.Tasks;
using Sextant.Programme.Training;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Imports;

/// <summary>A form that who asks may bring in, with what it belongs to where its columns do not name that.</summary>
/// <param name="Form">Id of the form.</param>
/// <param name="Scope">What it belongs to: <c>ke-hoach-2027</c>.</param>
/// <param name="Name">What both are called.</param>
public sealed record ImportChoice(string Form, string? Scope, string Name)
{
    /// <summary>As a form sends it: <c>plan-tasks|ke-hoach-2027</c>.</summary>
    public string Value => Scope is null ? Form : $"{Form}|{Scope}";

    /// <summary>Whether what is recorded now is given out in this form.</summary>
    public bool IsGiven => ListCatalog.Of(Form) is not null;
}

/// <summary>Finds what somebody may bring in.</summary>
internal static class ImportChoices
{
    internal static async Task<IReadOnlyList<ImportChoice>> OfAsync(SextantPage page, CancellationToken cancellation)
    {
        var choices = new List<ImportChoice>();
        foreach (ImportForm form in ImportCatalog.All.Where(form => page.Viewer.Has(form.Right)))
        {
            string name = TableTexts.For(page.Lang)["form." + form.Table.Id];
            choices.AddRange(form.HasScope
                ? (await ScopesAsync(form, page, cancellation).ConfigureAwait(false)).Select(scope => new ImportChoice(form.Table.Id, scope.Id, $"{name}: {scope.Title}"))
                : [new ImportChoice(form.Table.Id, null, name)]);
        }

        return choices;
    }

    private static async Task<IEnumerable<(string Id, string Title)>> ScopesAsync(ImportForm form, SextantPage page, CancellationToken cancellation)
    {
        WebParts parts = page.Parts;
        switch (form)
        {
            case UnitEnrolmentTable:
                return (await parts.Training.Units.SessionsAsync(page.Viewer, cancellation).ConfigureAwait(false)).Select(one => (one.Session.Key, $"{one.Title}, {page.T.Day(one.Session.Starts)}"));
            case EnrolmentTable:
                IReadOnlyList<CourseView> courses = await parts.Training.Store.CoursesAsync(page.AsOf, cancellation).ConfigureAwait(false);
                return courses.SelectMany(course => course.Sessions.Where(one => one.State != "cancelled").Select(one => (one.Key, $"{course.Title}, {page.T.Day(one.Starts)}")));
            case StageTable or SystemTable:
                return await ConversionsAsync(page, cancellation).ConfigureAwait(false);
            default:
                return (await parts.Tasks.PlansAsync(page.AsOf, drafts: true, cancellation).ConfigureAwait(false)).Where(plan => PlanSteps.IsOpen(plan.State)).Select(plan => (plan.Id, plan.Title));
        }
    }

    /// <summary>The conversion plans that are still open and that who asks may write.</summary>
    private static async Task<IEnumerable<(string Id, string Title)>> ConversionsAsync(SextantPage page, CancellationToken cancellation)
    {
        var open = new List<(string, string)>();
        foreach (ConversionLine plan in await page.Parts.Conversions.ListAsync(page.AsOf, null, cancellation).ConfigureAwait(false))
        {
            if (ConversionSteps.IsOpen(plan.State) && page.Viewer.Has(Right.WriteConversions, await page.Parts.People.Reach.LineAsync(plan.Organisation, cancellation).ConfigureAwait(false)))
            {
                open.Add((plan.Key, $"{plan.Organisation}, {plan.Title}"));
            }
        }

        return open;
    }
}
