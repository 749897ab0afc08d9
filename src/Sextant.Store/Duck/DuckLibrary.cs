using System.Reflection;
using System.Runtime.InteropServices;

namespace Sextant.Store.Duck;

/// <summary>Where <c>libduckdb.so</c> is: beside the executable (published), or under <c>artifacts/native</c> of the checkout (development).</summary>
public static class DuckLibrary
{
    /// <summary>The file's name.</summary>
    public const string FileName = "libduckdb.so";

    /// <summary>The library's path, or null when it is nowhere.</summary>
    public static string? Find()
    {
        string beside = Path.Combine(AppContext.BaseDirectory, FileName);
        if (File.Exists(beside))
        {
            return beside;
        }

        string platform = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "linux-arm64" : "linux-x64";
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string laid = Path.Combine(folder.FullName, "artifacts", "native", platform, FileName);
            if (File.Exists(laid))
            {
                return laid;
            }
        }

        return null;
    }

    internal static nint Resolve(string name, Assembly assembly, DllImportSearchPath? search)
    {
        if (name != "duckdb")
        {
            return 0; // libc: the system's own way.
        }

        string path = Find() ?? throw new DllNotFoundException(
            $"{FileName} is missing: it belongs beside the program ({AppContext.BaseDirectory}). In a checkout, run eng/fetch-duckdb, which lays it under artifacts/native.");
        return NativeLibrary.Load(path);
    }
}
