namespace Sextant.Programme.Register;

/// <summary>The closed words of documents: packs, people and pages use the same.</summary>
public static class DocumentWords
{
    /// <summary>Kinds of document, in the order of their rank.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
        ["law", "resolution", "decree", "decision", "directive", "circular", "standard", "plan", "programme", "notice", "letter", "report", "minutes", "news", "other"];

    /// <summary>What one document does to another.</summary>
    public static IReadOnlyList<string> Relations { get; } = ["amends", "replaces", "based-on", "guides"];

    /// <summary>What may show that an obligation is met.</summary>
    public static IReadOnlyList<string> Proofs { get; } = ["document", "target", "link"];
}
