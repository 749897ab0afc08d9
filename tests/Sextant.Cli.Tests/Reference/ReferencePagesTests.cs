using Sextant.Cli.Reference;
using Sextant.Testing;

namespace Sextant.Cli.Tests.Reference;

public sealed class ReferencePagesTests
{
    [Fact]
    public void The_checked_in_pages_are_what_the_program_writes()
    {
        foreach ((string name, string text) in ReferencePages.All())
        {
            string path = Repository.At("docs", "reference", name);
            string kept = File.Exists(path) ? File.ReadAllText(path) : "";
            Assert.True(kept == text, $"docs/reference/{name} is out of date. Write it again with: sextant reference docs/reference");
        }
    }
}
