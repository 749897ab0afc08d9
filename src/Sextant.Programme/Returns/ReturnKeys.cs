using System.Globalization;

namespace Sextant.Programme.Returns;

/// <summary>Names of returns and their parts.</summary>
internal static class ReturnKeys
{
    internal static string Of(ReturnDraft draft, int number) => string.Create(CultureInfo.InvariantCulture, $"{draft.Organisation}/{draft.Form}/{draft.Period}/{number}");

    internal static string Part(string key, string what, int position) => string.Create(CultureInfo.InvariantCulture, $"{key}/{what}-{position}");
}
