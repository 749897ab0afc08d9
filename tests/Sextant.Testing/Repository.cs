namespace Sextant.Testing;

/// <summary>The working copy that the tests were built from.</summary>
public static class Repository
{
    /// <summary>Its folder: the first one upwards that holds the solution.</summary>
    public static string Root { get; } = Find();

    /// <summary>A path inside it.</summary>
    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Sextant.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("tests run inside the working copy: Sextant.slnx was not found above " + AppContext.BaseDirectory);
    }
}
