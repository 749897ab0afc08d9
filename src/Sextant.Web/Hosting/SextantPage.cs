using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Sextant.Programme.Country;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Web.Access;
using Sextant.Wire.Names;

namespace Sextant.Web.Hosting;

/// <summary>What every page has: its parts, who asks, its language, and the day it is asked for.</summary>
public abstract class SextantPage : PageModel
{
    /// <summary>The areas.</summary>
    public WebParts Parts => HttpContext.RequestServices.GetRequiredService<WebParts>();

    /// <summary>Who asks.</summary>
    public Viewer Viewer => HttpContext.Viewer();

    /// <summary>The language of this request.</summary>
    public PageLanguage Language => HttpContext.RequestServices.GetRequiredService<PageLanguage>();

    /// <summary>The sentences of the pages.</summary>
    public Wording.WebTexts T => Language.Texts;

    /// <summary><c>vi</c> or <c>en</c>.</summary>
    public string Lang => Language.Code;

    /// <summary>The address of a page in this language.</summary>
    public string To(string path) => Request.PathBase + path;

    /// <summary>The address of a page in a language of letters: who reads one follows its links in it.</summary>
    public string In(string language, string path)
    {
        string here = Request.PathBase.Value ?? "";
        return (Language.Vietnamese ? here : here[..^"/en".Length]) + (language == "en" ? "/en" : "") + path;
    }

    /// <summary>What people call a target: its name as it is written, and its kind.</summary>
    /// <param name="key">Such as <c>site:xn--hu-hja.vn</c>.</param>
    public string TargetName(string key)
    {
        string[] parts = key.Split(':', 2);
        return parts.Length < 2 ? key : $"{(HostName.TryParse(parts[1], out HostName? name) ? name.Unicode : parts[1])} ({T["kind." + parts[0]]})";
    }

    /// <summary>The day asked for by <c>?as-of=2025-06-30</c>.</summary>
    [BindProperty(SupportsGet = true, Name = "as-of")]
    public string? AsOfText { get; set; }

    /// <summary>What the register knew by then: <c>?as-known=2026-11-22T10:30</c> in the country's time; what was recorded later is left out.</summary>
    [BindProperty(SupportsGet = true, Name = "as-known")]
    public string? KnownText { get; set; }

    /// <summary>The register's country; known once <see cref="OpenAsync"/> has run.</summary>
    public CountryHeader Header { get; private set; } = null!;

    /// <summary>The day shown.</summary>
    public AsOf AsOf { get; private set; }

    /// <summary>True when the day or the instant asked for could not be read and today is shown instead.</summary>
    public bool BadDay { get; private set; }

    /// <summary>Whether a day was asked for.</summary>
    public bool HasDay => !string.IsNullOrWhiteSpace(AsOfText) && !BadDay;

    /// <summary>The instant of knowledge as fields and addresses take it; null: all that is known.</summary>
    public string? KnownField => AsOf.Known is { } known ? TimeZoneInfo.ConvertTime(known, Header.Calendar.Zone).ToString(known.Second == 0 && known.Microsecond == 0 ? "yyyy-MM-ddTHH:mm" : "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) : null;

    /// <summary>Day and instant as a query, where they are not today and now; empty otherwise, so that plain links stay plain.</summary>
    public string DayQuery => (HasDay, KnownField) switch
    {
        (true, null) => $"?as-of={AsOf.Date:yyyy-MM-dd}",
        (true, { } known) => $"?as-of={AsOf.Date:yyyy-MM-dd}&as-known={Uri.EscapeDataString(known)}",
        (false, { } known) => $"?as-known={Uri.EscapeDataString(known)}",
        _ => "",
    };

    /// <summary>The furthest day: who writes also sees what is only to come.</summary>
    protected AsOf Ahead => AsOf with { Date = new DateOnly(2200, 12, 31) };

    /// <summary>The day shown, and for who writes, where no day is asked for, all that is to come.</summary>
    protected AsOf SeenBy(Right writes) => DayQuery.Length == 0 && Viewer.Has(writes) ? Ahead : AsOf;

    /// <summary>Shows another day than today, where none was asked for: the last one of what is looked back on.</summary>
    protected void ShowDay(DateOnly day) => AsOf = AsOf with { Date = day };

    /// <summary>Reads the country and the day. Null when a pack is loaded, else the page to show instead.</summary>
    protected async Task<IActionResult?> OpenAsync(CancellationToken cancellation)
    {
        if (await Parts.Country.HeaderAsync(cancellation).ConfigureAwait(false) is not { } header)
        {
            return StatusCode(503);
        }

        Header = header;
        AsOf = header.Calendar.Now(Parts.Clock);
        if (!string.IsNullOrWhiteSpace(AsOfText))
        {
            bool read = DateOnly.TryParseExact(AsOfText, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) && day.Year is >= 1997 and <= 2100;
            BadDay = !read;
            AsOf = read ? new AsOf(day) : AsOf;
        }

        if (!string.IsNullOrWhiteSpace(KnownText))
        {
            DateTimeOffset? known = header.Calendar.InstantOf(KnownText);
            BadDay |= known is null;
            AsOf = AsOf with { Known = known };
            ViewData["Known"] = known is { } at ? T.Format("day.known-note", T.Time(at, header.Calendar.Zone)) : null;
        }

        return null;
    }
}
