using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using Sextant.Store.Files;

namespace Sextant.Store.Backups;

/// <summary>
/// A folder with backups of one installation. Files lie in pieces, each under the SHA-256 of its content, so what did not change since the last backup
/// is not written again, and a file that only grows costs its new pieces. A backup is a list of files; it is there once its list is, written last.
/// </summary>
public sealed class BackupFolder : IDisposable
{
    /// <summary>1 MiB: a database changes in places, and a place costs its piece; a terabyte is a million pieces.</summary>
    internal const int PieceBytes = 1 << 20;

    private const string MarkName = "SEXTANT-BACKUP";
    private const string LockName = MarkName + ".lock";
    private const string MarkText = "Backups of Sextant, form 1. Whoever reads this folder reads all that the program keeps, secrets too.\n";
    private const string Lists = "backups";
    private const string Pieces = "pieces";
    private const string Suffix = ".json";
    private readonly IFileSystemCalls _calls;
    private readonly ProcessLock? _alone;

    private BackupFolder(string path, IFileSystemCalls calls, ProcessLock? alone) => (Path, _calls, _alone) = (path, calls, alone);

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Where a database is copied to before it is taken to pieces; emptied at each opening.</summary>
    internal string Desk => System.IO.Path.Combine(Path, "desk");

    /// <summary>Opens a folder to write a backup into, or makes it: for its owner alone.</summary>
    /// <exception cref="BackupException">It holds something else, or another process writes into it.</exception>
    /// <exception cref="StorageException">The disk refuses.</exception>
    public static BackupFolder OpenForWriting(string folder, IFileSystemCalls? calls = null)
    {
        calls ??= LinuxFileSystem.Instance;
        folder = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(folder));
        if (!IsOne(folder) && !IsFresh(folder))
        {
            throw new BackupException(BackupFault.NotABackupFolder, folder);
        }

