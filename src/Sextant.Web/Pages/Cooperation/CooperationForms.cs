using Sextant.Programme.Cooperation;
using Sextant.Programme.Register;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Cooperation;

/// <summary>The form of a partner, as a browser sends it.</summary>
public sealed class PartnerForm
{
    public string? Kind { get; set; }

    public string? Name { get; set; }

    public string? Seat { get; set; }

    public string? Agreement { get; set; }

    public string? Document { get; set; }

    public string? Starts { get; set; }

    public string? Ends { get; set; }

    internal PartnerDraft Draft(string? id) =>
        new(id, Kind ?? "", Name ?? "", Seat, Agreement, EditingPage.Typed(Document), EditingPage.DayOf(Starts), EditingPage.DayOf(Ends));
}

/// <summary>A duty of an agreement, as typed.</summary>
public sealed class DutyForm
{
    public int? Position { get; set; }

    public string? Side { get; set; }

    public string? Text { get; set; }

    public string? Due { get; set; }

    public string? Met { get; set; }

    internal DutyDraft Draft() => new(Side ?? "", Text ?? "", EditingPage.DayOf(Due), EditingPage.DayOf(Met), Position);
}

/// <summary>The form of an activity.</summary>
public sealed class ActivityForm
{
    public int? Position { get; set; }

    public string? Organisation { get; set; }

    public string? Kind { get; set; }

    public string? Date { get; set; }

    public string? Title { get; set; }

    public string? Result { get; set; }

    public string? Link { get; set; }

    /// <param name="partner">With whom; null: of the organisation that the form names.</param>
    internal ActivityDraft Draft(string? partner) => new(
        partner, partner is null ? EditingPage.Typed(Organisation) : null, Kind ?? "", EditingPage.DayOf(Date) ?? throw new RefusedException("day"), Title ?? "", Result, Link, Position);
}
