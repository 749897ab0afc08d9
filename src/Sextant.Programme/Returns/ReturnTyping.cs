using Sextant.Programme.Register;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Returns;

/// <summary>Figures as people type them into a page: 17.500.000, 94,1.</summary>
public static class ReturnTyping
{
    /// <summary>The figure of a field; null: nothing was typed.</summary>
    /// <exception cref="RefusedException">It is none.</exception>
    public static decimal? Number(string? typed, string column, int decimals)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        decimal? number = NumberText.Read(typed, decimals, out string? fault);
        return fault is null ? number : throw new RefusedException("return-number", new TableWord("column." + column), Quoted.Of(typed));
    }
}
