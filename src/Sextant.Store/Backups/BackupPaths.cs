namespace Sextant.Store.Backups;

/// <summary>Whether a list names only what a backup may name: a list from elsewhere must not write outside the place it is put back to.</summary>
internal static class BackupPaths
{
    private const int LongestPath = 512;
    private const int DeepestPath = 24;

    internal static void Check(BackupList list, string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        bool fine = list.Form == BackupList.CurrentForm
            && list.Files.All(file => IsInside(file.Path) && seen.Add(file.Path) && Fits(file))
            && list.Folders.All(folder => IsInside(folder.Path) && seen.Add(folder.Path) && (folder.Mode & ~0x1FF) == 0)
            && list.Files.All(file => !Parents(file.Path).Any(parent => seen.Contains(parent) && list.Folders.All(folder => folder.Path != parent)))
            && list.Databases.All(Fits);
        if (!fine)
        {
            throw new BackupException(BackupFault.ListDamaged, path);
        }
    }

    /// <summary>A path below a folder, in one spelling: no root, no way up, no part that is hidden from a listing of names.</summary>
    internal static bool IsInside(string path) =>
        path.Length is > 0 and <= LongestPath && !path.Contains('\\') && !path.Any(char.IsControl)
        && path.Split('/') is { Length: <= DeepestPath } parts && parts.All(part => part.Length > 0 && part is not "." and not "..");

    // Bytes and pieces say the same: all but the last are full.
    private static bool Fits(BackupFile file) =>
        file.Bytes >= 0 && (file.Mode & ~0x1FF) == 0 && file.Pieces.Count == (file.Bytes + BackupFolder.PieceBytes - 1) / BackupFolder.PieceBytes && file.Pieces.All(BackupFolder.IsHash);

    private static bool Fits(BackupDatabase database) =>
        database.Kind is BackupDatabase.Sqlite or BackupDatabase.PostgreSql && IsInside(database.Name)
        && database.Tables.All(table => IsWord(table.Name) && table.Columns.All(IsWord)) && database.Counters.All(counter => IsWord(counter.Table) && IsWord(counter.Column));

    // Names of tables go into statements.
    private static bool IsWord(string name) => name.Length is > 0 and < 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private static IEnumerable<string> Parents(string path)
    {
        for (int at = path.LastIndexOf('/'); at > 0; at = path.LastIndexOf('/', at - 1))
        {
            yield return path[..at];
        }
    }
}
