using Sextant.Programme.Documents;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Documents;

/// <summary>The form of a document, as a browser sends it.</summary>
public sealed class DocumentForm
{
    public string? Kind { get; set; }

    public string? Number { get; set; }

    public string? Date { get; set; }

    public string? Title { get; set; }

    public string? Issuer { get; set; }

    public string? IssuerName { get; set; }

    public string? IssuedBy { get; set; }

    public string? Effective { get; set; }

    public string? Expires { get; set; }

    public string? Text { get; set; }

    public string? Note { get; set; }

    /// <summary>Why it is written down, or changed.</summary>
    public string? Reason { get; set; }

    /// <param name="id">The document changed; null: a new one.</param>
    /// <exception cref="Sextant.Programme.Register.RefusedException">A day cannot be read.</exception>
    internal DocumentDraft Draft(string? id) => new()
    {
        Id = id, Kind = Kind ?? "", Number = Number, Date = EditingPage.DayOf(Date), Title = Title ?? "", Issuer = EditingPage.Typed(Issuer), IssuerName = IssuerName,
        IssuedBy = IssuedBy, Effective = EditingPage.DayOf(Effective), Expires = EditingPage.DayOf(Expires), Text = Text, Note = Note,
    };
}

/// <summary>The form of an article, an obligation or what proves one.</summary>
public sealed class DocumentPartForm
{
    /// <summary>Its place; null: behind the last.</summary>
    public int? Position { get; set; }

    public string? Number { get; set; }

    public string? Title { get; set; }

    public string? Text { get; set; }

    public int? Article { get; set; }

    public string? Organisation { get; set; }

    public string? Addressee { get; set; }

    public string? Due { get; set; }

    public string? Reason { get; set; }
}
