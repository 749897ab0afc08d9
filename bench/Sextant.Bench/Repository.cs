namespace Sextant.Bench;

/// <summary>The checkout the bench was built in: what others built lies under its <c>artifacts</c>.</summary>
internal static class Repository
{
    private static readonly string Root = Find();

    /// <summary>A path below <c>artifacts</c>, whether it is there or not.</summary>
    public static string Artifact(params ReadOnlySpan<string> parts) => Path.Combine([Root, "artifacts", .. parts]);

    private static string Find()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "global.json")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("not inside the repository");
    }
}
