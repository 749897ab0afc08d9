using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.People;
using Sextant.Programme.Tasks;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Tasks;

/// <summary>When a late task goes up to the office and to the head of the task force, and who that is.</summary>
public sealed class EscalationModel : EditingPage
{
    public EscalationRule Rule { get; private set; } = null!;

    /// <summary>Who may be named.</summary>
    public IReadOnlyList<PersonView> Persons { get; private set; } = [];

    /// <summary>Tasks that stand with the head.</summary>
    public IReadOnlyList<TaskView> Raised { get; private set; } = [];

    public Task<IActionResult> OnGetAsync(CancellationToken cancellation) => ShowAsync(cancellation);

    public async Task<IActionResult> OnPostAsync([FromForm] int officeAfter, [FromForm] int headAfter, [FromForm] string? head, CancellationToken cancellation) =>
        await OpenAsync(cancellation).ConfigureAwait(false)
        ?? await ChangeAsync(() => Parts.Escalations.SettleAsync(new EscalationRule(officeAfter, headAfter, Typed(head)), Viewer, cancellation), "/tasks/escalation", () => ShowAsync(cancellation)).ConfigureAwait(false);

    private async Task<IActionResult> ShowAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        Rule = await Parts.Escalations.RuleAsync(cancellation).ConfigureAwait(false);
        Persons = [.. (await Parts.People.Persons.ListAsync(cancellation).ConfigureAwait(false)).Where(person => person.EndedAt is null).OrderBy(person => person.Name, StringComparer.Create(T.Culture, ignoreCase: true))];
        Raised = [.. (await Parts.Tasks.ListAsync(new TaskFilter { Progress = TaskProgress.Overdue }, AsOf, cancellation).ConfigureAwait(false)).Where(task => task.Escalation == Programme.Tasks.Escalation.Head).OrderByDescending(task => task.DaysLate)];
        return Page();
    }
}
