using Sextant.Programme.Documents;
using Sextant.Programme.Organisations;
using Sextant.Programme.Organisations.Events;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.UnitEvents;

/// <summary>What pages of events have beside that of every page on which something is written down: who may, and how units and decisions are called.</summary>
public abstract class UnitEventPage : EditingPage
{
    /// <summary>500: what a browser offers while somebody types; others are written by their number.</summary>
    private const int MostOffered = 500;

    /// <summary>Documents that may be the decision.</summary>
    public IReadOnlyList<DocumentLine> Documents { get; private set; } = [];

    /// <summary>Whether who asks may write events down.</summary>
    public bool Keeps => Viewer.Has(Right.KeepUnits);

    /// <summary>Organisations by slug, ended ones too.</summary>
    public IReadOnlyList<OrganisationLine> Units { get; private set; } = [];

    /// <summary>What an organisation is called; its slug where nobody is.</summary>
    public string Called(string slug) => Units.FirstOrDefault(unit => unit.Slug == slug)?.Name.In(Lang) ?? slug;

    /// <summary>A decision in one line.</summary>
    public string Decided(DecisionView decision) => T.Format("events.decision-line", decision.Number ?? decision.Title ?? "", decision.Date is { } date ? T.Day(date) : T["documents.not-known"], decision.Issuer ?? T["documents.not-known"]);

    /// <summary>Says why something was not done, with organisations by their names.</summary>
    protected void RefuseByName(RefusedException refused) => Refuse(
        new RefusedException(refused.Word, [.. refused.Parameters.Select(one => one is string slug ? Called(slug) : one)]), refused.Word == "not-allowed" ? 403 : 422);

    /// <summary>Reads which documents may be the decision.</summary>
    protected async Task ReadDocumentsAsync(CancellationToken cancellation) =>
        Documents = (await Parts.Documents.ListAsync(new DocumentFilter { Most = MostOffered }, Ahead, cancellation).ConfigureAwait(false)).Lines;

    /// <summary>Reads what organisations are called.</summary>
    protected async Task ReadUnitsAsync(CancellationToken cancellation) =>
        Units = await Parts.Organisations.ListAsync(new OrganisationFilter { Ended = true }, Ahead, cancellation).ConfigureAwait(false);
}
