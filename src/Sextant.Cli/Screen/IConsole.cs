namespace Sextant.Cli.Screen;

/// <summary>Where the program writes to: the terminal, or a test's pair of writers.</summary>
internal interface IConsole
{
    /// <summary>Results. What is written here must have gone through <see cref="TerminalText.Safe(string?)"/> when it came from outside.</summary>
    TextWriter Out { get; }

    /// <summary>Results as bytes, for what is written by the megabyte. Not to be mixed with <see cref="Out"/>.</summary>
    Stream OutBytes { get; }

    /// <summary>What is piped in.</summary>
    Stream In { get; }

    /// <summary>Faults, notes and progress: never mixed with results, so that a script can read <see cref="Out"/>.</summary>
    TextWriter Error { get; }

    /// <summary>A person is watching <see cref="Out"/>: colours make sense.</summary>
    bool Interactive { get; }

    /// <summary>The columns of the terminal that shows <see cref="Error"/>, where progress may be painted over; null when it goes to a file or the terminal cannot do that.</summary>
    int? Painting { get; }

    /// <summary>Columns of the terminal; 100 when nobody is watching, so that saved output reads well.</summary>
    int Width { get; }
}
