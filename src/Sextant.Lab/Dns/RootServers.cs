namespace Sextant.Lab.Dns;

/// <summary>The name servers of every world's root.</summary>
internal static class RootServers
{
    public static readonly string[] Names = ["a.root.test", "b.root.test"];
}
