using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.Training;

/// <summary>
/// Who is who: one e-mail address is one person, and one staff number within a unit is one person. Names are not: they only find possible doubles, which a person then looks at.
/// </summary>
internal sealed class IdentityBook
{
    private readonly Dictionary<string, RegisterLearner> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _byEmail = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _byStaff = new(StringComparer.Ordinal);
    private int _last;

    internal static async Task<IdentityBook> OpenAsync(ProgrammeContext context, CancellationToken cancellation)
    {
        var book = new IdentityBook { _last = await context.Set<RegisterLearner>().Select(row => (int?)row.Number).MaxAsync(cancellation).ConfigureAwait(false) ?? 0 };
        foreach (RegisterLearner row in await context.Set<RegisterLearner>().AsNoTracking().Where(row => row.SupersededAt == null && !row.Withdrawn && !row.Erased).OrderBy(row => row.Number).ToListAsync(cancellation).ConfigureAwait(false))
        {
            book.Add(row);
        }

        return book;
    }

    /// <summary>Key of the row that stands for a person; of whom nothing is known here any more, the own.</summary>
    internal string RootKey(string key) => _rows.TryGetValue(key, out RegisterLearner? row) && row.MergedInto is { } into && _rows.ContainsKey(into) ? into : key;

    /// <summary>The row as it should be of somebody who is met: a known person with what is newly known, or a new person.</summary>
    /// <param name="fault">Why it cannot be told who it is; null: it can.</param>
    /// <param name="named">Who is in the way.</param>
    internal RegisterLearner Met(RegisterLearner met, out string? fault, out string named)
    {
        string? byEmail = met.Email is { } email && _byEmail.TryGetValue(email, out string? one) ? RootKey(one) : null;
        string? byStaff = LearnerForm.StaffKey(met) is { } staff && _byStaff.TryGetValue(staff, out string? other) ? RootKey(other) : null;
        fault = byEmail is not null && byStaff is not null && byEmail != byStaff ? "learner-two" : null;
        string? found = byEmail ?? byStaff;
        named = found is null ? string.Empty : _rows[found].Name;
        if (found is null || fault is not null)
        {
            return found is null ? New(met) : met;
        }

        // An address of an office, or a number typed wrong, would otherwise make two people one.
        RegisterLearner held = _rows[found];
        fault = held.NameKey == met.NameKey ? null : "learner-other-name";
        return fault is null ? With(held, met) : met;
    }

    /// <summary>Whether somebody is known by address or number as a person of none of these units: of whom nothing may be told to who speaks for these, nor changed by it.</summary>
    /// <param name="own">Null: every unit.</param>
    internal bool IsElsewhere(RegisterLearner met, IReadOnlySet<string>? own)
    {
        string? byEmail = met.Email is { } email ? _byEmail.GetValueOrDefault(email) : null;
        string? byStaff = LearnerForm.StaffKey(met) is { } staff ? _byStaff.GetValueOrDefault(staff) : null;
        return new[] { byEmail, byStaff }.OfType<string>().Any(key => !UnitReach.Covers(own, _rows[RootKey(key)].Organisation));
    }

    /// <summary>Notes a row, so that the next who is met is compared with it.</summary>
    internal void Add(RegisterLearner row)
    {
        _rows[row.Key] = row;
        if (row.Email is { } email)
        {
            _byEmail[email] = row.Key;
        }

        if (LearnerForm.StaffKey(row) is { } staff)
        {
            _byStaff[staff] = row.Key;
        }
    }

    private RegisterLearner New(RegisterLearner met)
    {
        met.Number = ++_last;
        met.Key = met.Number.ToString(CultureInfo.InvariantCulture);
        return met;
    }

    /// <summary>What is newly known of a person stands; what is not said of it stays. A staff number belongs to its unit and goes with it.</summary>
    private static RegisterLearner With(RegisterLearner held, RegisterLearner met)
    {
        var row = (RegisterLearner)held.Next();
        (row.Email, row.Job) = (met.Email ?? held.Email, met.Job ?? held.Job);
        if (LearnerForm.UnitKey(met) is { } unit && unit != LearnerForm.UnitKey(held))
        {
            (row.Organisation, row.UnitText, row.StaffNumber) = (met.Organisation, met.UnitText, met.StaffNumber);
        }
        else
        {
            row.StaffNumber = met.StaffNumber ?? held.StaffNumber;
        }

        return row;
    }
}
