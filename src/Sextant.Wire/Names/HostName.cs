using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Sextant.Wire.Names;

/// <summary>
/// The name of a host or zone as people and URLs write it: internationalised or not, in any case, with or without the trailing dot.
/// Two spellings of one name are equal.
/// </summary>
public sealed class HostName : IEquatable<HostName>
{
    /// <summary>Longest name in text without the trailing dot (RFC 1035 section 3.1: 255 octets in wire form).</summary>
    public const int MaxLength = 253;

    // Three times the longest name: a label of any script grows when it becomes ASCII, and a longer text is never a name.
    private const int MaxInput = 3 * MaxLength;

    private HostName(string ascii, string unicode)
    {
        Ascii = ascii;
        Unicode = unicode;
    }

    /// <summary>Lower case A-labels without trailing dot: what is asked on the wire and what keys are made of.</summary>
    public string Ascii { get; }

    /// <summary>Lower case U-labels, for people.</summary>
    public string Unicode { get; }

    /// <summary>Whether any label is internationalised.</summary>
    public bool IsInternationalised => !string.Equals(Ascii, Unicode, StringComparison.Ordinal);

    /// <summary>The A-labels from left to right.</summary>
    public IReadOnlyList<string> Labels => Ascii.Split('.');

    /// <summary>Reads a name.</summary>
    /// <exception cref="FormatException">Not a name; the message says why.</exception>
    public static HostName Parse(string text) =>
        TryParse(text, out var name, out string? fault) ? name : throw new FormatException($"Not a host name: {fault}");

    /// <summary>Reads a name; false when it is none.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out HostName? name) => TryParse(text, out name, out _);

    /// <summary>Reads a name; when it is none, <paramref name="fault"/> is a word for why, which the texts turn into a sentence (<c>name-fault.url</c>).</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out HostName? name, [NotNullWhen(false)] out string? fault)
    {
        name = null;
        text = text?.Trim() ?? "";
        fault = ShapeFault(text);
        if (fault is not null)
        {
            return false;
        }

        // Conversions follow UTS #46: full-width dots and letters fold to plain ones before labels are counted.
        var mapping = new IdnMapping { AllowUnassigned = false, UseStd3AsciiRules = false };
        string ascii;
        string unicode;
        try
        {
            ascii = mapping.GetAscii(WithoutRootDot(text)).ToLowerInvariant();
            unicode = mapping.GetUnicode(ascii);
            if (!string.Equals(mapping.GetAscii(unicode).ToLowerInvariant(), ascii, StringComparison.Ordinal))
            {
                fault = "not-international";
                return false;
            }
        }
        catch (ArgumentException)
        {
            // Converting refuses a plain name too, and its labels say better why.
            fault = (System.Text.Ascii.IsValid(text) ? LabelFault(WithoutRootDot(text).ToLowerInvariant()) : null) ?? IdnFault(text);
            return false;
        }

        fault = LabelFault(ascii);
        name = fault is null ? new HostName(ascii, unicode) : null;
        return fault is null;
    }

    /// <inheritdoc/>
    public bool Equals(HostName? other) => other is not null && string.Equals(Ascii, other.Ascii, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as HostName);

    /// <inheritdoc/>
    public override int GetHashCode() => Ascii.GetHashCode(StringComparison.Ordinal);

    /// <summary>The A-labels.</summary>
    public override string ToString() => Ascii;

    private static string? ShapeFault(string text)
    {
        if (text.Length == 0)
        {
            return "empty";
        }

        if (text.Length > MaxInput)
        {
            return "too-long";
        }

        foreach (char c in text)
        {
            if (char.IsControl(c) || char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format && c is not ('\u200C' or '\u200D'))
            {
                return "invisible";
            }
        }

        if (text.Contains("://", StringComparison.Ordinal))
        {
            return "url";
        }

        return text.AsSpan().IndexOfAny("/\\?#@:[]%*") >= 0
            ? "sign"
            : null;
    }

    // UTS #46 reads these as full stops.
    private static string WithoutRootDot(string text) =>
        text.Length > 1 && text[^1] is '.' or '\u3002' or '\uFF0E' or '\uFF61' ? text[..^1] : text;

    private static string IdnFault(string text) => text.Contains("..", StringComparison.Ordinal) || text.StartsWith('.')
        ? "empty-label"
        : "idna";

    private static string? LabelFault(string ascii)
    {
        if (ascii.Length > MaxLength)
        {
            return "too-long";
        }

        string last = "";
        foreach (string label in ascii.Split('.'))
        {
            last = label;
            if (label.Length is 0 or > 63)
            {
                return label.Length == 0
                    ? "empty-label"
                    : "long-label";
            }

            // RFC 1123 section 2.1, and the underscore that exists in practice (RFC 8552) and that browsers resolve.
            if (label.AsSpan().IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789-_") >= 0)
            {
                return "letter";
            }

            if (label[0] == '-' || label[^1] == '-')
            {
                return "hyphen";
            }
        }

        // A name whose last label is a number is read as an IPv4 address by browsers, in decimal, octal or hexadecimal (WHATWG URL, "ends in a number").
        return last.AsSpan().IndexOfAnyExcept("0123456789") < 0
            || (last.StartsWith("0x", StringComparison.Ordinal) && last.AsSpan(2).IndexOfAnyExcept("0123456789abcdef") < 0)
            ? "number"
            : null;
    }
}
