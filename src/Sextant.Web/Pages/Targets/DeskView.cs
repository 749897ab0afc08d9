using Sextant.Measurement.Desk;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Targets;

/// <summary>Measuring a target now: the button, or how far it has come.</summary>
/// <param name="Address">The target's page.</param>
/// <param name="Ticket">The name at the desk; null when nobody asked for it lately.</param>
/// <param name="Refusal">Why the desk took no request.</param>
/// <param name="Steps">How far each check of this kind of target is; empty when nothing runs.</param>
/// <param name="Place">How many names are before this one; 0 when it is being measured.</param>
public sealed record DeskView(PageLanguage Language, string Address, DeskTicket? Ticket, DeskRefusal? Refusal, IReadOnlyList<CheckStep> Steps, int Place)
{
    /// <summary>True while it waits or is being measured.</summary>
    public bool Running => Ticket is { EndedAt: null };
}
