using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Sextant.Wire;

namespace Sextant.Checks;

/// <summary>One thing a check says about one subject. It carries facts only: no weight and no sentence.</summary>
public sealed record Finding
{
    /// <summary>Id of the check that says it.</summary>
    public required string Check { get; init; }

    /// <summary>What it says: a kebab-case word, unique over all checks.</summary>
    public required string Tag { get; init; }

    /// <summary>What it speaks of: a host, a domain, a zone, a name server. Verdicts are formed for each criterion and subject.</summary>
    public required string Subject { get; init; }

    /// <summary>Facts for the sentence, in ordinal order of their names; values may come from the target and are untrusted.</summary>
    public ImmutableSortedDictionary<string, string> Parameters { get; init; } = NoParameters;

    /// <summary>The observed failure it follows from, where there is one. A tag that means unknown always has one.</summary>
    public Failure? Cause { get; init; }

    /// <summary>The family and port over which it was seen; null where it rests on nothing the vantage's path could spoil.</summary>
    public Path? RestsOn { get; init; }

    /// <summary>True when the times it rests on are the system's own: that the program was late does not put them in doubt.</summary>
    [JsonIgnore]
    public bool TimedBySystem { get; init; }

    /// <summary>True when the vantage had no healthy reference for <see cref="RestsOn"/>: such a fault is not published. Set by the judge, and by a check that knows that nothing else shows the vantage to be sound.</summary>
    public bool SingleLook { get; init; }

    /// <summary>Why it is not believed: the fault may be the vantage's own. Then it makes nothing but unknown. Set by the judge.</summary>
    public Failure? Doubt { get; init; }

    /// <summary>No parameters, in the order every finding uses.</summary>
    public static ImmutableSortedDictionary<string, string> NoParameters { get; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>A way out of the vantage: one family, one port.</summary>
    /// <param name="Family">The family.</param>
    /// <param name="Port">The remote port.</param>
    public readonly record struct Path(Family Family, int Port);
}

/// <summary>Short forms with which a check says something.</summary>
public static class Findings
{
    /// <summary>A finding of this check.</summary>
    public static Finding Says(this ICheck check, string tag, string subject, params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        var sorted = Finding.NoParameters;
        foreach ((string name, string value) in parameters)
        {
            sorted = sorted.SetItem(name, value);
        }

        return new Finding { Check = check.Id, Tag = tag, Subject = subject, Parameters = sorted };
    }

    /// <summary>The same, following from a failure.</summary>
    public static Finding Because(this Finding finding, Failure? cause) => finding with { Cause = cause };

    /// <summary>The same, seen over this family and port.</summary>
    public static Finding Over(this Finding finding, Family family, int port) => finding with { RestsOn = new Finding.Path(family, port) };
}
