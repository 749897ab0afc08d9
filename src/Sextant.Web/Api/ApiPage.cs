using System.Buffers.Text;
using System.Text;

namespace Sextant.Web.Api;

/// <summary>Part of a list.</summary>
/// <param name="Items">The lines.</param>
/// <param name="Next">Goes into <c>after</c> to get the lines that follow; null: these are the last.</param>
public sealed record ApiPage<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>The place after which a list goes on: sealed against nothing, since it says only what the client has seen; opaque, so that nobody builds on its form.</summary>
internal static class ApiCursor
{
    internal static string Of(string key) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key));

    /// <summary>The key; null when it is none of ours.</summary>
    internal static string? Read(string cursor)
    {
        try
        {
            string key = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Base64Url.DecodeFromChars(cursor));
            return key.Length > 0 ? key : null;
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException)
        {
            return null;
        }
    }
}
