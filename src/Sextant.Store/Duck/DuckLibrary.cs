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

    /// <summary>Says at once that the library is missing, before hours of work come to nothing.</summary>
    /// <exception cref="DuckLibraryException">It is nowhere.</exception>
    public static void Demand() => _ = Place();

    private static string Place() => Find() ?? throw new DuckLibraryException(Path.Combine(AppContext.BaseDirectory, FileName), null);

    internal static nint Resolve(string name, Assembly assembly, DllImportSearchPath? search)
    {
        if (name != "duckdb")
        {
            return 0; // libc: the system's own way.
        }

        string path = Place();
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (Exception fault) when (fault is DllNotFoundException or BadImageFormatException)
        {
            throw new DuckLibraryException(path, fault.Message); // torn, or of another processor
        }
    }
}
