using Markdig;

namespace Sextant.Web.Hosting;

/// <summary>Our own specifications and definitions as HTML. Raw HTML in them is not passed on.</summary>
public static class MarkdownText
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers().DisableHtml().Build();

    /// <summary>Everything below the first heading, which the page shows itself.</summary>
    public static string BodyOf(string markdown)
    {
        string text = markdown.TrimStart('\uFEFF', '\r', '\n');
        int line = text.IndexOf('\n', StringComparison.Ordinal);
        return Markdown.ToHtml(text.StartsWith("# ", StringComparison.Ordinal) && line > 0 ? text[(line + 1)..] : text, Pipeline);
    }

    /// <summary>The first heading without its mark; empty when there is none.</summary>
    public static string TitleOf(string markdown)
    {
        string first = markdown.TrimStart('\uFEFF', '\r', '\n').Split('\n', 2)[0].Trim();
        return first.StartsWith("# ", StringComparison.Ordinal) ? first[2..] : "";
    }
}
