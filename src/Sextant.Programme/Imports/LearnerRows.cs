using Sextant.Programme.Register;
using Sextant.Programme.Tables;
using Sextant.Programme.Training;

namespace Sextant.Programme.Imports;

/// <summary>Reads a person who learns from a row of a table.</summary>
internal static class LearnerRows
{
    /// <summary>The person, to be known again or written down; null, with every fault noted, where the row does not say who it is.</summary>
    /// <param name="unitText">The unit in words, where the register has none of it.</param>
    /// <param name="unitUnknown">Whether the row names a unit that is faulty: what hangs on it is not judged then.</param>
    internal static RegisterLearner? Read(TableRow row, string? organisation, string? unitText, bool unitUnknown)
    {
        string? name = row.Text("full-name", required: true, LearnerForm.LongestName);
        (string? number, string? job, string? email) = (row.Text("staff-number", most: 50), row.Text("job", most: 200), row.Text("email", most: 320));
        string? address = email is null ? null : LearnerForm.Email(email);
        if (email is not null && address is null)
        {
            row.Fault("email", "email", Quoted.Of(email));
        }

        if (name is not null && !LearnerForm.IsName(name))
        {
            row.Fault("full-name", "person-name");
            return null;
        }

        var person = new RegisterLearner
        {
            Key = "", Name = name ?? "", NameKey = LearnerForm.NameKey(name ?? ""), Organisation = organisation, UnitText = organisation is null ? unitText : null, Email = address, StaffNumber = number, Job = job,
        };
        bool unclear = (email is not null && address is null) || unitUnknown;
        string? missing = unclear ? null : LearnerForm.Missing(person);
        if (missing is not null)
        {
            row.Fault(missing == "learner-identity" ? "email" : "staff-number", missing);
        }

        return name is null || missing is not null || unclear ? null : person;
    }
}
