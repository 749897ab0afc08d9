using System.Text;

namespace Sextant.Cli.Screen;

/// <summary>The process's own terminal, in UTF-8 whatever the locale says: Vietnamese must never arrive as question marks.</summary>
internal sealed class SystemConsole : IConsole
{
    private const int WidthOfAFile = 100;

    /// <summary>Below this nothing reads well; some terminals say 0 when they do not know.</summary>
    private const int Narrowest = 20;

    private readonly bool _paints;

    public SystemConsole()
    {
        Out = Writer(Console.OpenStandardOutput());
        Error = Writer(Console.OpenStandardError());
        bool able = Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");
        Interactive = able && !Console.IsOutputRedirected;
        _paints = able && !Console.IsErrorRedirected;
        Width = Interactive ? TerminalWidth() : WidthOfAFile;
    }

    public TextWriter Out { get; }

    public Stream OutBytes => ((StreamWriter)Out).BaseStream;

    public Stream In => Console.OpenStandardInput();

    public TextWriter Error { get; }

    public bool Interactive { get; }

    /// <inheritdoc/>
    /// <remarks>Asked each time: a window is made narrower while a campaign runs.</remarks>
    public int? Painting => _paints ? TerminalWidth() : null;

    public int Width { get; }

    private static StreamWriter Writer(Stream stream) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true, NewLine = "\n" };

    private static int TerminalWidth()
    {
        try
        {
            return Console.WindowWidth is >= Narrowest and var width ? width : WidthOfAFile;
        }
        catch (IOException)
        {
            return WidthOfAFile; // a terminal that does not tell its size
        }
    }
}
