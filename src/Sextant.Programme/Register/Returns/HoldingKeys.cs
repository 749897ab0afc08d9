namespace Sextant.Programme.Register;

/// <summary>Keys of what is counted with whom: what it is, and for a further time its first day.</summary>
internal static class HoldingKeys
{
    private const string Brand = "brand/";

    /// <summary>What a network or a brand is called in keys, with whomever and since whenever it is counted.</summary>
    internal static string Subject(string kind, string name) => kind == "network" ? "as" + name : Brand + Written.Slug(name);

    /// <summary>The same of a row.</summary>
    internal static string Subject(RegisterHolding row) => row.Kind == "network" ? "as" + row.Name : Brand + Slug(row);

    /// <summary>The slug of a brand.</summary>
    internal static string Slug(RegisterHolding row) => row.Key.Split('/')[1];

    /// <summary>A key for what is counted so from a day on; null: since always.</summary>
    internal static string Of(string subject, DateOnly? from) => from is null ? subject : $"{subject}/{RegisterKeys.Start(from)}";
}
