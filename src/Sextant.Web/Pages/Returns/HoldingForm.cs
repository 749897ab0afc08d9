namespace Sextant.Web.Pages.Returns;

/// <summary>A network or a brand, as it is typed.</summary>
public sealed class HoldingForm
{
    public string? Kind { get; set; }

    public string? Name { get; set; }

    /// <summary>The first day on which it is counted so; nothing: always was.</summary>
    public string? From { get; set; }

    /// <summary>The last; nothing: it still is.</summary>
    public string? Until { get; set; }
}
