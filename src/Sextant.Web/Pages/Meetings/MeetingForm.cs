using Sextant.Programme.Meetings;
using Sextant.Programme.Register;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Meetings;

/// <summary>The form of a meeting, as a browser sends it.</summary>
public sealed class MeetingForm
{
    public string? Date { get; set; }

    public string? Title { get; set; }

    public string? Chair { get; set; }

    public string? Form { get; set; }

    public string? Place { get; set; }

    public int? Sites { get; set; }

    public string? Discussion { get; set; }

    public string? Document { get; set; }

    public string? Reason { get; set; }

    /// <param name="id">The meeting changed; null: a new one.</param>
    /// <exception cref="RefusedException">The day is missing or cannot be read.</exception>
    internal MeetingDraft Draft(string? id) => new()
    {
        Id = id, Date = EditingPage.DayOf(Date) ?? throw new RefusedException("day"), Title = Title ?? "", Chair = Chair, Form = Form, Place = Place, Sites = Sites,
        Discussion = Discussion, Document = EditingPage.Typed(Document),
    };
}

/// <summary>The form of what belongs to a meeting: a conclusion, a person, a site, a paper.</summary>
public sealed class MeetingPartForm
{
    /// <summary>Its place; null: behind the last.</summary>
    public int? Position { get; set; }

    public string? Text { get; set; }

    public string? Addressee { get; set; }

    public int? Group { get; set; }

    public bool Inferred { get; set; }

    public string? Name { get; set; }

    public string? Role { get; set; }

    public string? Organisation { get; set; }

    public string? Site { get; set; }

    public int? People { get; set; }

    public string? Document { get; set; }
}
