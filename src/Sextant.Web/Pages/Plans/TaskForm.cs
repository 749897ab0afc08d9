using Sextant.Programme.Tasks;

namespace Sextant.Web.Pages.Plans;

/// <summary>The form of a task, as a browser sends it.</summary>
public sealed class TaskForm
{
    public int? Number { get; set; }

    public string? Text { get; set; }

    public int? Group { get; set; }

    public string? Product { get; set; }

    public string? Lead { get; set; }

    public string? LeadText { get; set; }

    public string[] With { get; set; } = [];

    /// <summary>Classes of units, one a line.</summary>
    public string? WithText { get; set; }

    public string? Due { get; set; }

    public string? DueBy { get; set; }

    internal TaskDraft Draft(DateOnly? due) => new()
    {
        Number = Number, Text = Text ?? "", WorkGroup = Group, Product = Product, Lead = string.IsNullOrEmpty(Lead) ? null : Lead, LeadText = LeadText,
        With = [.. With.Where(unit => unit.Length > 0)], WithText = (WithText ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), Due = due,
        DueBy = string.IsNullOrEmpty(DueBy) ? null : DueBy,
    };
}
