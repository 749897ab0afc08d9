using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Organisations;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Returns;
using Sextant.Programme.Tables;
using Sextant.Web.Charts;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Returns;

/// <summary>One return: to be written by who speaks for the organisation, signed, and accepted or given back by the office.</summary>
public sealed class ViewModel : EditingPage
{
    /// <summary>4 empty lines below those filled in: a form without a script grows each time it is saved.</summary>
    private const int Empty = 4;

    /// <summary>Stands for the wording of a return that was not begun.</summary>
    private const string None = "none";

    private bool _declares;

    public string Slug { get; private set; } = "";

    public string Period { get; private set; } = "";

    public ReturnForm Form { get; private set; } = null!;

    public OrganisationView Organisation { get; private set; } = null!;

    public IReadOnlyList<ReturnView> Versions { get; private set; } = [];

    /// <summary>The version shown; null: nothing was begun.</summary>
    public ReturnView? Shown { get; private set; }

    /// <summary>What was received for the quarter before; null: nothing.</summary>
    public ReturnView? Before { get; private set; }

    public IReadOnlyList<OrganisationLine> Units { get; private set; } = [];

    /// <summary>What tables say in this language.</summary>
    public TableTexts Words => TableTexts.For(Lang);

    private bool IsNewest => Shown is null || Shown == Versions[^1];

    public bool Writes => _declares && IsNewest && Shown?.IsOpen != false;

    public bool Corrects => _declares && IsNewest && Shown is { Counts: true };

    /// <summary>Whether what is shown is a correction that can be given up.</summary>
    public bool Drops => Writes && Shown is { Number: > 1 };

    public bool Receives => IsNewest && Shown is { State: "submitted" } && Viewer.Has(Right.ReceiveReturns);

    /// <summary>What needs a reason.</summary>
    public IReadOnlyList<ReturnFinding> Questions => [.. (Shown?.Findings ?? []).Where(finding => !finding.Refuses)];

    /// <summary>Lines of the roadmap as the form shows them.</summary>
    public IEnumerable<string?[]> RoadmapLines => Typed("road-network", "road-cause", "road-quarter", "road-promised", "road-actual")
        ?? [.. (Shown?.Says.Roadmap ?? []).Select(line => (string?[])[line.Network, line.Cause, line.Quarter, Plain(line.Promised), Plain(line.Actual)]), .. Enumerable.Range(0, Empty).Select(_ => new string?[5])];

    /// <summary>Units helped as the form shows them.</summary>
    public IEnumerable<string?[]> SupportLines => Typed("support-unit", "support-service", "support-state")
        ?? [.. (Shown?.Says.Supports ?? []).Select(one => (string?[])[one.Unit, one.Service, one.State]), .. Enumerable.Range(0, Empty).Select(_ => new string?[3])];

    /// <summary>What an organisation is called.</summary>
    public string NameOf(string slug) => Units.FirstOrDefault(unit => unit.Slug == slug)?.Name.In(Lang) ?? slug;

    /// <summary>A figure as it stands in its field.</summary>
    public string? Typing(ReturnDraft? said, ReturnField field) => said is not null && said.Figures.TryGetValue(field.Id, out decimal value) ? Plain(value) : null;

    /// <summary>What was said of a figure for the quarter before, in words; null: nothing.</summary>
    public string? Earlier(ReturnField field) => Before is { } before && before.Says.Figures.TryGetValue(field.Id, out decimal value)
        ? T.Format("returns.before", QuarterWord.Of(before.Says.Period, T), value.ToString("#,0.##", T.Culture)) : null;

    /// <summary>What a finding speaks of.</summary>
    public string SubjectOf(ReturnFinding finding) => Words.Keys.Contains("column." + finding.Subject) ? Words["column." + finding.Subject] + ":"
        : Words.Keys.Contains("word.network-" + finding.Subject) ? Words["word.network-" + finding.Subject] + ":" : "";

    /// <summary>What is odd.</summary>
    public string Said(ReturnFinding finding) => Words.Format("rule." + finding.Rule, [.. finding.Parameters.Select(one => one is TableWord word ? Words[word.Key] : one)]);

    /// <summary>The reason that was typed or is held.</summary>
    public string? ReasonOf(ReturnFinding finding) => Shown?.Says.Reasons?.GetValueOrDefault(finding.Id);

    public Task<IActionResult> OnGetAsync(string slug, string form, string period, [FromQuery] int? version, CancellationToken cancellation) => ShowAsync(slug, form, period, version, cancellation);

