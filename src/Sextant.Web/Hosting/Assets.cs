using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Sextant.Web.Hosting;

/// <summary>Style, script, fonts and pictures, embedded and named by their content, so that a browser keeps them for a year and never an old one.</summary>
public sealed class Assets
{
    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".woff2"] = "font/woff2",
        [".txt"] = "text/plain; charset=utf-8",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly FrozenDictionary<string, Asset> _all = Load();
    private readonly string _hash;

    /// <summary>Reads the embedded files.</summary>
    public Assets() =>
        // One hash for all: a style sheet names fonts by relative address, which must not change on their own.
        _hash = Convert.ToHexStringLower(SHA256.HashData([.. _all.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => SHA256.HashData(pair.Value.Bytes))]))[..12];

    /// <summary>The address of a file such as <c>site.css</c>.</summary>
    public string Url(string name) => _all.ContainsKey(name)
        ? $"/assets/{_hash}/{name}"
        : throw new ArgumentException($"There is no asset \"{name}\".", nameof(name));

    internal static async Task ServeAsync(HttpContext context, string hash, string name, Assets assets)
    {
        if (!assets._all.TryGetValue(name, out Asset? asset))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.Headers.CacheControl = hash == assets._hash ? "public, max-age=31536000, immutable" : "no-cache";
        context.Response.Headers.ETag = asset.Tag;
        if (context.Request.Headers.IfNoneMatch.ToString().Split(',').Any(one => one.Trim() is "*" || one.Trim() == asset.Tag || one.Trim() == "W/" + asset.Tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        context.Response.ContentType = asset.Type;
        await context.Response.Body.WriteAsync(asset.Bytes, context.RequestAborted).ConfigureAwait(false);
    }

    private static FrozenDictionary<string, Asset> Load()
    {
        const string Prefix = "assets/";
        var assembly = typeof(Assets).Assembly;
        var all = new Dictionary<string, Asset>(StringComparer.Ordinal);
        foreach (string resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using Stream stream = assembly.GetManifestResourceStream(resource)!;
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            all[resource[Prefix.Length..].Replace('\\', '/')] = new Asset(Types[Path.GetExtension(resource)], bytes, $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..24]}\"");
        }

        return all.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private sealed record Asset(string Type, byte[] Bytes, string Tag);
}
