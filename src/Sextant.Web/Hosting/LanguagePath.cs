using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Sextant.Web.Hosting;

/// <summary>Vietnamese at <c>/</c>, English at <c>/en/</c>: a link keeps its language, and a page has one address in each.</summary>
internal sealed class LanguagePath(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        PageLanguage language = context.RequestServices.GetRequiredService<PageLanguage>();
        if (context.Request.Path.StartsWithSegments("/en", out PathString rest))
        {
            language.Code = "en";
            context.Request.PathBase = context.Request.PathBase.Add("/en");
            context.Request.Path = rest.HasValue ? rest : "/";
        }

        var culture = CultureInfo.GetCultureInfo(language.Code == "en" ? "en-GB" : "vi-VN");
        CultureInfo.CurrentCulture = culture;
        CultureInfo.CurrentUICulture = culture;
        return next(context);
    }
}

/// <summary>The language of this request.</summary>
public sealed class PageLanguage
{
    /// <summary><c>vi</c> or <c>en</c>.</summary>
    public string Code { get; internal set; } = "vi";

    /// <summary>True for Vietnamese.</summary>
    public bool Vietnamese => Code == "vi";

    /// <summary>The sentences of the pages.</summary>
    public Wording.WebTexts Texts => Wording.WebTexts.Of(Code);

    /// <summary>The sentences about findings.</summary>
    public Checks.Wording.Texts Says => Checks.Wording.Texts.For(Code);
}
