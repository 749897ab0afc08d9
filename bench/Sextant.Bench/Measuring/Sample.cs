using System.Globalization;
using System.Text;

namespace Sextant.Bench.Measuring;

/// <summary>Rows of repeated measurements: median, least and most.</summary>
internal sealed class Sample(string subject)
{
    private readonly StringBuilder _rows = new();

    /// <summary>Adds a row of milliseconds; <paramref name="floor"/> is the median that it is compared with.</summary>
    public double Row(string name, IEnumerable<double> milliseconds, double? floor = null)
    {
        double[] sorted = [.. milliseconds.Order()];
        double median = sorted[sorted.Length / 2];
        string ratio = floor is { } least ? string.Create(CultureInfo.InvariantCulture, $"{median / least:N1}") : "";
        _rows.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {sorted.Length} | {median:N0} | {sorted[0]:N0} | {sorted[^1]:N0} | {ratio} |");
        return median;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{subject}\n\n| what | times | median ms | least | most | times the floor |\n|---|---:|---:|---:|---:|---:|\n{_rows}";
}
