using System.Globalization;
using Sextant.Programme.Register;

namespace Sextant.Programme.Packs.Checking;

/// <summary>What the plans of <c>programme.json</c> must hold to.</summary>
internal static class TaskChecks
{
    private const string File = "programme.json";

    internal static void Run(Pack pack, PackCheck check)
    {
        HashSet<int> groups = [.. pack.WorkGroups.Select(group => group.Id)];
        HashSet<string> documents = PackCheck.Ids(pack.Documents.Select(document => document.Id));
        HashSet<string> meetings = PackCheck.Ids(pack.Meetings.Select(meeting => meeting.Id));
        check.Once(pack.Plans.Select(plan => plan.Id), File, "plans", "id");
        check.Each(pack.Plans, File, "plans", (plan, at) =>
        {
            check.Slug(File, $"{at}.id", plan.Id);
            if (meetings.Contains(plan.Id))
            {
                // Tasks of plans and of meetings are counted, and addressed, by the id of the one or the other.
                check.Add(File, $"{at}.id", "twice", PackFaults.Quote(plan.Id), "meetings");
            }

            check.Source(File, at, plan.Source);
            check.Known(File, $"{at}.decision", plan.Decision, documents, "documents.json");
            if (plan.Year is < 1990 or > 2200)
            {
                check.Add(File, $"{at}.year", "no-year");
            }

            if (plan.TaskCount > 1000 || plan.Tasks.Any(task => task.Number < 1 || task.Number > (plan.TaskCount ?? 1000)))
            {
                check.Add(File, $"{at}.tasks", "task-number");
            }

            check.Once(plan.Tasks.Select(task => task.Number.ToString(CultureInfo.InvariantCulture)), File, $"{at}.tasks", "number");
            check.Each(plan.Tasks, File, $"{at}.tasks", (task, place) =>
            {
                if (task.Group is { } group && !groups.Contains(group))
                {
                    check.Add(File, $"{place}.group", "no-group");
                }

                check.Known(File, $"{place}.lead", task.Lead, check.Organisations.Keys, "organisations.json");
                check.OneOf(File, $"{place}.dueBy", task.DueBy ?? string.Empty, [.. TaskWords.DueKinds]);
                check.Each(task.With, File, $"{place}.with", (unit, spot) => check.Known(File, $"{spot}.organisation", unit.Organisation, check.Organisations.Keys, "organisations.json"));
            });
        });
    }
}
