using Sextant.Checks.Judging;

namespace Sextant.Cli.Screen;

/// <summary>Colours and marks of the terminal; plain marks alone when nobody watches, or when NO_COLOR is set.</summary>
internal sealed class Paint(bool colours)
{
    /// <summary>Colours where a person watches, unless NO_COLOR asks for none.</summary>
    public static Paint For(IConsole console) => new(console.Interactive && Wanted);

    /// <summary>The same for what is written beside the results.</summary>
    public static Paint ForProgress(IConsole console) => new(console.Painting is not null && Wanted);

    // https://no-color.org: any value but an empty one.
    private static bool Wanted => string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    public string Strong(string text) => With("1", text);

    public string Faint(string text) => With("2", text);

    public string Warn(string text) => With("33", text);

    /// <summary>The word of a class in its colour.</summary>
    public string OfClass(TargetClass value, string word) => value switch
    {
        TargetClass.Ready => With("1;32", word),
        TargetClass.Partial => With("1;33", word),
        TargetClass.Broken => With("1;31", word),
        TargetClass.None => With("1;35", word),
        _ => With("1;36", word),
    };

    /// <summary>The mark of a verdict: told apart without colour too.</summary>
    public string OfVerdict(Verdict value) => value switch
    {
        Verdict.Pass => With("32", "✓"),
        Verdict.Fail => With("31", "✗"),
        Verdict.Partial => With("33", "~"),
        Verdict.Unknown => With("36", "?"),
        _ => With("2", "-"),
    };

    private string With(string code, string text) => colours && text.Length > 0 ? $"\e[{code}m{text}\e[0m" : text;
}
