using Sextant.Architecture.Tests.Sources;

namespace Sextant.Architecture.Tests;

/// <summary>A verb is one file, one line in Program, its texts, and its part of the generated reference.</summary>
public sealed class VerbTests
{
    private static readonly string[] Commands =
    [
        .. House.Files("src/Sextant.Cli/Commands").Where(f => f.EndsWith("Command.cs", StringComparison.Ordinal)).Select(f => Path.GetFileNameWithoutExtension(f)),
    ];

    [Fact]
    public void Every_verb_has_its_line_in_Program()
    {
        string program = House.Read("src/Sextant.Cli/Program.cs");

        Assert.NotEmpty(Commands);
        Assert.All(Commands, command => Assert.Contains($"{command}.Create()", program));
    }

    [Fact]
    public void Every_verb_has_its_part_of_the_reference()
    {
        string reference = House.Read("docs/reference/cli.md");
        Assert.All(
            Commands.Where(c => c != "ReferenceCommand"), // hidden: it writes the reference
            command => Assert.Contains($"\n## `sextant {command[..^"Command".Length].ToLowerInvariant()}", reference));
    }
}
