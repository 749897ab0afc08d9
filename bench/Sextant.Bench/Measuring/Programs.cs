namespace Sextant.Bench.Measuring;

/// <summary>Where the programs lie that the bench starts.</summary>
internal static class Programs
{
    /// <summary>This program itself.</summary>
    public static IReadOnlyList<string> Self { get; } = ["dotnet", typeof(Programs).Assembly.Location];

    /// <summary>Sextant as users have it: what <c>./publish</c> made, else what <c>./start</c> compiled ahead, of these only what is no older than the build that the bench carries; else that build.</summary>
    public static IReadOnlyList<string> Sextant { get; } = Find();

    private static IReadOnlyList<string> Find()
    {
        string published = Repository.Artifact("publish", "sextant");
        string ahead = Repository.Artifact("start-ahead", "sextant.dll");
        DateTime built = File.GetLastWriteTimeUtc(Path.Combine(AppContext.BaseDirectory, "sextant.dll"));
        if (File.Exists(published) && File.GetLastWriteTimeUtc(published) >= built)
        {
            return [published];
        }

        if (File.Exists(ahead) && File.GetLastWriteTimeUtc(ahead) >= built)
        {
            return ["dotnet", ahead];
        }

        return ["dotnet", Path.Combine(AppContext.BaseDirectory, "sextant.dll")];
    }
}
