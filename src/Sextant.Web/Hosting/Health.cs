using System.Globalization;
using Microsoft.AspNetCore.Http;
using Sextant.Measurement.Storage;
using Sextant.Programme.Register;

namespace Sextant.Web.Hosting;

/// <summary>
/// What a watchdog asks: <c>ok</c>, or 503 and one line for each thing that a disk refuses to keep. Only who watches this machine gets here: the server
/// listens on loopback, and a proxy in front of it need not pass the path on. Paths of files are told all the same by the area's name alone.
/// </summary>
internal static class Health
{
    public static IResult Of(StoreHealth health, AnchorHealth anchors)
    {
        (string What, DateTimeOffset Since)[] faults = [.. health.Faults.Select(fault => (fault.Area.ToString().ToLowerInvariant(), fault.Since)), .. anchors.Fault is { } fault ? [("anchors", fault.Since)] : Array.Empty<(string, DateTimeOffset)>()];
        return faults.Length == 0
            ? Results.Text("ok")
            : Results.Text(
                string.Concat(faults.Select(fault => string.Create(CultureInfo.InvariantCulture, $"not kept: {fault.What}, since {fault.Since.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}\n"))),
                statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
