using Sextant.Checks;

namespace Sextant.Web.Hosting;

/// <summary>The specifications that lie beside the checks, embedded in their assembly.</summary>
public static class Specifications
{
    /// <summary>The Markdown of a check's specification in a language.</summary>
    public static string Of(ICheck check, string language)
    {
        string resource = $"specifications/{check.GetType().Name}.{language}.md";
        using Stream stream = check.GetType().Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The specification {resource} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
