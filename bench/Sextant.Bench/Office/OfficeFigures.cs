using System.Globalization;
using System.Text;

namespace Sextant.Bench.Office;

/// <summary>How long pages took, page by page.</summary>
internal sealed class OfficeFigures
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<double>> _took = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _errors = new(StringComparer.Ordinal);

    public int Count => _took.Values.Sum(list => list.Count);

    public void Add(string page, double milliseconds, bool good)
    {
        lock (_gate)
        {
            _took.TryAdd(page, []);
            _took[page].Add(milliseconds);
            _errors[page] = _errors.GetValueOrDefault(page) + (good ? 0 : 1);
        }
    }

    /// <summary>The table; alone: processor time of the server for one such page, by page.</summary>
    public void Write(StringBuilder text, string what, IReadOnlyDictionary<string, double> alone)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"| {what} | times | p50 ms | p95 ms | p99 ms | most | errors | alone, processor ms |").AppendLine("|---|---:|---:|---:|---:|---:|---:|---:|");
        foreach ((string page, List<double> took) in _took.Append(KeyValuePair.Create("**all**", _took.Values.SelectMany(one => one).ToList())))
        {
            double[] sorted = [.. took.Order()];
            int errors = _errors.GetValueOrDefault(page, _errors.Values.Sum());
            string own = alone.TryGetValue(page, out double processor) ? processor.ToString("0.0", CultureInfo.InvariantCulture) : "";
            text.AppendLine(CultureInfo.InvariantCulture, $"| {page} | {sorted.Length} | {At(sorted, 0.5):0} | {At(sorted, 0.95):0} | {At(sorted, 0.99):0} | {sorted[^1]:0} | {errors} | {own} |");
        }
    }

    private static double At(double[] sorted, double part) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * part))];
}