        DurableFile.CreateFolder(System.IO.Path.GetDirectoryName(folder) ?? folder, calls);
        MakeFolder(folder);
        ProcessLock alone = ProcessLock.TryAcquire(System.IO.Path.Combine(folder, LockName)) ?? throw new BackupException(BackupFault.Busy, folder);
        var opened = new BackupFolder(folder, calls, alone);
        try
        {
            MakeFolder(System.IO.Path.Combine(folder, Lists));
            MakeFolder(System.IO.Path.Combine(folder, Pieces));
            opened.ClearDesk();
            opened.WriteFile(System.IO.Path.Combine(folder, MarkName), Encoding.UTF8.GetBytes(MarkText));
            calls.SyncFolder(folder);
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Opens a folder to read.</summary>
    /// <exception cref="BackupException">There is none.</exception>
    public static BackupFolder OpenForReading(string folder) =>
        IsOne(folder) ? new BackupFolder(System.IO.Path.GetFullPath(folder), LinuxFileSystem.Instance, null) : throw new BackupException(BackupFault.NotABackupFolder, folder);

    /// <summary>The names of whole backups, the oldest first: a name begins with the instant.</summary>
    public IReadOnlyList<string> Names() =>
        [.. Directory.EnumerateFiles(System.IO.Path.Combine(Path, Lists), "*" + Suffix).Select(file => System.IO.Path.GetFileNameWithoutExtension(file)!).Where(IsName).Order(StringComparer.Ordinal)];

    /// <summary>The list of a backup, as it was written.</summary>
    /// <param name="name">Its name; null: the newest.</param>
    /// <param name="mark">The SHA-256 that was said when it was made: whoever can write the folder can write a list with a name that fits, but not this.</param>
    /// <exception cref="BackupException">There is none, or it is damaged, or of a form of later.</exception>
    public BackupList Read(string? name = null, string? mark = null)
    {
        string chosen = name ?? Names().LastOrDefault() ?? throw new BackupException(BackupFault.None, Path);
        string path = System.IO.Path.Combine(Path, Lists, chosen + Suffix);
        if (!IsName(chosen) || !File.Exists(path))
        {
            throw new BackupException(BackupFault.None, chosen);
        }

        byte[] bytes = new FileInfo(path).Length <= BackupList.MostBytes ? File.ReadAllBytes(path) : throw new BackupException(BackupFault.ListDamaged, path);
        string hash = Hash(bytes);
        if (!chosen.EndsWith("-" + hash[..16], StringComparison.Ordinal) || (mark is not null && !hash.Equals(mark, StringComparison.OrdinalIgnoreCase)))
        {
            throw new BackupException(BackupFault.ListDamaged, path);
        }

        try
        {
            using (JsonDocument form = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 8 }))
            {
                if (form.RootElement.TryGetProperty("form", out JsonElement number) && number.TryGetInt32(out int written) && written > BackupList.CurrentForm)
                {
                    throw new BackupException(BackupFault.NewerForm, chosen);
                }
            }

            BackupList list = JsonSerializer.Deserialize<BackupList>(bytes, BackupList.Json) ?? throw new BackupException(BackupFault.ListDamaged, path);
            BackupPaths.Check(list, path);
            return list;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new BackupException(BackupFault.ListDamaged, path);
        }
    }

    /// <summary>Writes the list, behind everything it names.</summary>
    /// <returns>Its name and its SHA-256.</returns>
    internal (string Name, string Mark) Commit(BackupList list)
    {
        foreach (string folder in Directory.EnumerateDirectories(System.IO.Path.Combine(Path, Pieces)))
        {
            _calls.SyncFolder(folder); // of pieces that a killed run left too: their names may not be on the disk yet
        }

        _calls.SyncFolder(System.IO.Path.Combine(Path, Pieces));
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(list, BackupList.Json);
        string mark = Hash(bytes);
        string name = $"{list.At.UtcDateTime:yyyyMMdd'T'HHmmssfff'Z'}-{mark[..16]}";
        WriteFile(System.IO.Path.Combine(Path, Lists, name + Suffix), bytes);
        _calls.SyncFolder(System.IO.Path.Combine(Path, Lists));
        _calls.SyncFolder(Path);
        return (name, mark);
    }

    /// <summary>Keeps a piece that is not there yet.</summary>
    /// <returns>Its SHA-256, and whether it was new.</returns>
    internal (string Hash, bool Fresh) Keep(ReadOnlySpan<byte> bytes)
    {
        string hash = Hash(bytes);
        string path = PieceOf(hash);
        if (Has(hash, bytes.Length))
        {
            return (hash, false);
        }

        MakeFolder(System.IO.Path.GetDirectoryName(path)!);
        WriteFile(path, bytes);
        return (hash, true);
    }

    internal bool Has(string hash, int length) => new FileInfo(PieceOf(hash)) is { Exists: true } file && file.Length == length;

    /// <summary>A piece, as it was written.</summary>
    /// <exception cref="BackupException">It is missing, too long or another.</exception>
    internal byte[] Piece(string hash)
    {
        string path = PieceOf(hash);
        var file = new FileInfo(path);
        if (!file.Exists || file.Length > PieceBytes || file.LinkTarget is not null)
        {
            throw new BackupException(BackupFault.PieceDamaged, path);
        }

        byte[] bytes = File.ReadAllBytes(path);
        return Hash(bytes) == hash ? bytes : throw new BackupException(BackupFault.PieceDamaged, path);
    }

    /// <summary>Removes all backups but the newest ones, and pieces that none of these names.</summary>
    /// <returns>How many backups, and how many bytes.</returns>
    public (int Backups, long Bytes) Forget(int keep)
    {
        IReadOnlyList<string> names = Names();
        string[] gone = [.. names.Take(Math.Max(0, names.Count - Math.Max(1, keep)))];
        if (gone.Length == 0)
        {
            return (0, 0);
        }

        // Every list that stays is read before anything goes: one that cannot be read keeps all.
        HashSet<string> named = [.. names.Skip(gone.Length).SelectMany(name => Read(name).Files).SelectMany(file => file.Pieces)];
        foreach (string name in gone)
        {
            File.Delete(System.IO.Path.Combine(Path, Lists, name + Suffix));
        }

        _calls.SyncFolder(System.IO.Path.Combine(Path, Lists));
        long bytes = 0;
        foreach (FileInfo piece in new DirectoryInfo(System.IO.Path.Combine(Path, Pieces)).EnumerateFiles("*", SearchOption.AllDirectories).Where(piece => !named.Contains(piece.Name)))
        {
            bytes += piece.Length;
            piece.Delete();
        }

        return (gone.Length, bytes);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_alone is null)
        {
            return;
        }

        if (Directory.Exists(Desk))
        {
            Directory.Delete(Desk, recursive: true);
        }

        _alone.Dispose();
    }

    internal static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    internal static bool IsHash(string word) => word.Length == 64 && word.All(char.IsAsciiHexDigitLower);

    private static bool IsOne(string folder) => File.Exists(System.IO.Path.Combine(folder, MarkName)) && Directory.Exists(System.IO.Path.Combine(folder, Lists));

    // Also one whose making was killed: it has the lock, and nothing in its folders.
    private static bool IsFresh(string folder) =>
        !Directory.Exists(folder) || Directory.EnumerateFileSystemEntries(folder).All(entry => System.IO.Path.GetFileName(entry).StartsWith(MarkName, StringComparison.Ordinal)
            || (Directory.Exists(entry) && !Directory.EnumerateFileSystemEntries(entry).Any() && File.Exists(System.IO.Path.Combine(folder, LockName))));

    private static bool IsName(string name) => name.Length is > 16 and < 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static void MakeFolder(string folder) => FileRights.MakeFolder(folder, FileRights.OwnerFolder);

    private string PieceOf(string hash) => System.IO.Path.Combine(Path, Pieces, hash[..2], hash);

    // What a killed run left: a copy of a database, half of a list.
    private void ClearDesk()
    {
        if (Directory.Exists(Desk))
        {
            Directory.Delete(Desk, recursive: true);
        }

        MakeFolder(Desk);
        foreach (string part in Directory.EnumerateFiles(Path, "*" + DurableFile.TemporarySuffix, SearchOption.AllDirectories))
        {
            File.Delete(part);
        }
    }

    // Its owner alone reads it, also where the folder's rights were widened. The folder is synced once, before the list.
    private void WriteFile(string path, ReadOnlySpan<byte> bytes)
    {
        string temporary = DurableFile.TemporaryName(path);
        try
        {
            using (SafeFileHandle file = _calls.Open(temporary, create: true))
            {
                FileRights.Set(file, FileRights.OwnerFile);
                DurableFile.WriteAll(_calls, file, bytes, 0, temporary);
                _calls.Sync(file, temporary);
            }

            _calls.Rename(temporary, path);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
