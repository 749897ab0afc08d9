namespace Sextant.Programme.Tables;

/// <summary>Figures and signs in the wide forms of East Asian keyboards, as they are typed by mistake.</summary>
internal static class WideText
{
    /// <summary>From the wide exclamation mark on, wide forms stand in the order of ASCII (Unicode, halfwidth and fullwidth forms).</summary>
    private const char First = '\uFF01';

    private const char Last = '\uFF5E';

    /// <summary>The same text in plain forms.</summary>
    internal static string Narrow(string text) =>
        text.AsSpan().ContainsAnyInRange(First, Last) ? string.Concat(text.Select(c => c is >= First and <= Last ? (char)(c - First + '!') : c)) : text;
}
