using System.Globalization;

namespace Sextant.Measurement.Schedules;

/// <summary>One field of a cron rule: which numbers it allows, as bits.</summary>
/// <param name="Bits">Bit n: the number n.</param>
/// <param name="Any">It begins with <c>*</c>: it does not restrict the day (crontab(5)).</param>
internal readonly record struct CronField(ulong Bits, bool Any)
{
    /// <summary>Whether it allows a number.</summary>
    public bool Allows(int number) => (Bits >> number & 1) != 0;

    /// <summary>Reads <c>*</c>, <c>*/15</c>, <c>1-5</c>, <c>1-30/7</c>, <c>MON,WED</c>; null when it is none of these.</summary>
    /// <param name="text">The field.</param>
    /// <param name="least">The smallest number.</param>
    /// <param name="most">The largest.</param>
    /// <param name="names">Three letters for numbers from <paramref name="least"/> on, where the field has them.</param>
    public static CronField? Read(string text, int least, int most, IReadOnlyList<string> names)
    {
        ulong bits = 0;
        foreach (string part in text.Split(','))
        {
            string[] halves = part.Split('/');
            int step = 1;
            if (halves.Length > 2 || (halves.Length == 2 && (!Number(halves[1], out step) || step < 1)))
            {
                return null;
            }

            if (Range(halves[0], least, most, names, stepped: halves.Length == 2) is not var (from, to))
            {
                return null;
            }

            for (int number = from; number <= to; number += step)
            {
                bits |= 1UL << number;
            }
        }

        return new CronField(bits, text.StartsWith('*'));
    }

    private static (int From, int To)? Range(string text, int least, int most, IReadOnlyList<string> names, bool stepped)
    {
        if (text == "*")
        {
            return (least, most);
        }

        string[] ends = text.Split('-');
        return ends.Length <= 2 && Value(ends[0], least, most, names) is { } from && Value(ends[^1], least, most, names) is { } to && from <= to
            ? (from, ends.Length == 1 && stepped ? most : to) // 10/20 means 10-59/20, as everybody else reads it
            : null;
    }

    private static int? Value(string text, int least, int most, IReadOnlyList<string> names)
    {
        for (int i = 0; i < names.Count; i++)
        {
            if (text.Equals(names[i], StringComparison.OrdinalIgnoreCase))
            {
                return least + i;
            }
        }

        return Number(text, out int number) && number >= least && number <= most ? number : null;
    }

    private static bool Number(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
