using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Imports;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;
using Sextant.Programme.Tasks;
using Sextant.Programme.Training;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Imports;

/// <summary>Where tables are handed in, and those that were.</summary>
public sealed class IndexModel : EditingPage
{
    /// <summary>Forms that who asks may bring in, each with what it belongs to: <c>plan-tasks|ke-hoach-2027</c>.</summary>
    public IReadOnlyList<(string Value, string Name)> Forms { get; private set; } = [];

    public IReadOnlyList<ImportView> Imports { get; private set; } = [];

    /// <summary>What is wrong with the table that was just handed in.</summary>
    public TableFaults? Faults { get; private set; }

    /// <summary>What that table was called.</summary>
    public string? FileName { get; private set; }

    /// <summary>The form that is wanted.</summary>
    [BindProperty(SupportsGet = true, Name = "form")]
    public string? Chosen { get; set; }

    /// <summary>What tables say in this language.</summary>
    public TableTexts Words => TableTexts.For(Lang);

    /// <summary>Where a form is had as it is today.</summary>
    public string Template(string value, string kind)
    {
        string[] parts = value.Split('|');
        return parts[0] == PressTable.Id ? To($"/communication?handler=Table&as={kind}")
            : parts[0] == UnitEnrolmentTable.Id ? To($"/enrolments/{parts[1]}?handler=Table&as={kind}")
            : parts[0] == EnrolmentTable.Id ? To($"/training/{parts[1]}?handler=Table&as={kind}")
            : To($"/tables/{parts[0]}?as={kind}{(parts.Length > 1 ? "&plan=" + parts[1] : "")}");
    }

    /// <summary>Who took a step, and when.</summary>
    public string Who(ImportStep step) => $"{step.Who}, {T.Time(step.At, Header.Calendar.Zone)}";

    public Task<IActionResult> OnGetAsync(CancellationToken cancellation) => ShowAsync(cancellation);

    public Task<IActionResult> OnPostAsync([FromForm] IFormFile? file, CancellationToken cancellation) => ChangeAsync(
        async () =>
        {
            string[] parts = (Chosen ?? "").Split('|', 2);
            using var content = new MemoryStream();
            await (file ?? throw new RefusedException("import-file", 200)).CopyToAsync(content, cancellation).ConfigureAwait(false);
            var upload = new ImportUpload(parts[0], parts.Length > 1 ? parts[1] : null, file.FileName, content.ToArray());
            ImportOutcome outcome = await Parts.Imports.StageAsync(upload, Viewer, cancellation).ConfigureAwait(false);
            (Faults, FileName) = (outcome.Key is null ? outcome.Faults : null, file.FileName);
            return outcome.Key is { } key ? "/imports/" + key : throw new RefusedException("import-faulty", outcome.Faults.Count);
        },
        () => ShowAsync(cancellation));

    private async Task<IActionResult> ShowAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        IReadOnlyList<PlanLine> plans = await Parts.Tasks.PlansAsync(AsOf, drafts: true, cancellation).ConfigureAwait(false);
        IReadOnlyList<CourseView> courses = Viewer.Has(Right.WriteTraining) ? await Parts.Training.Store.CoursesAsync(AsOf, cancellation).ConfigureAwait(false) : [];
        IReadOnlyList<OpenSession> open = Viewer.Has(Right.EnrolLearners) ? await Parts.Training.Units.SessionsAsync(Viewer, cancellation).ConfigureAwait(false) : [];
        Forms =
        [
            .. ImportCatalog.All.Where(form => Viewer.Has(form.Right)).SelectMany(form => form is UnitEnrolmentTable
                ? open.Select(one => ($"{form.Table.Id}|{one.Session.Key}", $"{Words["form." + form.Table.Id]}: {one.Title}, {T.Day(one.Session.Starts)}"))
                : form is EnrolmentTable
                ? courses.SelectMany(course => course.Sessions.Where(one => one.State != "cancelled").Select(one => ($"{form.Table.Id}|{one.Key}", $"{Words["form." + form.Table.Id]}: {course.Title}, {T.Day(one.Starts)}")))
                : form.HasScope
                ? plans.Where(plan => PlanSteps.IsOpen(plan.State)).Select(plan => ($"{form.Table.Id}|{plan.Id}", $"{Words["form." + form.Table.Id]}: {plan.Title}"))
                : [(form.Table.Id, Words["form." + form.Table.Id])]),
        ];
        Imports = await Parts.Imports.Store.ListAsync(Viewer, cancellation).ConfigureAwait(false);
        return Page();
    }
}
