namespace Sextant.Bench.Measuring;

/// <summary>Where the programs lie that the bench starts.</summary>
internal static class Programs
{
    /// <summary>This program itself.</summary>
    public static IReadOnlyList<string> Self { get; } = ["dotnet", typeof(Programs).Assembly.Location];

    /// <summary>Sextant as users have it: what <c>./publish</c> made, else what <c>./start</c> compiled ahead, else the build that the bench carries.</summary>
    public static IReadOnlyList<string> Sextant { get; } = Find();

    private static IReadOnlyList<string> Find()
    {
        string published = Repository.Artifact("publish", "sextant");
        string ahead = Repository.Artifact("start-ahead", "sextant.dll");
        if (File.Exists(published))
        {
            return [published];
        }

        if (File.Exists(ahead))
        {
            return ["dotnet", ahead];
        }

        return ["dotnet", Path.Combine(AppContext.BaseDirectory, "sextant.dll")];
    }
}
