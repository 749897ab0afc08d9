using System.Globalization;

namespace Sextant.Cli.Settings;

/// <summary>Times as people write them: <c>500ms</c>, <c>4s</c>, <c>2m</c>, <c>1h</c>; a bare number is seconds.</summary>
internal static class Durations
{
    // The longest time that makes sense anywhere here; it also keeps the multiplication below from overflowing.
    private const double MostSeconds = 7 * 24 * 3600;

    public static bool TryRead(string text, out TimeSpan value)
    {
        value = default;
        (string number, double unit) = text switch
        {
            _ when text.EndsWith("ms", StringComparison.Ordinal) => (text[..^2], 0.001),
            _ when text.EndsWith('s') => (text[..^1], 1.0),
            _ when text.EndsWith('m') => (text[..^1], 60.0),
            _ when text.EndsWith('h') => (text[..^1], 3600.0),
            _ => (text, 1.0),
        };
        if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double amount)
            || amount * unit is not (>= 0 and <= MostSeconds))
        {
            return false;
        }

        value = TimeSpan.FromMilliseconds(Math.Round(amount * unit * 1000));
        return true;
    }

    public static TimeSpan Read(string text) =>
        TryRead(text, out TimeSpan value) ? value : throw new FormatException($"not a time: {text}");
}
