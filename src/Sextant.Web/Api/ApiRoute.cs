using Sextant.Programme.Documents;
using Sextant.Programme.People;

namespace Sextant.Web.Api;

/// <summary>A part of the API: its ways in, and the shapes of what goes in and comes out. One class, and one line in the catalogue.</summary>
public interface IApiArea
{
    /// <summary>Names it: <c>organisations</c>. Its heading is <c>api.area.ID</c>.</summary>
    string Id { get; }

    /// <summary>The ways in.</summary>
    IReadOnlyList<ApiRoute> Routes { get; }

    /// <summary>The source-generated shapes.</summary>
    System.Text.Json.Serialization.Metadata.IJsonTypeInfoResolver Shapes { get; }
}

/// <summary>One way into the API. Its sentence is <c>api.ID</c>.</summary>
/// <param name="Id">Names it: <c>organisations.list</c>.</param>
/// <param name="Method"><c>GET</c>, <c>POST</c> or <c>PUT</c>.</param>
/// <param name="Path">Below <see cref="Root"/>: <c>/organisations/{slug}</c>.</param>
/// <param name="Right">What one must have the right to.</param>
public sealed record ApiRoute(string Id, string Method, string Path, Right Right)
{
    /// <summary>Where the API lies. A change that breaks who asks gets another number.</summary>
    public const string Root = "/api/v1";

    /// <summary>64 KiB: as of every form; a long report is a tenth of it.</summary>
    public const int DefaultBytes = 64 * 1024;

    /// <summary>What a file comes in as: its octets alone, whatever it is; its name stands behind the question mark.</summary>
    public const string FileType = "application/octet-stream";

    /// <summary>The route's value that names an organisation, for which the right must be had.</summary>
    public string? Scope { get; init; }

    /// <summary>What the body is; null: there is none.</summary>
    public Type? Body { get; init; }

    /// <summary>Whether a file comes in instead of JSON.</summary>
    public bool Uploads { get; init; }

    /// <summary>What comes back; null for files.</summary>
    public Type? Answer { get; init; }

    /// <summary>Media types of the file that comes back; empty: JSON.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>What stands behind the question mark.</summary>
    public IReadOnlyList<ApiParameter> Query { get; init; } = [];

    /// <summary>Whether something new comes of it each time: a key is asked for, by which a repeated request is known again.</summary>
    public bool Creates { get; init; }

    /// <summary>Whether the tag of what was read must be given, so that nobody's change is lost.</summary>
    public bool NeedsMatch { get; init; }

    /// <summary>The way in by which is read what this one changes; its answer comes back.</summary>
    public string? Reads { get; init; }

    /// <summary>The largest body.</summary>
    public int MostBytes { get; init; } = DefaultBytes;

    /// <summary>The status where all goes well.</summary>
    public int Status { get; init; } = 200;

    /// <summary>Whether it is a list that comes in pages.</summary>
    public bool IsPaged => Method == "GET" && Query.Any(one => one.Name == "after");

    internal Func<ApiCall, Task<object?>> Work { get; init; } = _ => Task.FromResult<object?>(null);

    /// <summary>The whole route.</summary>
    public string Route => Root + Path;

    /// <summary>Whether programs of other sites may read it in a browser: what everybody may read.</summary>
    public bool IsOpen => Method == "GET" && Right == Right.ReadPublished;
}

/// <summary>Something that stands behind the question mark. What it means is <c>api.in.NAME</c>.</summary>
/// <param name="Form"><c>string</c>, <c>integer</c>, <c>boolean</c>, <c>date</c> or <c>date-time</c>.</param>
/// <param name="Words">The only values; empty: any.</param>
/// <param name="Least">The least number, or length.</param>
/// <param name="Most">The greatest number, or length.</param>
public sealed record ApiParameter(string Name, string Form = "string", IReadOnlyList<string>? Words = null, int Least = 0, int Most = 200)
{
    /// <summary>Whether nothing is done without it.</summary>
    public bool Needed { get; init; }
}

/// <summary>Where something was written: the values of the route by which it is read.</summary>
/// <param name="Values">By name; those that are missing are the request's own.</param>
public sealed record ApiPlace(params IReadOnlyList<(string Name, string Value)> Values);

