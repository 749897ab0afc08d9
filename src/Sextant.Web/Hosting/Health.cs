using System.Globalization;
using Microsoft.AspNetCore.Http;
using Sextant.Measurement.Storage;

namespace Sextant.Web.Hosting;

/// <summary>
/// What a watchdog asks: <c>ok</c>, or 503 and one line for each thing that a disk refuses to keep. Only who watches this machine gets here: the server
/// listens on loopback, and a proxy in front of it need not pass the path on. Paths of files are told all the same by the area's name alone.
/// </summary>
internal static class Health
{
    public static IResult Of(StoreHealth health)
    {
        IReadOnlyList<StoreFault> faults = health.Faults;
        return faults.Count == 0
            ? Results.Text("ok")
            : Results.Text(
                string.Concat(faults.Select(fault => string.Create(CultureInfo.InvariantCulture, $"not kept: {fault.Area.ToString().ToLowerInvariant()}, since {fault.Since.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}\n"))),
                statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
