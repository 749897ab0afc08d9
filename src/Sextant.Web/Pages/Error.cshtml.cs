using Microsoft.AspNetCore.Mvc;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages;

/// <summary>What went wrong, in one sentence; details are in the log only.</summary>
[IgnoreAntiforgeryToken]
public sealed class ErrorModel : SextantPage
{
    public int Code { get; private set; }

    public void OnGet(int code = 500) => Show(code);

    public void OnPost(int code = 500) => Show(code);

    private void Show(int code) => Code = code is >= 400 and < 600 ? code : 500;
}
