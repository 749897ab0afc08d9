using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Imports;
using Sextant.Programme.Imports.Papers;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Imports;

/// <summary>One table that was handed in: what it writes, and its way.</summary>
public sealed class ViewModel : EditingPage
{
    public ImportView Import { get; private set; } = null!;

    /// <summary>What is wrong with it by now.</summary>
    public TableFaults? Faults { get; private set; }

    private IReadOnlyDictionary<string, string> _names = new Dictionary<string, string>();

    /// <summary>Who took a step, by name as far as who asks may know it: oneself, and everybody for who looks after people.</summary>
    public string? NameOf(string who) => _names.GetValueOrDefault(who);

    /// <summary>The page of what the table belongs to.</summary>
    public string PlaceOf(string scope) => Import.Form switch
    {
        StageTable.Id or SystemTable.Id => "/organisations/" + scope.Replace("/", "/conversion/", StringComparison.Ordinal),
        EnrolmentTable.Id => "/training/" + scope,
        UnitEnrolmentTable.Id => "/enrolments/" + scope,
        _ => "/plans/" + scope,
    };

    public Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation) => ShowAsync(id, cancellation);

    public Task<IActionResult> OnPostApplyAsync(string id, CancellationToken cancellation) => DoAsync(
        id,
        async () =>
        {
            ImportOutcome outcome = await Parts.Imports.ApplyAsync(id, Viewer, cancellation).ConfigureAwait(false);
            Faults = outcome.Key is null ? outcome.Faults : null;
            if (Faults is not null)
            {
                throw new RefusedException("import-faulty", Faults.Count);
            }
        },
        cancellation);

    public Task<IActionResult> OnPostDropAsync(string id, CancellationToken cancellation) => DoAsync(id, () => Parts.Imports.DropAsync(id, Viewer, cancellation), cancellation);

    public Task<IActionResult> OnPostUndoAsync(string id, [FromForm] string? reason, CancellationToken cancellation) =>
        DoAsync(id, () => Parts.Imports.UndoAsync(id, reason ?? "", Viewer, cancellation), cancellation);

    private Task<IActionResult> DoAsync(string id, Func<Task> work, CancellationToken cancellation) => ChangeAsync(work, "/imports/" + id, () => ShowAsync(id, cancellation));

    private async Task<IActionResult> ShowAsync(string id, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        if (await Parts.Imports.Store.FindAsync(id, Viewer, Lang, cancellation).ConfigureAwait(false) is not { } found)
        {
            return NotFound();
        }

        Import = found;
        _names = Viewer.Has(Right.ManagePeople)
            ? (await Parts.People.Persons.ListAsync(cancellation).ConfigureAwait(false)).ToDictionary(person => "person:" + person.Key, person => person.Name, StringComparer.Ordinal)
            : new Dictionary<string, string> { ["person:" + Viewer.Person] = Viewer.Name };
        return Page();
    }
}
