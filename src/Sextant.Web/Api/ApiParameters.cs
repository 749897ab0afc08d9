using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Sextant.Web.Api;

/// <summary>Looks through what stands behind the question mark, before anything is done: a parameter that is misspelt must not silently change what is asked.</summary>
internal static class ApiParameters
{
    /// <exception cref="ApiFault">A parameter is unknown, comes twice, or its value cannot be.</exception>
    internal static void Check(ApiRoute route, IQueryCollection query)
    {
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues values) in query)
        {
            if (route.Query.FirstOrDefault(one => one.Name == name) is not { } parameter)
            {
                throw new ApiFault(StatusCodes.Status400BadRequest, "unknown-parameter", Cut(name), string.Join(", ", route.Query.Select(one => one.Name))) { Parameter = Cut(name) };
            }

            string typed = values.ToString();
            if (values.Count != 1 || typed.Length == 0 || !IsGood(parameter, typed))
            {
                throw new ApiFault(StatusCodes.Status400BadRequest, "parameter", name, Expected(parameter)) { Parameter = name };
            }
        }

        CheckNeeded(route, query);
    }

    private static void CheckNeeded(ApiRoute route, IQueryCollection query)
    {
        if (route.Query.FirstOrDefault(one => one.Needed && !query.ContainsKey(one.Name)) is { } missing)
        {
            throw new ApiFault(StatusCodes.Status400BadRequest, "parameter", missing.Name, Expected(missing)) { Parameter = missing.Name };
        }
    }

    internal static DateTimeOffset? Instant(string typed) => DateTimeOffset.TryParseExact(
        typed, ["yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset instant)
        ? instant
        : null;

    internal static string Expected(ApiParameter parameter) => parameter switch
    {
        { Words: { } words } => string.Join(" | ", words),
        { Form: "integer" } => string.Create(CultureInfo.InvariantCulture, $"{parameter.Least}..{parameter.Most}"),
        { Form: "date" } => "2026-11-22",
        { Form: "date-time" } => "2026-11-22T03:00:00Z",
        { Form: "boolean" } => "true | false",
        _ => string.Create(CultureInfo.InvariantCulture, $"1..{parameter.Most} ×"),
    };

    private static bool IsGood(ApiParameter parameter, string typed) => parameter switch
    {
        { Words: { } words } => words.Contains(typed, StringComparer.Ordinal),
        { Form: "integer" } => int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= parameter.Least && number <= parameter.Most,
        { Form: "date" } => DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) && day.Year is >= 1997 and <= 2100,
        { Form: "date-time" } => Instant(typed) is not null,
        { Form: "boolean" } => typed is "true" or "false",
        _ => typed.Length <= parameter.Most,
    };

    private static string Cut(string text) => text.Length > 60 ? text[..60] : text;
}
