using System.CommandLine;
using Sextant.Cli.Screen;
using Sextant.Cli.Settings;
using Sextant.Cli.Wording;

namespace Sextant.Cli.Verbs;

/// <summary>One run of a verb: what was asked, the settings, and where to write in which language.</summary>
internal sealed class VerbRun(ParseResult parsed, SettingsOutcome outcome, Texts texts, IConsole console, TimeProvider clock)
{
    /// <summary>The parsed command line: <c>run.Parsed.GetValue(option)</c>.</summary>
    public ParseResult Parsed { get; } = parsed;

    /// <summary>Every value with its origin, and the faults.</summary>
    public SettingsOutcome Outcome { get; } = outcome;

    /// <summary>The settings, valid.</summary>
    public SextantSettings Settings => Outcome.Settings ?? throw new InvalidOperationException("a verb that shows faults must not use the settings");

    /// <summary>The sentences.</summary>
    public Texts Texts { get; } = texts;

    /// <summary>Where to write.</summary>
    public IConsole Console { get; } = console;

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; } = clock;

    /// <summary>Writes a sentence to the results. Parameters that are text are made harmless.</summary>
    public void Say(string key, params object?[] parameters) =>
        Write(Sentence(key, parameters));

    /// <summary>Writes a line to the results that is already harmless, folded where a person watches.</summary>
    public void Write(string line) => Console.Out.WriteLine(Folding.Fold(line, Console.Interactive ? Console.Width : null));

    /// <summary>Writes a sentence beside the results: a fault, a note, progress.</summary>
    public void Complain(string key, params object?[] parameters) =>
        Console.Error.WriteLine(Folding.Fold(Sentence(key, parameters), Console.Painting));

    /// <summary>A sentence whose parameters, where they are text, are made harmless; a fault of the system becomes a clause in the reader's language.</summary>
    public string Sentence(string key, params object?[] parameters) =>
        Texts.Format(key, [.. parameters.Select(p => p switch
        {
            string text => TerminalText.Safe(text),
            Exception fault => TerminalText.Safe(SystemFault.Of(fault, Texts)),
            _ => p,
        })]);
}
