namespace Sextant.Store.Files;

/// <summary>
/// Says "this writer lives": a random name and a lock of that name, held as long as the process. What carries the name of a writer
/// (a segment, a file under way, a lease) belongs to it until the lock is free; then others may tidy up after it. Process ids
/// would not do: they are reused, and differ between containers on one folder.
/// </summary>
public sealed class WriterMark : IDisposable
{
    private const string Suffix = ".writer";
    private readonly ProcessLock _held;
    private volatile bool _leftBehind;

    private WriterMark(ProcessLock held, string folder, string name) => (_held, Folder, Name) = (held, folder, name);

    /// <summary>Where the marks lie.</summary>
    public string Folder { get; }

    /// <summary>16 hexadecimal digits, never used again.</summary>
    public string Name { get; }

    /// <summary>Makes a mark and holds it.</summary>
    public static WriterMark Take(string folder)
    {
        DurableFile.CreateFolder(folder);
        while (true)
        {
            string name = Guid.NewGuid().ToString("N")[..16];
            string path = PathOf(folder, name);
            if (ProcessLock.TryAcquire(path) is not { } held)
            {
                continue;
            }

            if (File.Exists(path))
            {
                return new WriterMark(held, folder, name);
            }

            held.Dispose(); // Somebody tidied the new file away between its making and its locking.
        }
    }

    /// <summary>Whether the writer of this name may still be writing.</summary>
    public bool IsAlive(string name)
    {
        if (name == Name)
        {
            return true;
        }

        string path = PathOf(Folder, name);
        if (!IsName(name) || !File.Exists(path))
        {
            return false;
        }

        using ProcessLock? free = ProcessLock.TryAcquire(path);
        return free is null;
    }

    /// <summary>
    /// Writers that ended without saying so: their marks lie here and nobody holds them. One that ends in order takes its mark away, so
    /// where this is empty there is nothing to tidy up.
    /// </summary>
    public IReadOnlyList<string> Dead() =>
        [.. Directory.EnumerateFiles(Folder, "*" + Suffix).Select(path => Path.GetFileNameWithoutExtension(path)!).Where(name => !IsAlive(name))];

    /// <summary>Removes the marks of these, whose traces are tidied up; a mark that is held again stays.</summary>
    public void Remove(IEnumerable<string> dead)
    {
        foreach (string name in dead)
        {
            using ProcessLock? free = ProcessLock.TryAcquire(PathOf(Folder, name));
            if (free is not null)
            {
                File.Delete(free.Path);
            }
        }
    }

    /// <summary>Something of this writer may be left over (a commit ended in doubt): its mark stays, so that the next start tidies up as after a kill.</summary>
    public void LeaveBehind() => _leftBehind = true;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_leftBehind)
        {
            File.Delete(_held.Path);
        }

        _held.Dispose();
    }

    private static bool IsName(string name) => name.Length == 16 && name.All(char.IsAsciiHexDigitLower);

    private static string PathOf(string folder, string name) => Path.Combine(folder, name + Suffix);
}
