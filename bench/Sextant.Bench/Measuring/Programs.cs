namespace Sextant.Bench.Measuring;

/// <summary>Where the programs lie that the bench starts.</summary>
internal static class Programs
{
    /// <summary>This program itself.</summary>
    public static IReadOnlyList<string> Self { get; } = ["dotnet", typeof(Programs).Assembly.Location];

    /// <summary>Sextant as users have it: what <c>./publish</c> made, else what <c>./start</c> made, else the build that the bench carries.</summary>
    public static IReadOnlyList<string> Sextant { get; } = Find();

    private static IReadOnlyList<string> Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string published = Path.Combine(folder.FullName, "artifacts", "publish", "sextant");
            string started = Path.Combine(folder.FullName, "artifacts", "start", "sextant.dll");
            if (File.Exists(published))
            {
                return [published];
            }

            if (File.Exists(started))
            {
                return ["dotnet", started];
            }
        }

        return ["dotnet", Path.Combine(AppContext.BaseDirectory, "sextant.dll")];
    }
}
