using System.Net;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sextant.Programme.Register;
using Sextant.Web.Access;
using Sextant.Web.Access.Providers;
using Sextant.Web.Api;
using Sextant.Web.Operations;

namespace Sextant.Web.Hosting;

/// <summary>Builds the web server from its parts. Nothing runs until it is started.</summary>
public static class WebHost
{
    /// <summary>A server on loopback at this port, 0 for one that the system chooses.</summary>
    /// <param name="parts">What the pages show.</param>
    /// <param name="port">The port.</param>
    /// <param name="trustedProxies">Networks whose word on the client's address is taken; from anywhere else it is ignored.</param>
    /// <param name="metrics">Where <c>/metrics</c> is answered, and nothing else; null: nowhere.</param>
    public static WebApplication Build(WebParts parts, int port, IReadOnlyList<System.Net.IPNetwork>? trustedProxies = null, IPEndPoint? metrics = null)
    {
        // The program's folder, not the current one: a content root is watched, and "/" takes seconds.
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Listen(kestrel, port, metrics));
        builder.Services.AddSingleton(parts);
        builder.Services.AddSingleton(new Assets());
        ApiHost.Add(builder.Services, parts.Clock);
        builder.Services.AddScoped<PageLanguage>();
        builder.Services.AddRazorPages(options => options.RootDirectory = "/Pages")
            .AddApplicationPart(typeof(WebHost).Assembly)
            .AddMvcOptions(options => options.Filters.Add(new SameHandler()));
        // Vietnamese letters are sent as they are; the encoder still escapes what HTML needs escaped.
        builder.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        AddSigningIn(builder.Services, parts);
        // Brotli and gzip for pages and assets. A page that carries a form's token is sent plain: see below.
        builder.Services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = ["text/html", "text/css", "text/javascript", "image/svg+xml", "application/json"];
        });
        WebApplication app = builder.Build();
        if (metrics is not null)
        {
            // By the port a connection came in on, before anything that a client can say.
            app.MapWhen(context => context.Connection.LocalPort == metrics.Port, branch => branch.Run(context => Metrics.AnswerAsync(context, parts)));
        }

        if (trustedProxies is { Count: > 0 })
        {
            app.UseForwardedHeaders(Proxies(trustedProxies));
        }

        app.UseMiddleware<SecurityHeaders>();
        app.UseExceptionHandler("/error");
        app.UseStatusCodePagesWithReExecute("/error", "?code={0}");
        app.UseMiddleware<LanguagePath>();
        app.UseMiddleware<ApiDoor>();
        app.Use(OneLookAsync);
        app.UseMiddleware<WhoAsks>();
        app.UseWhen(HoldsNoSecret, branch => branch.UseResponseCompression());
        app.UseRouting();
        app.UseMiddleware<Gate>();
        Map(app, parts);
        app.Lifetime.ApplicationStarted.Register(() => parts.Address.Bind(new Uri(app.Urls.First())));
        return app;
    }

    // Each request asks once how far the register has come, not with every part of a page.
    private static async Task OneLookAsync(HttpContext context, RequestDelegate next)
    {
        using (ProgrammeDatabase.Look())
        {
            await next(context).ConfigureAwait(false);
        }
    }

    private static void Map(WebApplication app, WebParts parts)
    {
        app.MapGet("/assets/{hash}/{**name}", Assets.ServeAsync);
        app.MapGet("/healthz", () => Health.Of(parts.Measured.Health, parts.Anchoring));
        ApiHost.Map(app);
        app.MapPost("/sign-in/ended/{provider}", ProviderSaysOver.AnswerAsync);
        app.MapRazorPages();
        Gate.Check(app);
    }

    private static void AddSigningIn(IServiceCollection services, WebParts parts)
    {
        services.AddSingleton(parts.Address);
        services.AddSingleton<SignInCookies>();
        services.AddSingleton<ProviderDesk>();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "sextant-form";
            options.Cookie.SecurePolicy = parts.Address.IsSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        });

        // One key ring, in the data folder: forms and cookies outlive a restart, and nothing is written elsewhere. The last registration is the one that counts.
        services.AddDataProtection();
        services.AddSingleton(parts.People.Protection);
        PasskeyDesk.Add(services, parts.Address);
    }

    // A page with a form holds a secret (the form's token): compressed beside words of a stranger it could be guessed by its length (BREACH). Who is signed in has forms on every page.
    private static bool HoldsNoSecret(HttpContext context) =>
        !context.Viewer().Known && !((string[])["/targets", "/sign-in", "/welcome", "/experts/own", "/communication/events"]).Any(path => context.Request.Path.StartsWithSegments(path));

    // Every hop of X-Forwarded-For is believed only while the one that says it is trusted, from the nearest on: a client cannot name itself.
    private static ForwardedHeadersOptions Proxies(IReadOnlyList<System.Net.IPNetwork> trusted)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (System.Net.IPNetwork network in trusted)
        {
            options.KnownIPNetworks.Add(network);
        }

        return options;
    }

    private static void Listen(KestrelServerOptions kestrel, int port, IPEndPoint? metrics)
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

        // After the pages: the first address is theirs, whoever asks where the site is.
        if (metrics is not null)
        {
            kestrel.Listen(metrics);
        }
    }
}
