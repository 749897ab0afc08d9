namespace Sextant.Programme.Packs.Checking;

/// <summary>Who owns a key when: finds two owners on one day.</summary>
internal sealed class TimedOwners
{
    private readonly Dictionary<string, List<(DateOnly From, DateOnly Until, string Owner)>> _spans = new(StringComparer.Ordinal);

    /// <summary>Takes the key for a time; gives the owner who has it on some of those days.</summary>
    internal string? Clash(string key, string owner, DateOnly? from, DateOnly? until)
    {
        (DateOnly first, DateOnly last) = (from ?? DateOnly.MinValue, until ?? DateOnly.MaxValue);
        if (!_spans.TryGetValue(key, out List<(DateOnly From, DateOnly Until, string Owner)>? spans))
        {
            _spans[key] = spans = [];
        }

        string? other = spans.Where(span => span.From <= last && first <= span.Until).Select(span => span.Owner).FirstOrDefault();

        // Bounded: a pack that gives one key a thousand times has its fault already.
        if (spans.Count < 1000)
        {
            spans.Add((first, last, owner));
        }

        return other;
    }
}
