namespace Sextant.Programme.Tables;

/// <summary>What a stranger's file says, inside a sentence of ours.</summary>
internal static class Quoted
{
    /// <summary>60: enough to find it again; a file may hold anything.</summary>
    private const int Length = 60;

    /// <summary>A value in quotes, cut, without control characters that could steer a terminal.</summary>
    internal static string Of(string? value)
    {
        string clean = new([.. (value ?? string.Empty).Take(Length).Select(c => char.IsControl(c) || char.IsSurrogate(c) || IsBidi(c) ? '?' : c)]);
        return value is { Length: > Length } ? $"\"{clean}...\"" : $"\"{clean}\"";
    }

    /// <summary>Direction overrides and isolates, which make text read otherwise than it is.</summary>
    private static bool IsBidi(char c) => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200E' or '\u200F';
}
