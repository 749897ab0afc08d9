using Sextant.Checks;

namespace Sextant.Cli.Reports;
internal sealed record Recipe(string Title, IReadOnlyList<string> Steps, string? Configuration);
internal sealed record Repair(Finding Finding, Recipe Recipe)
{
    public static Repair? First(MeasuredName measured, string language) => null;
}
