using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;

namespace Sextant.Web.Hosting;

/// <summary>What pages have on which the programme's records are changed: what was typed, and the sentence of what was not done.</summary>
public abstract class EditingPage : SextantPage
{
    /// <summary>Why what was asked for was not done; null: it was, or nothing was asked for.</summary>
    public string? Refused { get; private set; }

    /// <summary>Whether who asks sees plans that are not issued yet.</summary>
    public bool SeesDrafts => Viewer.Has(Right.WritePlans) || Viewer.Has(Right.ApprovePlans);

    /// <summary>A day as a field takes it.</summary>
    public static string? DayField(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A day that was typed into a form; null: none.</summary>
    /// <exception cref="RefusedException">It is none.</exception>
    protected internal static DateOnly? DayOf(string? typed) => string.IsNullOrWhiteSpace(typed)
        ? null
        : DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : throw new RefusedException("day");

    /// <summary>What was typed into a field; null: nothing.</summary>
    protected internal static string? Typed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    /// <summary>Changes something, then shows a page; shows the page it stood on, with the reason, when that was refused.</summary>
    protected async Task<IActionResult> ChangeAsync(Func<Task<string>> change, Func<Task<IActionResult>> again)
    {
        try
        {
            return Redirect(To(await change().ConfigureAwait(false)));
        }
        catch (RefusedException refused)
        {
            Refuse(refused, refused.Word == "not-allowed" ? StatusCodes.Status403Forbidden : StatusCodes.Status422UnprocessableEntity);
            return await again().ConfigureAwait(false);
        }
    }

    /// <summary>The same, where it is known before what is shown then.</summary>
    protected Task<IActionResult> ChangeAsync(Func<Task> change, string then, Func<Task<IActionResult>> again) => ChangeAsync(
        async () =>
        {
            await change().ConfigureAwait(false);
            return then;
        },
        again);

    /// <summary>Says why what was asked for was not done.</summary>
    protected void Refuse(RefusedException refused, int status)
    {
        Refused = T.Format("refused." + refused.Word, [.. refused.Parameters.Select(one => one is TableWord word ? TableTexts.For(Lang)[word.Key] : one)]);
        Response.StatusCode = status;
    }
}
