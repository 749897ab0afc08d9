using Microsoft.EntityFrameworkCore;
using Sextant.Store.Databases;
using Sextant.Store.Files;

namespace Sextant.Measurement.Storage;

/// <summary>
/// Which data folder this is, where a database on a server has the results of several: each machine keeps the files of what it measured, and the rows of those files say in which
/// folder they lie. With SQLite the database lies in the folder itself, and there is no other.
/// </summary>
internal static class DataPlace
{
    /// <summary>The file that has the folder's id.</summary>
    internal const string FileName = "place.id";

    /// <summary>20 files: enough to find one that lies here, should some be gone.</summary>
    private const int Looked = 20;

    /// <summary>The folder's id, made the first time; empty with SQLite.</summary>
    /// <param name="database">The area's database.</param>
    /// <param name="folder">The data folder.</param>
    /// <param name="lake">The lake's folder in it.</param>
    /// <param name="calls">The disk.</param>
    /// <param name="cancellation">Stops it; then nothing has changed.</param>
    /// <exception cref="StorageException">The disk did not take the id.</exception>
    public static async Task<string> OfAsync(Database<MeasurementContext> database, string folder, string lake, IFileSystemCalls calls, CancellationToken cancellation)
    {
        if (database.Kind == DatabaseKind.Sqlite)
        {
            return "";
        }

        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            Put(path, await AdoptedAsync(database, lake, cancellation).ConfigureAwait(false) ?? Guid.NewGuid().ToString("N"), calls);
        }

        return (await File.ReadAllTextAsync(path, cancellation).ConfigureAwait(false)).Trim();
    }

    // Where files lie here already, the folder is the one that their rows name: the id was lost, or the files are older than ids.
    private static async Task<string?> AdoptedAsync(Database<MeasurementContext> database, string lake, CancellationToken cancellation)
    {
        await using MeasurementContext context = database.Create();
        IQueryable<LakeFileRow> all = context.LakeFiles.IgnoreQueryFilters().Where(file => file.ReplacedAt == null);
        foreach (string place in await all.Select(file => file.Place).Distinct().ToListAsync(cancellation).ConfigureAwait(false))
        {
            List<string> newest = await all.Where(file => file.Place == place).OrderByDescending(file => file.CreatedAt).Take(Looked).Select(file => file.Path).ToListAsync(cancellation).ConfigureAwait(false);
            if (!newest.Exists(path => File.Exists(Path.Combine(lake, path))))
            {
                continue;
            }

            if (place.Length > 0)
            {
                return place;
            }

            string id = Guid.NewGuid().ToString("N");
            await context.LakeFiles.IgnoreQueryFilters().Where(file => file.Place == "").ExecuteUpdateAsync(row => row.SetProperty(file => file.Place, id), cancellation).ConfigureAwait(false);
            return id;
        }

        return null;
    }

    // Two processes may find none at the same moment: the first to give its file the name has made the id, and both read it.
    private static void Put(string path, string id, IFileSystemCalls calls)
    {
        string temporary = DurableFile.TemporaryName(path);
        DurableFile.Write(temporary, System.Text.Encoding.ASCII.GetBytes(id + "\n"), calls);
        try
        {
            File.Move(temporary, path, overwrite: false);
            calls.SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(temporary);
        }
    }
}
