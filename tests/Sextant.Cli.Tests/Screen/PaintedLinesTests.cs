using Sextant.Cli.Screen;

namespace Sextant.Cli.Tests.Screen;

public sealed class PaintedLinesTests
{
    [Fact]
    public void Each_painting_covers_the_last_one_whatever_its_length()
    {
        var console = new TestConsole { Painting = 20 };
        var lines = new PaintedLines(console);
        lines.Show(["a line that is longer than the terminal", "two", "three"]);
        lines.Show(["one"]);
        Assert.Equal(["one"], Terminal.Of(console.Complained.ToString(), 20));
        lines.Clear();
        lines.Clear();
        console.Error.WriteLine("the sum");
        Assert.Equal(["the sum"], Terminal.Of(console.Complained.ToString(), 20));
    }
}
