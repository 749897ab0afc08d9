using System.Net;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Sextant.Web.Hosting;

/// <summary>Builds the web server from its parts. Nothing runs until it is started.</summary>
public static class WebHost
{
    /// <summary>A server on loopback at this port, 0 for one that the system chooses.</summary>
    public static WebApplication Build(WebParts parts, int port)
    {
        // The program's folder, not the current one: a content root is watched, and "/" takes seconds.
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Listen(kestrel, port));
        builder.Services.AddSingleton(parts);
        builder.Services.AddSingleton(new Assets());
        builder.Services.AddScoped<PageLanguage>();
        builder.Services.AddRazorPages(options => options.RootDirectory = "/Pages")
            .AddApplicationPart(typeof(WebHost).Assembly);
        // Vietnamese letters are sent as they are; the encoder still escapes what HTML needs escaped.
        builder.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        builder.Services.AddAntiforgery(options => options.Cookie.Name = "sextant-form");
        WebApplication app = builder.Build();
        app.UseMiddleware<SecurityHeaders>();
        app.UseExceptionHandler("/error");
        app.UseStatusCodePagesWithReExecute("/error", "?code={0}");
        app.UseMiddleware<LanguagePath>();
        app.UseRouting();
        app.MapGet("/assets/{hash}/{**name}", Assets.ServeAsync);
        app.MapGet("/healthz", () => "ok");
        app.MapRazorPages();
        return app;
    }

    private static void Listen(KestrelServerOptions kestrel, int port)
    {
        kestrel.AddServerHeader = false;
        // A page takes a query and small forms; 64 KiB is generous.
        kestrel.Limits.MaxRequestBodySize = 64 * 1024;
        kestrel.Limits.MaxConcurrentConnections = 2000;
        if (port == 0)
        {
            kestrel.Listen(IPAddress.Loopback, 0);
        }
        else
        {
            kestrel.ListenLocalhost(port);
        }
    }
}
