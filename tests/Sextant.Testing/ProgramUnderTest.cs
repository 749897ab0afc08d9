namespace Sextant.Testing;

/// <summary>
/// What to start when a test needs <c>sextant</c> as a process of its own: the published program where <c>./test</c> has made it, for
/// compiling at run time is most of the work of a short process; else the program beside the test.
/// </summary>
public static class ProgramUnderTest
{
    /// <summary>Says in which folder the published program lies; <c>./test</c> sets it after publishing.</summary>
    public const string Variable = "SEXTANT_TEST_PUBLISHED";

    /// <summary>The folder that was named; null when none was.</summary>
    /// <exception cref="FileNotFoundException">A folder was named and there is no program in it.</exception>
    public static string? Published { get; } = Named();

    /// <summary>The program's file, and the words that stand before its own.</summary>
    public static (string File, string[] Words) Command { get; } = Published is null
        ? ("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "sextant.dll")])
        : (Path.Combine(Published, "sextant"), []);

    /// <summary>The program that tests kill, built beside them in their configuration.</summary>
    public static string KillTarget { get; } = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Sextant.Testing.KillTarget", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "Sextant.Testing.KillTarget.dll"));

    private static string? Named() =>
        Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } given ? null
        : File.Exists(Path.Combine(given, "sextant")) ? given
        : throw new FileNotFoundException($"{Variable} names {given}, and there is no program in it: publishing failed");
}