    public Task<IActionResult> OnPostSaveAsync(string slug, string form, string period, CancellationToken cancellation) =>
        DoAsync(slug, form, period, _ => Parts.ReturnEditing.SaveAsync(new ReturnFields(Request.Form).Draft(slug, form, period), Viewer, cancellation), cancellation);

    public Task<IActionResult> OnPostSubmitAsync(string slug, string form, string period, [FromForm] string? by, [FromForm] string? position, CancellationToken cancellation) =>
        DoAsync(slug, form, period, newest => Parts.ReturnEditing.SubmitAsync(KeyOf(newest), by ?? "", position ?? "", Viewer, cancellation), cancellation);

    public Task<IActionResult> OnPostAnswerAsync(string slug, string form, string period, [FromForm] bool accepted, [FromForm] string? reason, CancellationToken cancellation) =>
        DoAsync(slug, form, period, newest => Parts.ReturnEditing.AnswerAsync(KeyOf(newest), accepted, reason, Viewer, cancellation), cancellation);

    public Task<IActionResult> OnPostCorrectAsync(string slug, string form, string period, [FromForm] string? reason, CancellationToken cancellation) =>
        DoAsync(slug, form, period, newest => Parts.ReturnEditing.CorrectAsync(KeyOf(newest), reason ?? "", Viewer, cancellation), cancellation);

    public Task<IActionResult> OnPostDropAsync(string slug, string form, string period, [FromForm] string? reason, CancellationToken cancellation) =>
        DoAsync(slug, form, period, newest => Parts.ReturnEditing.DropAsync(KeyOf(newest), reason ?? "", Viewer, cancellation), cancellation);

    private string? Plain(decimal? value) => value?.ToString("0.##", T.Culture);

    /// <summary>What was typed into lines of fields, where the form was refused.</summary>
    private List<string?[]>? Typed(params string[] fields) => Refused is null || !Request.Form.ContainsKey(fields[0])
        ? null
        : [.. Enumerable.Range(0, Request.Form[fields[0]].Count).Select(i => (string?[])[.. fields.Select(field => i < Request.Form[field].Count ? Request.Form[field][i] : null)])];

    private static string KeyOf(ReturnView? newest) => newest?.Key ?? throw new RefusedException("return-none");

    /// <summary>Where a form leads: it says which wording it was filled in, signed or accepted by, so that nobody writes over another or signs what he has not seen.</summary>
    public string Act(string handler) => $"{To($"/returns/{Slug}/{Form.Id}/{Period}")}?handler={handler}&seen={(Versions.Count > 0 ? Versions[^1].Stamp : None)}";

    private Task<IActionResult> DoAsync(string slug, string form, string period, Func<ReturnView?, Task> work, CancellationToken cancellation) => ChangeAsync(
        async () =>
        {
            ReturnView? newest = (await Parts.Returns.VersionsAsync(slug, form, period, Viewer, cancellation).ConfigureAwait(false)).LastOrDefault();
            string? seen = Request.Query["seen"];
            await (seen is null || seen == (newest?.Stamp ?? None) ? work(newest) : throw new RefusedException("return-changed")).ConfigureAwait(false);
        },
        $"/returns/{slug}/{form}/{period}", () => ShowAsync(slug, form, period, null, cancellation));

    private async Task<IActionResult> ShowAsync(string slug, string form, string period, int? version, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        OrganisationView? unit = await Parts.Organisations.FindAsync(slug, AsOf, cancellation).ConfigureAwait(false);
        IReadOnlyList<ReturnPeriod> periods = await Parts.Returns.PeriodsAsync(cancellation).ConfigureAwait(false);
        if (ReturnForm.Of(form) is not { } kind || unit is null || !periods.Any(one => one.Form == form && one.Period == period))
        {
            return NotFound();
        }

        (Slug, Form, Period, Organisation) = (slug, kind, period, unit);
        Versions = await Parts.Returns.VersionsAsync(slug, form, period, Viewer, cancellation).ConfigureAwait(false);
        Before = await Parts.Returns.BeforeAsync(slug, form, period, Viewer, cancellation).ConfigureAwait(false);
        Shown = Versions.FirstOrDefault(one => one.Number == version) ?? (Versions.Count > 0 ? Versions[^1] : null);
        _declares = Viewer.Has(Right.DeclareReturns, await Parts.People.Reach.LineAsync(slug, cancellation).ConfigureAwait(false));
        Units = kind.Lists ? await Parts.Organisations.ListAsync(new OrganisationFilter(), AsOf, cancellation).ConfigureAwait(false) : [];
        return Page();
    }
}
