using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Sextant.Programme.Audit;
using Sextant.Programme.Country;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Web.Api;

/// <summary>Writes the description of the API in a language, for a version of the program.</summary>
internal delegate byte[] ApiDescription(string language, string version);

/// <summary>One request to the API, as its way in sees it.</summary>
internal sealed class ApiCall(HttpContext context, ApiRoute route)
{
    /// <summary>200 lines at most: an answer of some 100 KiB.</summary>
    internal const int MostLines = 200;

    /// <summary>50 lines where nobody says how many: two screens.</summary>
    private const int DefaultLines = 50;

    private static readonly DateOnly Furthest = new(2200, 12, 31);

    private CountryHeader? _header;

    internal HttpContext Http => context;

    internal ApiRoute Route => route;

    internal WebParts Parts => context.RequestServices.GetRequiredService<WebParts>();

    /// <summary><c>vi</c> or <c>en</c>.</summary>
    internal string Language => ApiLanguage.Of(context);

    internal CancellationToken Cancellation => context.RequestAborted;

    /// <summary>Who asks; a change made by it holds to the request's terms.</summary>
    internal Viewer Viewer => Terms is null ? Asker(context) : Asker(context) with { Terms = Terms };

    /// <summary>Who asks, as it was found out before.</summary>
    internal static Viewer Asker(HttpContext context) => context.Features.Get<Viewer>() ?? throw new InvalidOperationException("Nobody has found out who asks.");

    /// <summary>What must hold for the change.</summary>
    internal WriteTerms? Terms { get; set; }

    /// <summary>What the body says.</summary>
    internal object? Body { get; set; }

    /// <summary>The octets that came in: of a file, or of what the body says.</summary>
    internal byte[] Content { get; set; } = [];

    /// <summary>Values of the route; those of another way in, when what was changed is read.</summary>
    internal RouteValueDictionary Values { get; init; } = context.Request.RouteValues;

    /// <summary>Whether a right is had for the country or some organisation.</summary>
    internal bool Has(Right right) => Viewer.Has(right);

    /// <summary>Whether a right is had for an organisation.</summary>
    internal async Task<bool> HasAsync(Right right, string organisation) => Viewer.Has(right, await Parts.People.Reach.LineAsync(organisation, Cancellation).ConfigureAwait(false));

    /// <summary>A value of the route.</summary>
    internal string Value(string name) => Values[name]?.ToString() ?? "";

    /// <summary>A value of the route that counts.</summary>
    internal int Number(string name) => int.TryParse(Value(name), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;

    /// <summary>Whether what was changed is a list: the page that was read stands behind the question mark of the change.</summary>
    private bool IsPageRead => route.IsPaged && context.Request.Method != "GET";

    /// <summary>What stands behind the question mark; null: nothing.</summary>
    internal string? Query(string name) => (Values == context.Request.RouteValues || (IsPageRead && route.Query.Any(one => one.Name == name))) && context.Request.Query[name].ToString() is { Length: > 0 } typed ? typed : null;

    /// <summary>A number behind the question mark.</summary>
    internal int? QueryNumber(string name) => Query(name) is { } typed ? int.Parse(typed, NumberStyles.None, CultureInfo.InvariantCulture) : null;

    /// <summary>A yes or no behind the question mark.</summary>
    internal bool QueryFlag(string name) => Query(name) == "true";

    /// <summary>The loaded country.</summary>
    internal async Task<CountryHeader> HeaderAsync() => _header ??= await Parts.Country.HeaderAsync(Cancellation).ConfigureAwait(false)
        ?? throw new ApiFault(StatusCodes.Status503ServiceUnavailable, "no-pack");

    /// <summary>The country's day.</summary>
    internal async Task<DateOnly> TodayAsync() => (await HeaderAsync().ConfigureAwait(false)).Calendar.Today(Parts.Clock);

    /// <summary>The day and the state of knowledge that are asked for.</summary>
    internal async Task<AsOf> AsOfAsync()
    {
        DateOnly day = Query("as-of") is { } typed ? DateOnly.ParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture) : await TodayAsync().ConfigureAwait(false);
        return new AsOf(day, Query("known") is { } known ? ApiParameters.Instant(known) : null);
    }

