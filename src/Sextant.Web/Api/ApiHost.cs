using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Sextant.Web.Api;

/// <summary>Puts the API into the server.</summary>
internal static class ApiHost
{
    internal static void Add(IServiceCollection services, TimeProvider clock)
    {
        services.AddSingleton(new ApiRates(new ApiRateOptions(), clock));
        services.AddSingleton<ApiDescription>(OpenApi.Write);
    }

    /// <summary>Opens every way in.</summary>
    internal static void Map(IEndpointRouteBuilder routes)
    {
        foreach (ApiRoute route in ApiCatalog.Routes)
        {
            routes.MapMethods(route.Route, route.Method == "GET" ? ["GET", "HEAD"] : [route.Method], context => ApiRunner.AnswerAsync(context, route));
        }
    }
}
