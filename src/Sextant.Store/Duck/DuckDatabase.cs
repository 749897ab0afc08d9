using System.Globalization;
using System.Runtime.InteropServices;

namespace Sextant.Store.Duck;

/// <summary>Limits of one in-memory database.</summary>
public sealed record DuckOptions
{
    /// <summary>Bytes DuckDB may hold; 1 GiB: a group-by over 20 million rows needs 0.3, and the program shares the machine.</summary>
    public long MemoryLimit { get; init; } = 1L << 30;

    /// <summary>Threads it may use; 2: queries of pages must not starve the measuring.</summary>
    public int Threads { get; init; } = 2;

    /// <summary>Where it may spill what does not fit; null: nowhere, it fails with <see cref="DuckFault.OutOfMemory"/>.</summary>
    public string? SpillFolder { get; init; }
}

/// <summary>
/// DuckDB in memory, one per process: a database file of its would be locked against `serve` and the command line running at once.
/// What is kept lies in Parquet files.
/// </summary>
public sealed class DuckDatabase : IDisposable
{
    private readonly DuckDatabaseHandle _handle;

    private DuckDatabase(DuckDatabaseHandle handle) => _handle = handle;

    /// <summary>The library's version, such as <c>v1.5.6</c>.</summary>
    public static string Version => Marshal.PtrToStringUTF8(DuckNative.LibraryVersion()) ?? "";

    /// <summary>Opens an empty database in memory. It never fetches extensions: nothing is downloaded at run time.</summary>
    /// <exception cref="DuckException">A limit is not valid.</exception>
    /// <exception cref="DuckLibraryException">The library is not where it belongs, or cannot be loaded.</exception>
    public static DuckDatabase OpenInMemory(DuckOptions? options = null)
    {
        options ??= new DuckOptions();
        if (DuckNative.CreateConfig(out nint config) != 0)
        {
            throw new DuckException(DuckFault.Other, "DuckDB gives no configuration.");
        }

        try
        {
            Set(config, "memory_limit", string.Create(CultureInfo.InvariantCulture, $"{options.MemoryLimit}B"));
            Set(config, "threads", options.Threads.ToString(CultureInfo.InvariantCulture));
            Set(config, "temp_directory", options.SpillFolder ?? "");
            Set(config, "autoinstall_known_extensions", "false");
            Set(config, "autoload_known_extensions", "false");
            Set(config, "allow_community_extensions", "false");
            if (DuckNative.Open(":memory:", out nint database, config, out nint error) != 0)
            {
                DuckException fault = DuckException.Of(0, error, "DuckDB does not open.");
                DuckNative.Free(error);
                throw fault;
            }

            return new DuckDatabase(new DuckDatabaseHandle(database));
        }
        finally
        {
            DuckNative.DestroyConfig(ref config);
        }
    }

    /// <summary>A connection; one statement at a time runs on it.</summary>
    public DuckConnection Connect()
    {
        if (DuckNative.Connect(_handle, out nint connection) != 0)
        {
            throw new DuckException(DuckFault.Other, "DuckDB gives no connection.");
        }

        return new DuckConnection(new DuckConnectionHandle(connection));
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private static void Set(nint config, string name, string value)
    {
        if (DuckNative.SetConfig(config, name, value) != 0)
        {
            throw new DuckException(DuckFault.InvalidInput, $"DuckDB does not take {name} = '{value}'.");
        }
    }
}
