using System.Text.Json;
using Sextant.Architecture.Tests.Sources;
using Sextant.Testing;

namespace Sextant.Architecture.Tests;

/// <summary>What is built is named to the hash, in files that belong to the repository and name no place from which it came.</summary>
public sealed class LockFileTests
{
    private static readonly string[] Homes = ["src", "tests", "bench", "fuzz"];

    [Fact]
    public void Every_project_has_its_lock_file() => Faults.None(
        from project in Homes.SelectMany(home => House.Files(home)).Where(f => f.EndsWith(".csproj", StringComparison.Ordinal))
        let file = LockOf(project)
        where !File.Exists(Repository.At(file))
        select $"{file} is missing: dotnet restore writes it");

    [Fact]
    public void Lock_files_are_not_ignored_by_git() =>
        Assert.DoesNotContain(File.ReadAllLines(Repository.At(".gitignore")), line => line.Contains("packages.lock.json", StringComparison.Ordinal));

    [Fact]
    public void A_lock_file_names_hashes_and_no_place() => Faults.None(Homes.SelectMany(home => House.Files(home))
        .Where(f => f.EndsWith("/packages.lock.json", StringComparison.Ordinal)).SelectMany(FaultsOf));

    private static IEnumerable<string> FaultsOf(string file)
    {
        string text = House.Read(file);
        if (text.Contains("://", StringComparison.Ordinal))
        {
            yield return $"{file} names an address";
        }

        using JsonDocument document = JsonDocument.Parse(text);
        foreach (JsonProperty package in document.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(framework => framework.Value.EnumerateObject()))
        {
            if (package.Value.GetProperty("type").GetString() != "Project" && !package.Value.TryGetProperty("contentHash", out _))
            {
                yield return $"{file}: {package.Name} has no hash";
            }
        }
    }

    private static string LockOf(string project) => $"{Path.GetDirectoryName(project)}/packages.lock.json";
}
