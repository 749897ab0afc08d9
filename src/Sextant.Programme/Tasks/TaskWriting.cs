using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.Tasks;

/// <summary>Tasks as rows: what of a task can be written, and what shows that a report is true.</summary>
internal static class TaskWriting
{
    /// <summary>Writes a task with the units that work along; gives its key.</summary>
    internal static async Task<string> PutAsync(
        ProgrammeContext context, RegisterWriter writer, (string Owner, string? Plan, RegisterTask? Held, int Last) place, TaskDraft draft, string? reason, CancellationToken cancellation)
    {
        await CheckAsync(context, draft, cancellation).ConfigureAwait(false);
        await StandingAsync(context, place.Owner, place.Plan, [.. draft.With.Append(draft.Lead).OfType<string>()], cancellation).ConfigureAwait(false);
        int number = place.Held?.Number ?? place.Last + 1;
        string key = TaskWords.Task(place.Owner, number);
        var row = new RegisterTask
        {
            Key = key, Owner = place.Owner, Number = number, Plan = place.Plan, Direction = draft.Direction ?? place.Held?.Direction, WorkGroup = draft.WorkGroup, Text = Written.Text(draft.Text, "task-text"),
            Product = Written.OptionalText(draft.Product, "task-product"), Lead = draft.Lead, LeadText = Written.OptionalLine(draft.LeadText, "task-lead"),
            Due = draft.Due is { } due ? TaskWords.LastDay(due, draft.DueBy) : null, DueBy = draft.Due is null ? null : draft.DueBy ?? "day", State = "open", Source = place.Held?.Source,
        };
        RegisterCooperation[] units =
        [
            .. draft.With.Where(slug => slug != draft.Lead).Distinct(StringComparer.Ordinal).Select(slug => (Slug: (string?)slug, Text: (string?)null)).Concat(draft.WithText.Select(text => ((string?)null, (string?)Written.Line(text, "task-with"))))
                .Select((unit, i) => new RegisterCooperation { Key = TaskWords.Part(key, "with", i + 1), Task = key, Position = i + 1, Organisation = unit.Item1, Text = unit.Item2 }),
        ];
        if (place.Held is null)
        {
            writer.Add(row, reason);
            Array.ForEach(units, unit => writer.Add(unit, reason));
            return key;
        }

        await writer.PutAsync(row, reason, cancellation).ConfigureAwait(false);
        foreach (RegisterCooperation unit in units)
        {
            await writer.PutAsync(unit, reason, cancellation).ConfigureAwait(false);
        }

        await UnitsBackAsync(context, writer, (key, units.Length), "task rewritten", cancellation).ConfigureAwait(false);
        return key;
    }

    /// <summary>Takes back the units that work along from a place on.</summary>
    internal static async Task UnitsBackAsync(ProgrammeContext context, RegisterWriter writer, (string Task, int After) from, string reason, CancellationToken cancellation)
    {
        foreach (RegisterCooperation unit in await context.Current<RegisterCooperation>().Where(row => row.Task == from.Task && row.Position > from.After).ToListAsync(cancellation).ConfigureAwait(false))
        {
            await writer.TakeBackAsync(unit, reason, cancellation).ConfigureAwait(false);
        }
    }

    // Nothing is given to who no longer exists: in the year of the plan, or on the day of the meeting. Older plans are written down with the units of their time.
    private static async Task StandingAsync(ProgrammeContext context, string owner, string? plan, string[] units, CancellationToken cancellation)
    {
        DateOnly from = plan is not null
            ? new DateOnly((await context.HeldAsync<RegisterPlan>(plan, "plan-none", cancellation).ConfigureAwait(false)).Year, 1, 1)
            : (await context.HeldAsync<RegisterMeeting>(owner, "meeting-none", cancellation).ConfigureAwait(false)).Date;
        if (await context.Current<RegisterOrganisation>().Where(row => units.Contains(row.Key) && row.ValidUntil < from).Select(row => row.Key).OrderBy(key => key).FirstOrDefaultAsync(cancellation).ConfigureAwait(false) is { } over)
        {
            throw new RefusedException("organisation-over", over);
        }
    }

    private static async Task CheckAsync(ProgrammeContext context, TaskDraft draft, CancellationToken cancellation)
    {
        await context.OrganisationsAsync([.. draft.With.Append(draft.Lead).OfType<string>()], cancellation).ConfigureAwait(false);

        if (draft.WorkGroup is { } group && !await context.Current<RegisterWorkGroup>().AnyAsync(row => row.Number == group, cancellation).ConfigureAwait(false))
        {
            throw new RefusedException("work-group-none", group);
        }

        if (draft.Direction is { } direction)
        {
            await context.HeldAsync<RegisterDirection>(direction, "direction-none", cancellation).ConfigureAwait(false);
        }

        if ((draft.DueBy is { } by && !TaskWords.DueKinds.Contains(by, StringComparer.Ordinal)) || draft.Due is { Year: < 1990 or > 2200 })
        {
            throw new RefusedException("task-due");
        }
    }

    /// <summary>What is named as evidence, by its key: a document may be named by a number that it alone bears.</summary>
    internal static async Task<string?> ProofAsync(ProgrammeContext context, ReportDraft draft, CancellationToken cancellation)
    {
        if (draft.ProofKind == "document")
        {
            return (await context.DocumentAsync(draft.ProofReference, cancellation).ConfigureAwait(false)).Key;
        }

        string reference = draft.ProofReference ?? string.Empty;
        bool known = draft.ProofKind switch
        {
            null => draft.ProofReference is null,
            "target" => await context.Current<RegisterTarget>().AnyAsync(row => row.TargetKey == reference, cancellation).ConfigureAwait(false),
            "link" => reference.Length <= 1000 && Uri.TryCreate(reference, UriKind.Absolute, out Uri? address) && address.Scheme is "https" or "http",
            _ => false,
        };
        if (!known)
        {
            throw new RefusedException("proof-reference", 1000);
        }

        return draft.ProofReference;
    }
}
