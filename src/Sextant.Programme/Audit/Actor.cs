namespace Sextant.Programme.Audit;

/// <summary>Who does something, and from where: both stand in the audit log for ever.</summary>
/// <param name="Who"><c>person:ID</c>, <c>token:ID</c>, <c>provider:NAME</c>, <c>command-line:NAME</c> or <c>program</c>.</param>
/// <param name="From">A client's address, or the name of the machine.</param>
public sealed record Actor(string Who, string From)
{
    /// <summary>What must hold for the next change; null: nothing beyond its own rules.</summary>
    public WriteTerms? Terms { get; init; }

    /// <summary>The program by itself: at its start, by its clock.</summary>
    public static Actor Program { get; } = new("program", "program");

    /// <summary>A person at a client.</summary>
    public static Actor Person(string id, string from) => new($"person:{id}", from);

    /// <summary>An API token of a person at a client.</summary>
    public static Actor Token(string id, string from) => new($"token:{id}", from);

    /// <summary>A stranger who is about to become a person: holds a link.</summary>
    public static Actor Link(string id, string from) => new($"link:{id}", from);

    /// <summary>An identity provider, for whoever comes from it and is not known yet.</summary>
    public static Actor Provider(string name, string from) => new($"provider:{name}", from);

    /// <summary>Who may run the program on its machine.</summary>
    public static Actor CommandLine(string user, string machine) => new($"command-line:{user}", machine);
}
