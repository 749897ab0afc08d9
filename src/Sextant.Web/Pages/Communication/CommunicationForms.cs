using Microsoft.AspNetCore.Http;
using Sextant.Programme.Communication;
using Sextant.Programme.Register;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Communication;

/// <summary>The form of an item of the kit, as a browser sends it.</summary>
public sealed class KitForm
{
    public string? Title { get; set; }

    public string? Kind { get; set; }

    public string? Audience { get; set; }

    public string? Text { get; set; }

    internal KitItemDraft Draft(string? id) => new(id, Title ?? "", Kind ?? "", Audience, Text);
}

/// <summary>The form of a version of an item.</summary>
public sealed class KitFileForm
{
    public string? Language { get; set; }

    public string? Label { get; set; }

    public IFormFile? File { get; set; }
}

/// <summary>The form of a press item.</summary>
public sealed class PressForm
{
    public string? Title { get; set; }

    public string? Outlet { get; set; }

    public string? Date { get; set; }

    public string? Link { get; set; }

    public string? Tag { get; set; }

    public string? Tone { get; set; }

    internal PressItemDraft Draft() => new(null, Title ?? "", Outlet ?? "", EditingPage.DayOf(Date) ?? throw new RefusedException("day"), Link, Tag, Tone ?? "");
}

/// <summary>The form of an event.</summary>
public sealed class EventForm
{
    public string? Title { get; set; }

    public string? Kind { get; set; }

    public string? Starts { get; set; }

    public string? Ends { get; set; }

    public string? Place { get; set; }

    public string? Text { get; set; }

    public string? State { get; set; }

    public int? Sites { get; set; }

    public int? Attendees { get; set; }

    public int? Seats { get; set; }

    public string? Until { get; set; }

    internal PublicEventDraft Draft(string? id) => new(id, Title ?? "", Kind ?? "", EditingPage.DayOf(Starts) ?? throw new RefusedException("day"))
    {
        Ends = EditingPage.DayOf(Ends), Place = Place, Text = Text, State = State ?? "planned", Sites = Sites, Attendees = Attendees, Seats = Seats, RegisterUntil = EditingPage.DayOf(Until),
    };
}
