using System.Diagnostics;
using System.IO.MemoryMappedFiles;
using System.Text;

namespace Sextant.Testing.Faults;

/// <summary>Calls that a fault strikes; the numbers are those of <c>faults.c</c>.</summary>
[Flags]
public enum FaultyCalls
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>write, pwrite and their kin.</summary>
    Write = 1,

    /// <summary>fdatasync and fsync.</summary>
    Sync = 2,

    /// <summary>rename.</summary>
    Rename = 4,

    /// <summary>open of a new file.</summary>
    Create = 8,

    /// <summary>ftruncate.</summary>
    Truncate = 16,

    /// <summary>Writes take half of what they are given.</summary>
    ShortWrites = 32,

    /// <summary>A sync that fails turns into zeros what was not synced before.</summary>
    LoseUnsynced = 64,
}

/// <summary>
/// A library, compiled here from <c>faults.c</c>, that puts faults of the disk under another process while it runs: under .NET's calls, SQLite's and DuckDB's alike.
/// </summary>
public sealed class FaultShim : IDisposable
{
    private const int MatchAt = 24;
    private const int MatchBytes = 232;
    private const int Size = MatchAt + MatchBytes + 256;
    private static readonly Lazy<(string? Library, string? Absent)> Compiled = new(Compile);
    private readonly TemporaryFolder _folder = new();
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    private FaultShim(string root)
    {
        File.WriteAllBytes(_folder["control"], new byte[Size]);
        _file = MemoryMappedFile.CreateFromFile(_folder["control"]);
        _view = _file.CreateViewAccessor();
        Text(MatchAt + MatchBytes, 256, root);
    }

    /// <summary>What the other process must have in its environment.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string> { ["LD_PRELOAD"] = Compiled.Value.Library!, ["SEXTANT_FAULTS"] = _folder["control"] };

    /// <summary>Calls that were struck since <see cref="Begin"/>.</summary>
    public int Struck => _view.ReadInt32(16);

    /// <summary>A shim over the files under a folder; null, and why, where there is no C compiler.</summary>
    public static FaultShim? TryCreate(string root, out string? absent)
    {
        absent = Compiled.Value.Absent;
        return absent is null ? new FaultShim(root) : null;
    }

    /// <summary>From now on these calls fail.</summary>
    /// <param name="calls">Which.</param>
    /// <param name="error">With this error number.</param>
    /// <param name="match">On paths that contain this.</param>
    /// <param name="oneIn">Every n-th of them.</param>
    public void Begin(FaultyCalls calls, int error, string match, int oneIn = 1)
    {
        End();
        Text(MatchAt, MatchBytes, match);
        _view.Write(4, error);
        _view.Write(8, oneIn);
        _view.Write(12, 0);
        _view.Write(16, 0);
        _view.Write(0, (int)calls);
    }

    /// <summary>The disk is well again.</summary>
    public void End() => _view.Write(0, 0);

    /// <inheritdoc/>
    public void Dispose()
    {
        End();
        _view.Dispose();
        _file.Dispose();
        _folder.Dispose();
    }

    private void Text(int at, int room, string text)
    {
        byte[] bytes = new byte[room];
        Encoding.UTF8.GetBytes(text, bytes);
        _view.WriteArray(at, bytes, 0, room);
    }

    private static (string? Library, string? Absent) Compile()
    {
        string library = Path.Combine(AppContext.BaseDirectory, $"faults-{System.Environment.ProcessId}.so");
        string source = Repository.At("tests", "Sextant.Testing", "Faults", "faults.c");
        try
        {
            using Process compiler = Process.Start(new ProcessStartInfo("gcc", ["-O2", "-Wall", "-Werror", "-shared", "-fPIC", "-o", library, source, "-ldl"]) { RedirectStandardError = true })!;
            string said = compiler.StandardError.ReadToEnd();
            compiler.WaitForExit();
            AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(library);
            return compiler.ExitCode == 0 ? (library, null) : (null, "faults.c does not compile here: " + said);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (null, "There is no gcc: faults under SQLite and DuckDB are not tested, those under our own calls are.");
        }
    }
}
