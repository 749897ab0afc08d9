using System.CommandLine;
using System.CommandLine.Parsing;
using System.Reflection;
using Sextant.Cli.Screen;
using Sextant.Cli.Settings;
using Sextant.Cli.Wording;
using Sextant.Store.Databases;
using Sextant.Store.Duck;

namespace Sextant.Cli.Verbs;

/// <summary>
/// From the words of the command line to the run of a verb: parse, read the settings, choose the language, then help, version,
/// complaints or the verb itself.
/// </summary>
internal sealed class Shell
{
    private static readonly ParserConfiguration Plain = new()
    {
        EnablePosixBundling = false,
        ResponseFileTokenReplacer = null, // "@name" is a target that somebody mistyped, not a file of arguments
    };

    private readonly RootCommand _root = new("");
    private readonly Option<bool> _help = new("--help", "-h", "-?") { Recursive = true };
    private readonly Option<bool> _version = new("--version");
    private readonly Option<string> _config = new("--config") { Recursive = true, HelpName = "FILE" };
    private readonly IConsole _console;
    private readonly SettingsSources _sources;
    private readonly TimeProvider _clock;

    public Shell(IReadOnlyList<Verb> verbs, IConsole console, SettingsSources sources, TimeProvider clock)
    {
        (_console, _sources, _clock) = (console, sources, clock);
        _root.Options.Clear();
        _root.Directives.Clear();
        _root.Add(_help);
        _root.Add(_version);
        _root.Add(_config);
        foreach (Setting setting in SettingCatalog.All.Where(s => s.Group == SettingGroups.Common))
        {
            _root.Add(SettingOptions.Create(setting, everywhere: true));
        }

        foreach (Verb verb in verbs)
        {
            _root.Add(verb);
        }
    }

    /// <summary>The tree of verbs, for the help and the reference.</summary>
    public Command Root => _root;

    /// <summary>The version that <c>--version</c> prints and evidence carries.</summary>
    public static string Version { get; } =
        typeof(Shell).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>Runs one command line; gives the exit code.</summary>
    public async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken cancellationToken)
    {
        ParseResult parsed = _root.Parse(args, Plain);
        SettingsOutcome outcome = SettingsReader.Read(_sources with
        {
            Options = SettingOptions.Given(parsed),
            ConfigOption = parsed.GetResult(_config)?.Tokens is [var token, ..] ? token.Value : null,
        });
        Texts texts = Texts.Of(ChooseLanguage(outcome));
        var run = new VerbRun(parsed, outcome, texts, _console, _clock);
        if (parsed.GetResult(_help) is { Implicit: false })
        {
            _console.Out.Write(new HelpText(texts, Width: _console.Width).Of(parsed.CommandResult.Command));
            return ExitCodes.Ok;
        }

        if (parsed.GetResult(_version) is { Implicit: false })
        {
            _console.Out.WriteLine($"sextant {Version}");
            return ExitCodes.Ok;
        }

        return Complaints.Of(parsed, run) ? ExitCodes.BadInput : await RunVerbAsync(run, cancellationToken).ConfigureAwait(false);
    }

    private async Task<int> RunVerbAsync(VerbRun run, CancellationToken cancellationToken)
    {
        if (run.Parsed.CommandResult.Command is not Verb { Run: { } act } verb)
        {
            _console.Error.Write(new HelpText(run.Texts, Width: _console.Width).Of(run.Parsed.CommandResult.Command));
            return ExitCodes.BadInput;
        }

        if (run.Outcome.Settings is null && !verb.ShowsFaults)
        {
            SettingFaults.Write(run, _console.Error);
            return ExitCodes.BadInput;
        }

        try
        {
            return await act(run, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            run.Complain("shell.interrupted");
            return ExitCodes.Interrupted;
        }
        catch (BadInputException e)
        {
            run.Complain(e.Key, [.. e.Parameters]);
            foreach (string detail in e.Details)
            {
                _console.Error.WriteLine("  " + TerminalText.Safe(detail));
            }

            return ExitCodes.BadInput;
        }
        catch (Exception e) when (e is DuckLibraryException || DatabaseFaults.IsLocked(e))
        {
            return Unusable(run, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            run.Complain(SystemFault.PathOf(e) is null ? "shell.io" : "shell.io-at", e, SystemFault.PathOf(e));
            return ExitCodes.Failed;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return Failed(run, e);
        }
    }

    private static int Unusable(VerbRun run, Exception fault)
    {
        if (fault is DuckLibraryException library)
        {
            run.Complain(library.Why is null ? "keeping.no-duckdb" : "keeping.bad-duckdb", library.Path, library.Why);
        }
        else
        {
            run.Complain("keeping.locked", run.Settings.Keeping.DataFolder);
        }

        return ExitCodes.BadInput;
    }

    // Ours, or a database that broke while it was read. A trace helps nobody at a terminal; who mends it asks for one.
    private int Failed(VerbRun run, Exception fault)
    {
        run.Complain("shell.failed", Version, fault.GetType().Name, fault.Message.Split('\n')[0].TrimEnd());
        if (_sources.Environment.ContainsKey(SettingsSources.TraceVariable))
        {
            foreach (string line in fault.ToString().Split('\n'))
            {
                _console.Error.WriteLine(TerminalText.Safe(line.TrimEnd()));
            }
        }

        return ExitCodes.Failed;
    }

    private Language ChooseLanguage(SettingsOutcome outcome) => outcome.Word(SettingCatalog.Lang) switch
    {
        "vi" => Language.Vi,
        "en" => Language.En,
        _ => Languages.OfLocale(_sources.Environment.GetValueOrDefault("LANG")),
    };
}
