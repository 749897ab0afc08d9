using System.Globalization;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Training;

/// <summary>What is typed of a person, as it is kept and compared.</summary>
internal static class LearnerForm
{
    internal const int LongestName = 100;

    /// <summary>A row without number, of what was typed.</summary>
    /// <exception cref="RefusedException">Something of it cannot be.</exception>
    internal static RegisterLearner Row(LearnerDraft draft)
    {
        string name = IsName(draft.Name) ? draft.Name.Trim().Normalize() : throw new RefusedException("learner-name", LongestName);
        string? email = string.IsNullOrWhiteSpace(draft.Email) ? null : Email(draft.Email) ?? throw new RefusedException("learner-email");
        var row = new RegisterLearner
        {
            Key = string.Empty, Name = name, NameKey = NameKey(name), Organisation = draft.Organisation, UnitText = draft.Organisation is null ? Written.OptionalLine(draft.UnitText, "learner-line", 300) : null,
            Email = email, StaffNumber = Written.OptionalLine(draft.StaffNumber, "learner-line", 50), Job = Written.OptionalLine(draft.Job, "learner-line", 200),
        };
        return Missing(row) is { } word ? throw new RefusedException(word) : row;
    }

    /// <summary>What a person is known again by and is not there; null: nothing is missing.</summary>
    internal static string? Missing(RegisterLearner row) =>
        row.StaffNumber is not null && UnitKey(row) is null ? "learner-staff-unit" : row.Email is null && row.StaffNumber is null ? "learner-identity" : null;

    internal static bool IsName(string? typed) =>
        typed?.Trim() is { Length: > 0 and <= LongestName } name && !name.Any(c => char.IsControl(c) || char.IsSurrogate(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format) && Folded.Of(name).Any(char.IsLetter);

    /// <summary>An address as it is kept and compared; null: it is none.</summary>
    internal static string? Email(string typed)
    {
        try
        {
            return PeopleBooks.Address(typed).Folded;
        }
        catch (PeopleException)
        {
            return null;
        }
    }

    /// <summary>The words of a name in an order of their own: "Trần Văn Minh" and "MINH TRAN VAN" are alike.</summary>
    internal static string NameKey(string name) => string.Join(' ', Folded.Of(name).Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));

    /// <summary>The unit within which a staff number says who somebody is.</summary>
    internal static string? UnitKey(RegisterLearner row) => row.Organisation ?? (row.UnitText is { } text && Folded.Of(text) is { Length: > 0 } folded ? "~" + folded : null);

    internal static string? StaffKey(RegisterLearner row) => row.StaffNumber is { } number && UnitKey(row) is { } unit ? $"{unit}|{number.ToUpperInvariant()}" : null;
}
