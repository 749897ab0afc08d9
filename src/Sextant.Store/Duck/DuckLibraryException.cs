namespace Sextant.Store.Duck;

/// <summary>The DuckDB library is not where it belongs, or cannot be loaded.</summary>
public sealed class DuckLibraryException : DllNotFoundException
{
    internal DuckLibraryException(string path, string? why)
        : base(why is null ? $"{DuckLibrary.FileName} is missing: it belongs at {path}. In a checkout, eng/fetch-duckdb lays it under artifacts/native." : $"{path} cannot be loaded: {why}") =>
        (Path, Why) = (path, why);

    /// <summary>Where it is, or belongs.</summary>
    public string Path { get; }

    /// <summary>What the system says of it; null when it is missing.</summary>
    public string? Why { get; }
}
