using System.Xml.Linq;
using Sextant.Testing;

namespace Sextant.Architecture.Tests.Sources;

/// <summary>The house as it stands in the working copy: its projects, its sources, its files.</summary>
internal static class House
{
    private static readonly string[] NotOurs = [".git", "artifacts", "bin", "obj", "node_modules", "TestResults"];

    private static readonly Lazy<IReadOnlyList<SourceProject>> Bound = new(() =>
        [.. ProjectNames("src").AsParallel().AsOrdered().Select(name => SourceProject.Read(Repository.At("src", name), name))]);

    /// <summary>The projects under <c>src</c>, bound once for all rules.</summary>
    public static IReadOnlyList<SourceProject> Projects => Bound.Value;

    /// <summary>Project names under a folder of the repository, in order.</summary>
    public static IReadOnlyList<string> ProjectNames(string folder) =>
    [
        .. Directory.EnumerateFiles(Repository.At(folder), "*.csproj", SearchOption.AllDirectories)
            .Select(p => Path.GetFileNameWithoutExtension(p)).Order(StringComparer.Ordinal),
    ];

    /// <summary>A project file.</summary>
    public static XDocument ProjectFile(string folder, string name) => XDocument.Load(Repository.At(folder, name, name + ".csproj"));

    /// <summary>Every file that belongs to the repository, as a path relative to it with slashes.</summary>
    public static IEnumerable<string> Files(string below = "")
    {
        string folder = Repository.At(below);
        if (!Directory.Exists(folder))
        {
            yield break;
        }

        foreach (string file in Directory.EnumerateFiles(folder))
        {
            yield return Path.GetRelativePath(Repository.Root, file).Replace('\\', '/');
        }

        foreach (string child in Directory.EnumerateDirectories(folder).Where(d => !NotOurs.Contains(Path.GetFileName(d))))
        {
            foreach (string file in Files(Path.GetRelativePath(Repository.Root, child)))
            {
                yield return file;
            }
        }
    }

    /// <summary>The content of a file of the repository.</summary>
    public static string Read(string path) => File.ReadAllText(Repository.At(path));
}