    /// <summary>What is of a day that is only to come is seen by who writes it, where no day is asked for: first as it is today.</summary>
    internal async Task<T?> AheadAsync<T>(Right writes, Func<AsOf, Task<T?>> find)
        where T : class
    {
        AsOf asOf = await AsOfAsync().ConfigureAwait(false);
        return await find(asOf).ConfigureAwait(false) ?? (Query("as-of") is null && Has(writes) ? await find(asOf with { Date = Furthest }).ConfigureAwait(false) : null);
    }

    /// <summary>The part of a list that is asked for. The list is in the order of its keys.</summary>
    internal ApiPage<TLine> PageOf<T, TLine>(IEnumerable<T> list, Func<T, string> key, Func<T, TLine> line)
    {
        int most = QueryNumber("limit") ?? DefaultLines;
        string? after = Query("after") is { } cursor ? ApiCursor.Read(cursor) ?? throw new ApiFault(StatusCodes.Status400BadRequest, "cursor") { Parameter = "after" } : null;
        T[] rest = [.. list.OrderBy(key, StringComparer.Ordinal).Where(one => after is null || string.CompareOrdinal(key(one), after) > 0).Take(most + 1)];
        T[] shown = [.. rest.Take(most)];
        return new ApiPage<TLine>([.. shown.Select(line)], rest.Length > most ? ApiCursor.Of(key(shown[^1])) : null);
    }

    /// <summary>The part of a list that is asked for, where the area reads no more than that: by the number that each line has.</summary>
    /// <param name="read">Reads the lines behind a number, so many at most.</param>
    internal async Task<ApiPage<TLine>> PageOfNumbersAsync<T, TLine>(Func<long, int, Task<IReadOnlyList<T>>> read, Func<T, long> number, Func<T, TLine> line)
    {
        int most = QueryNumber("limit") ?? DefaultLines;
        long after = Query("after") is not { } cursor ? 0
            : long.TryParse(ApiCursor.Read(cursor), NumberStyles.None, CultureInfo.InvariantCulture, out long place) ? place
            : throw new ApiFault(StatusCodes.Status400BadRequest, "cursor") { Parameter = "after" };
        IReadOnlyList<T> found = await read(after, most + 1).ConfigureAwait(false);
        return new ApiPage<TLine>([.. found.Take(most).Select(line)], found.Count > most ? ApiCursor.Of(number(found[most - 1]).ToString(CultureInfo.InvariantCulture)) : null);
    }

    /// <summary>The part of a list that is asked for, where the database reads no more than that: by the key that each line has.</summary>
    /// <param name="read">Reads the lines behind a key, so many at most, and says behind which the next ones are.</param>
    internal async Task<ApiPage<TLine>> PageOfKeysAsync<T, TLine>(Func<(string? After, int Most), Task<(IReadOnlyList<T> Lines, string? Next)>> read, Func<IReadOnlyList<T>, Task<IReadOnlyList<TLine>>> lines)
    {
        string? after = Query("after") is { } cursor ? ApiCursor.Read(cursor) ?? throw new ApiFault(StatusCodes.Status400BadRequest, "cursor") { Parameter = "after" } : null;
        (IReadOnlyList<T> found, string? next) = await read((after, QueryNumber("limit") ?? DefaultLines)).ConfigureAwait(false);
        return new ApiPage<TLine>(await lines(found).ConfigureAwait(false), next is null ? null : ApiCursor.Of(next));
    }

    /// <summary>Does something new once: a repeated request gets what the first one made.</summary>
    internal static async Task<T> OnceAsync<T>(Func<Task<T>> work)
        where T : IConvertible
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (DoneBeforeException done)
        {
            return (T)Convert.ChangeType(done.Made, typeof(T), CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Does something once; what it changed is read where the request says.</summary>
    internal static async Task<ApiPlace?> DoneAsync(Func<Task> work)
    {
        await OnceAsync(work).ConfigureAwait(false);
        return new ApiPlace();
    }

    /// <summary>Makes something new once; what it is named by is a value of the route by which it is read.</summary>
    internal static async Task<ApiPlace?> MadeAsync<T>(string value, Func<Task<T>> work)
        where T : IConvertible => new ApiPlace((value, Convert.ToString(await OnceAsync(work).ConfigureAwait(false), CultureInfo.InvariantCulture)!));

    /// <inheritdoc cref="OnceAsync{T}"/>
    internal static async Task OnceAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (DoneBeforeException)
        {
            // It was done; what is read afterwards shows it.
        }
    }
}