/// <summary>A file that goes out.</summary>
public sealed record ApiFile(byte[] Content, string Type, string Name)
{
    /// <summary>A file of the vault, whole; null: it is gone. Whatever it holds, it goes out as octets to be saved.</summary>
    internal static async Task<ApiFile?> OfAsync(ApiCall call, DocumentFileView file)
    {
        if (call.Parts.Vault.Open(file) is not { } stream)
        {
            return null;
        }

        await using (stream.ConfigureAwait(false))
        {
            using var content = new MemoryStream();
            await stream.CopyToAsync(content, call.Cancellation).ConfigureAwait(false);
            return new ApiFile(content.ToArray(), ApiRoute.FileType, file.Name);
        }
    }
}

/// <summary>Makes ways in.</summary>
internal static class Ways
{
    /// <summary>The day, and the state of knowledge.</summary>
    internal static readonly ApiParameter[] Day = [new("as-of", "date"), new("known", "date-time")];

    /// <summary>A page of a list.</summary>
    internal static readonly ApiParameter[] Page = [new("limit", "integer", Least: 1, Most: ApiCall.MostLines), new("after")];

    internal static ApiRoute Get<T>(string id, string path, Right right, Func<ApiCall, Task<T?>> work)
        where T : class => new(id, "GET", path, right) { Answer = typeof(T), Work = async call => await work(call).ConfigureAwait(false) };

    internal static ApiRoute File(string id, string path, Right right, IReadOnlyList<string> types, Func<ApiCall, Task<ApiFile?>> work) =>
        new(id, "GET", path, right) { Files = types, Work = async call => await work(call).ConfigureAwait(false) };

    /// <summary>Something that is done; what it changed comes back as it is read.</summary>
    internal static ApiRoute Post<T>(string id, string path, Right right, string reads, Func<ApiCall, T, Task<ApiPlace?>> work)
        where T : class => new(id, "POST", path, right) { Body = typeof(T), Reads = reads, Work = async call => await work(call, (T)call.Body!).ConfigureAwait(false) };

    /// <summary>The same where all is said by the address.</summary>
    internal static ApiRoute Act(string id, string path, Right right, string reads, Func<ApiCall, Task<ApiPlace?>> work) =>
        new(id, "POST", path, right) { Reads = reads, Work = async call => await work(call).ConfigureAwait(false) };

    /// <summary>Something new each time.</summary>
    internal static ApiRoute New<T>(string id, string path, Right right, string reads, Func<ApiCall, T, Task<ApiPlace?>> work)
        where T : class => Post(id, path, right, reads, work) with { Creates = true, Status = 201 };

    /// <summary>Something that is taken back, for a reason: nothing of it is left to be read.</summary>
    internal static ApiRoute Gone(string id, string path, Right right, string reads, Func<ApiCall, string, Task> work) =>
        Post<Because>(id, path, right, reads, (call, body) => ApiCall.DoneAsync(() => work(call, body.Reason))) with { NeedsMatch = true, Status = 204 };

    /// <summary>A file that comes in, with its name.</summary>
    internal static ApiRoute Upload(string id, string path, Right right, string reads, Func<ApiCall, Task<ApiPlace?>> work) => Act(id, path, right, reads, work) with
    {
        Uploads = true, Creates = true, Status = 201, MostBytes = (int)DocumentVault.DefaultBytes, Query = [new("file-name") { Needed = true }],
    };

    /// <summary>A file that is made of what is asked, and kept nowhere.</summary>
    internal static ApiRoute Made<T>(string id, string path, Right right, string type, Func<ApiCall, T, Task<ApiFile>> work)
        where T : class => new(id, "POST", path, right) { Body = typeof(T), Files = [type], Work = async call => await work(call, (T)call.Body!).ConfigureAwait(false) };

    /// <summary>Something that comes back as it is: it is not kept to be read.</summary>
    internal static ApiRoute Ask<TBody, TAnswer>(string id, string path, Right right, Func<ApiCall, TBody, Task<TAnswer>> work)
        where TBody : class
        where TAnswer : class => new(id, "POST", path, right) { Body = typeof(TBody), Answer = typeof(TAnswer), Work = async call => await work(call, (TBody)call.Body!).ConfigureAwait(false) };

    internal static ApiRoute Put<T>(string id, string path, Right right, string reads, Func<ApiCall, T, Task<ApiPlace?>> work)
        where T : class => Post(id, path, right, reads, work) with { Method = "PUT", NeedsMatch = true };
}
