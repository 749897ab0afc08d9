using System.Globalization;
using Sextant.Store.Files;

namespace Sextant.Measurement.Lake;

/// <summary>The folder of the lake as one writer sees it.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Mark">The writer; names of its files begin with it.</param>
/// <param name="Calls">The disk.</param>
/// <param name="Place">The data folder's id; see <see cref="Storage.DataPlace"/>.</param>
internal sealed record LakeFolder(string Path, WriterMark Mark, IFileSystemCalls Calls, string Place)
{
    /// <summary>A new file's path under the folder: by content, UTC day and campaign.</summary>
    internal string NewFile(string content, string day, string campaign) =>
        $"{content}/day={day}/campaign={campaign}/{Mark.Name}-{Guid.NewGuid().ToString("N")[..12]}.parquet";

    /// <summary>A new file of the second copy, for one part of the targets.</summary>
    internal string NewCopy(string content, int bucket) =>
        string.Create(CultureInfo.InvariantCulture, $"{content}-by-target/part={bucket:000}/{Mark.Name}-{Guid.NewGuid().ToString("N")[..12]}.parquet");

    internal string Absolute(string relative) => System.IO.Path.Combine(Path, relative);

    internal string Relative(string path) => System.IO.Path.GetRelativePath(Path, path).Replace('\\', '/');

    /// <summary>Files, finished or half written, of writers that have ended.</summary>
    internal List<string> FilesOfTheDead() =>
        [.. Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories).Where(path => !Mark.IsAlive(System.IO.Path.GetFileName(path).Split('-')[0]))];

    /// <summary>Best effort: what cannot be removed now is nobody's, and swept before the next compaction.</summary>
    internal static void Remove(IEnumerable<string> paths)
    {
        foreach (string path in paths)
        {
            try
            {
                File.Delete(path);
            }
            catch (IOException)
            {
            }
        }
    }
}
