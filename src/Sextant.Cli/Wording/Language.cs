using System.Globalization;

namespace Sextant.Cli.Wording;

/// <summary>The languages of the program. Vietnamese first: it is the one when nothing says otherwise.</summary>
internal enum Language
{
    /// <summary>Vietnamese.</summary>
    Vi,

    /// <summary>English.</summary>
    En,
}

/// <summary>Words and forms that go with a <see cref="Language"/>.</summary>
internal static class Languages
{
    /// <summary>Numbers and dates: 94,1 % and 21/11/2026 on Vietnamese output.</summary>
    public static CultureInfo Culture(this Language language) =>
        CultureInfo.GetCultureInfo(language == Language.Vi ? "vi-VN" : "en-GB");

    /// <summary>The word of the option and of file names: <c>vi</c>, <c>en</c>.</summary>
    public static string Word(this Language language) => language == Language.Vi ? "vi" : "en";

    /// <summary>What a <c>LANG</c> such as <c>en_GB.UTF-8</c> asks for; Vietnamese when it asks for nothing that we speak.</summary>
    public static Language OfLocale(string? locale) =>
        locale is not null && locale.StartsWith("en", StringComparison.OrdinalIgnoreCase)
            && (locale.Length == 2 || !char.IsAsciiLetter(locale[2]))
            ? Language.En
            : Language.Vi;
}
