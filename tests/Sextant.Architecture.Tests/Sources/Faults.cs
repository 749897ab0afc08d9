namespace Sextant.Architecture.Tests.Sources;

/// <summary>Fails with every fault in full: who repairs wants the whole list.</summary>
internal static class Faults
{
    public static void None(IEnumerable<string> found, string advice = "")
    {
        string[] all = [.. found];
        Assert.True(all.Length == 0, $"{all.Length} found:\n{string.Join('\n', all)}\n{advice}");
    }
}
