using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Conversions;
using Sextant.Programme.People;
using Sextant.Programme.Tables;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Conversions;

/// <summary>What pages of one conversion plan have: the plan, and what who asks may see and do for its unit.</summary>
public abstract class ConversionPage : EditingPage
{
    private IReadOnlySet<string> _line = new HashSet<string>();

    public ConversionView Plan { get; private set; } = null!;

    /// <summary>Whether who asks sees more than what everybody sees.</summary>
    public bool SeesAll => May(Right.ReadConversions);

    /// <summary>Whether a right is had for the plan's unit.</summary>
    public bool May(Right right) => Viewer.Has(right, _line);

    /// <summary>The plan's address.</summary>
    public string Here => "/organisations/" + Plan.Line.Organisation + "/conversion/" + Plan.Line.Number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads the plan. Null when who asks may see it, else the page to show instead.</summary>
    protected async Task<IActionResult?> ReadAsync(string slug, int number, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        if (await Parts.Conversions.FindAsync(KeyOf(slug, number), AsOf, cancellation).ConfigureAwait(false) is not { } plan)
        {
            return NotFound();
        }

        (Plan, _line) = (plan, await Parts.People.Reach.LineAsync(slug, cancellation).ConfigureAwait(false));
        return plan.Line.State == "issued" || SeesAll ? null : NotFound();
    }

    /// <summary>What a word or a column of the inventory is called.</summary>
    public static string Label(string group, string word, string language) =>
        TableTexts.For(language)[(group, word) switch { ("column", "remark") => "column.remark", ("column", _) => "column.system-" + word, _ => $"word.{group}-{word}" }];

    /// <summary>The key of a plan.</summary>
    protected static string KeyOf(string slug, int number) => string.Create(CultureInfo.InvariantCulture, $"{slug}/{number}");
}
