using Sextant.Programme.Conversions;
using Sextant.Programme.Register;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Conversions;

/// <summary>The form of the sections, as a browser sends it.</summary>
public sealed class SectionsForm
{
    public string? Title { get; set; }

    public string? Legal { get; set; }

    public string? Present { get; set; }

    public string? Aims { get; set; }

    public string? Content { get; set; }

    public string? Funding { get; set; }

    public string? Work { get; set; }

    public string[] InFile { get; set; } = [];

    public string[] NotHad { get; set; } = [];

    internal ConversionDraft Draft() => new()
    {
        Title = Title ?? "", InFile = InFile, NotHad = NotHad,
        Sections = new Dictionary<string, string?> { ["legal"] = Legal, ["present"] = Present, ["aims"] = Aims, ["content"] = Content, ["funding"] = Funding, ["work"] = Work },
    };
}

/// <summary>The form of a stage or a system.</summary>
public sealed class ConversionPartForm
{
    /// <summary>Its place; null: behind the last.</summary>
    public int? Position { get; set; }

    public string? Title { get; set; }

    public string? Starts { get; set; }

    public string? Ends { get; set; }

    public string? Product { get; set; }

    public string? Layer { get; set; }

    public string? Stack { get; set; }

    public string? Capability { get; set; }

    public int? Stage { get; set; }

    public string? Remark { get; set; }

    /// <exception cref="RefusedException">A day is missing or cannot be read.</exception>
    internal StageDraft StageDraft() => new(
        Title ?? "", EditingPage.DayOf(Starts) ?? throw new RefusedException("day"), EditingPage.DayOf(Ends) ?? throw new RefusedException("day"), Product, Position);

    internal SystemDraft SystemDraft() => new(Title ?? "", Layer ?? "", Stack ?? "", Capability ?? "", Stage, Remark, Position);

}
