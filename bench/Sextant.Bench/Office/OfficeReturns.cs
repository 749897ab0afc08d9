using Sextant.Programme.Measured;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Returns;

namespace Sextant.Bench.Office;

/// <summary>Returns of the units that focal points speak for: each was handed in once, and is corrected again and again by its writer, with a mark in the reason.</summary>
internal static class OfficeReturns
{
    private const string Form = "data-centre";

    /// <summary>Asks for a quarter's returns and hands the first ones in; gives the quarter.</summary>
    public static async Task<string> MakeAsync(ProgrammeDatabase register, PeopleArea people, Viewer office, IReadOnlyList<OfficePerson> persons)
    {
        DateOnly today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        string quarter = Quarter.Of(today).Before.ToString();
        var settled = new ReturnOffice(register, TimeProvider.System);
        await settled.AskAsync(Form, quarter, today.AddDays(30), office);
        ReturnStore store = Store(register, people.Reach);
        var editing = new ReturnEditing(register, store, people.Reach, TimeProvider.System);
        foreach (string unit in persons.Select(person => person.Unit).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            await settled.OweAsync(unit, Form, null, office);
            Viewer focal = office with { Grants = [new Grant("return", Role.FocalPoint, unit, null, null)] };
            var figures = ReturnForm.Of(Form)!.Fields.ToDictionary(field => field.Id, field => field.PartOf is null ? 12m : 0m, StringComparer.Ordinal);
            string key = await editing.SaveAsync(new ReturnDraft(unit, Form, quarter) { Figures = figures }, focal);
            await editing.SubmitAsync(key, "Trần Văn Minh", "Trưởng phòng", focal);
        }

        return quarter;
    }

    /// <summary>The page of a unit's return.</summary>
    public static string PageOf(string unit, string quarter) => $"/returns/{unit}/{Form}/{quarter}";

    /// <summary>Why each version corrects the one before it.</summary>
    public static async Task<IReadOnlyList<string>> ReasonsAsync(ProgrammeDatabase register, PeopleReach reach, string? quarter)
    {
        var reasons = new List<string>();
        if (quarter is not null)
        {
            ReturnStore store = Store(register, reach);
            var reader = new Viewer { From = "bench", Person = "bench", Grants = [new Grant("read", Role.Reviewer, null, null, null)] };
            foreach (DutyView duty in await store.DutiesAsync(Form))
            {
                reasons.AddRange((await store.VersionsAsync(duty.Organisation, Form, quarter, reader)).Select(version => version.Corrects).OfType<string>());
            }
        }

        return reasons;
    }

    private static ReturnStore Store(ProgrammeDatabase register, PeopleReach reach) => new(register, new NothingMeasured(), reach, TimeProvider.System);
}
