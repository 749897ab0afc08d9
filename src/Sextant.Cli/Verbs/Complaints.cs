using System.CommandLine;
using System.CommandLine.Parsing;

namespace Sextant.Cli.Verbs;

/// <summary>What the parser did not understand, in the user's language and with the way out.</summary>
internal static class Complaints
{
    /// <summary>Writes every complaint; true when there was one.</summary>
    public static bool Of(ParseResult parsed, VerbRun run)
    {
        // The parser takes "[word]" in front for a directive and says nothing about one that it does not know.
        string[] unknown = [.. parsed.Tokens.Where(t => t.Type == TokenType.Directive).Select(t => t.Value), .. parsed.UnmatchedTokens, .. Mistaken(parsed)];
        if (parsed.Errors.Count == 0 && unknown.Length == 0)
        {
            return false;
        }

        foreach (string word in unknown)
        {
            run.Complain(word.StartsWith('-') ? "shell.unknown-option" : "shell.unknown-word", word);
        }

        foreach (ParseError error in parsed.Errors)
        {
            Complain(error, parsed, run);
        }

        run.Complain("shell.see-help", Path(parsed.CommandResult));
        return true;
    }

    // A verb that takes any number of words takes a misspelt option for one of them. Behind "--" every word is meant as it stands.
    private static IEnumerable<string> Mistaken(ParseResult parsed) => parsed.Tokens.Any(t => t.Type == TokenType.DoubleDash)
        ? []
        : parsed.CommandResult.Command.Arguments
            .SelectMany(argument => parsed.GetResult(argument)?.Tokens ?? [])
            .Select(token => token.Value).Where(word => word.Length > 1 && word[0] == '-').Take(1);

    /// <summary><c>sextant config check</c></summary>
    public static string Path(CommandResult at)
    {
        List<string> words = [];
        for (SymbolResult? result = at; result is CommandResult command; result = result.Parent)
        {
            words.Insert(0, command.Command is RootCommand ? "sextant" : command.Command.Name);
        }

        return string.Join(' ', words);
    }

    private static void Complain(ParseError error, ParseResult parsed, VerbRun run)
    {
        switch (error.SymbolResult)
        {
            case OptionResult { Tokens.Count: 0 } option:
                run.Complain("shell.needs-value", option.Option.Name);
                break;
            case OptionResult option:
                run.Complain("shell.bad-value", option.Option.Name, string.Join(' ', option.Tokens.Select(t => t.Value)));
                break;
            case ArgumentResult { Tokens.Count: 0 } argument:
                run.Complain("shell.needs-argument", argument.Argument.Name);
                break;
            case ArgumentResult argument:
                run.Complain("shell.bad-value", argument.Argument.Name, string.Join(' ', argument.Tokens.Select(t => t.Value)));
                break;
            case CommandResult { Command: Verb { Run: null } or RootCommand } when parsed.UnmatchedTokens.Count == 0:
                run.Complain("shell.needs-verb");
                break;
            case CommandResult command when parsed.UnmatchedTokens.Count == 0:
                foreach (Argument missing in command.Command.Arguments.Where(a => a.Arity.MinimumNumberOfValues > 0 && parsed.GetResult(a) is not { Tokens.Count: > 0 }))
                {
                    run.Complain("shell.needs-argument", missing.Name);
                }

                foreach (Option missing in command.Command.Options.Where(o => o.Required && parsed.GetResult(o) is null))
                {
                    run.Complain("shell.needs-option", missing.Name);
                }

                break;
            default:
                break; // unmatched words were named above
        }
    }
}
