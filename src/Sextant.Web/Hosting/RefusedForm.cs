using System.Net;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Sextant.Web.Hosting;

/// <summary>
/// Puts what was typed back into the form that was refused. Every form that changes something is one of these by its token, so that no page
/// has to think of it, field by field.
/// </summary>
[HtmlTargetElement("form", Attributes = "asp-antiforgery")]
public sealed class RefusedForm(HtmlEncoder encoder) : TagHelper
{
    /// <summary>The page that is written.</summary>
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        HttpRequest request = ViewContext.HttpContext.Request;
        string[] action = (Text(output.Attributes["action"]?.Value) ?? "").Split('?', 2);
        // Only what was refused is given back: after what was done, forms are as new.
        if (request.Method != HttpMethods.Post || ViewContext.HttpContext.Response.StatusCode < StatusCodes.Status400BadRequest || !request.HasFormContentType
            || Uri.UnescapeDataString(action[0]) != (request.PathBase + request.Path).Value)
        {
            return;
        }

        string content = (await output.GetChildContentAsync().ConfigureAwait(false)).GetContent(encoder);
        output.Content.SetHtmlContent(Leads(action.ElementAtOrDefault(1), content, request.Query["handler"].ToString()) ? TypedFields.PutBack(content, request.Form) : content);
    }

    // By its action, or by that of one of its buttons. What else a query says (a page of a list) does not make it another form.
    private static bool Leads(string? query, string content, string handler)
    {
        string? named = (query ?? "").Split('&').FirstOrDefault(part => part.StartsWith("handler=", StringComparison.OrdinalIgnoreCase))?["handler=".Length..];
        return string.Equals(named ?? "", handler, StringComparison.OrdinalIgnoreCase) || (handler.Length > 0 && content.Contains($"?handler={handler}\"", StringComparison.OrdinalIgnoreCase));
    }

    private string? Text(object? value)
    {
        if (value is not IHtmlContent html)
        {
            return value?.ToString();
        }

        using var writer = new StringWriter();
        html.WriteTo(writer, encoder);
        return WebUtility.HtmlDecode(writer.ToString());
    }
}
