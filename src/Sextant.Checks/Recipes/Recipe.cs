namespace Sextant.Checks.Recipes;

/// <summary>How to mend what a finding says, for one software, in one language. All of it is plain text: whoever shows it encodes it.</summary>
public sealed record Recipe
{
    /// <summary>What is to be done, in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>The software it is written for; <see cref="Software.Unknown"/> where software makes no difference or is not known.</summary>
    public required Software Software { get; init; }

    /// <summary>Who has to act: <c>server</c>, <c>dns-host</c>, <c>registrar</c>, <c>network</c>.</summary>
    public required IReadOnlyList<string> Who { get; init; }

    /// <summary>What to do, in order; the first step says who has to act.</summary>
    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>Configuration and commands, each with the place where it goes.</summary>
    public required IReadOnlyList<ConfigurationPart> Parts { get; init; }

    /// <summary>All parts as one text, each under its place; empty when there is none.</summary>
    public string Configuration => string.Join("\n\n", Parts.Select(p => $"# {p.Place}\n{p.Text}"));
}

/// <summary>A piece of configuration.</summary>
/// <param name="Place">The file it belongs to, or what takes it.</param>
/// <param name="Syntax">Its syntax: <c>nginx</c>, <c>apache</c>, <c>iis</c>, <c>postfix</c>, <c>named</c>, <c>nsd</c>, <c>pdns</c>, <c>knot</c>, <c>zone</c>, <c>nft</c>, <c>shell</c>.</param>
/// <param name="Text">The text.</param>
public sealed record ConfigurationPart(string Place, string Syntax, string Text);
