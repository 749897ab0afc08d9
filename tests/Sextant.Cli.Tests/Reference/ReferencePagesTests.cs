using System.CommandLine;
using Sextant.Cli.Reference;
using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;
using Sextant.Testing;

namespace Sextant.Cli.Tests.Reference;

public sealed class ReferencePagesTests
{
    [Fact]
    public void The_checked_in_pages_are_what_the_program_writes()
    {
        Command root = new Shell(Program.Verbs(), new TestConsole(), new SettingsSources(), TimeProvider.System).Root;
        foreach ((string name, string text) in ReferencePages.All(root))
        {
            string path = Repository.At("docs", "reference", name);
            string kept = File.Exists(path) ? File.ReadAllText(path) : "";
            Assert.True(kept == text, $"docs/reference/{name} is out of date. Write it again with: sextant reference docs/reference");
        }
    }
}
