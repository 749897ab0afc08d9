using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages;

/// <summary>What went wrong, in one sentence; details are in the log only.</summary>
[IgnoreAntiforgeryToken]
public sealed class ErrorModel : SextantPage
{
    public int Code { get; private set; }

    public void OnGet() => Show();

    public void OnPost() => Show();

    // Of the address alone: binding would read the form, and a form that is too long is what went wrong.
    private void Show() => Code = int.TryParse(Request.Query["code"], NumberStyles.None, CultureInfo.InvariantCulture, out int code) && code is >= 400 and < 600 ? code : 500;
}
