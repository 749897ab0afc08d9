using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Imports.Lists;
using Sextant.Programme.Organisations.Exemptions;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports.Units;

/// <summary>Who is exempted from what. A row rewrites the exemption of the same organisation from the same, since the same day; any other is a further one.</summary>
public sealed class ExemptionTable : ImportForm, IListTable
{
    /// <summary>Id of the form.</summary>
    public const string Id = "exemptions";

    /// <inheritdoc/>
    public override TableForm Table { get; } = new(
        Id,
        [
            new("organisation"), new("organisation-name", false), new("exempt-target", false), new("exempt-criterion", false), new("exempt-why"), new("exempt-by"), new("exempt-document", false), new("from"), new("until"),
        ]);

    /// <inheritdoc/>
    public override Right Right => Right.KeepUnits;

    /// <inheritdoc/>
    public Right ReadRight => Right.ReadPublished;

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation)
    {
        IReadOnlyList<ExemptionView> held = await new ExemptionStore(reading.Database).ListAsync(reading.AsOf, cancellation).ConfigureAwait(false);
        return new WrittenTable(Table, [.. held.Select(one => (object?[])
        [
            one.Organisation, one.Name.In(reading.Language), one.Target, one.Criterion, one.Why, one.DecidedBy, one.Document?.Document, one.From, one.Until,
        ])]);
    }

    internal override async Task ReadAsync(ImportReading reading, CancellationToken cancellation)
    {
        ProgrammeContext context = reading.Context;
        List<RegisterExemption> all = await context.Set<RegisterExemption>().AsNoTracking().Where(row => row.SupersededAt == null).ToListAsync(cancellation).ConfigureAwait(false);
        var ids = new NewIds(all.Select(row => row.Key));
        Dictionary<string, RegisterExemption> standing = all.Where(row => !row.Withdrawn).ToDictionary(row => row.Key, StringComparer.Ordinal);
        foreach (TableRow row in reading.Table.Rows)
        {
            if (await SaidAsync(reading, row, standing.Values, cancellation).ConfigureAwait(false) is not { } said || !reading.First(row, $"{said.Organisation} {said.Target} {said.Criterion} {said.ValidFrom}"))
            {
                continue;
            }

            said.Key = said.Key.Length > 0 ? said.Key : ids.Next(said.Organisation);
            if (standing.Values.FirstOrDefault(one => one.Key != said.Key && Same(one, said) && one.ValidFrom <= said.ValidUntil && one.ValidUntil >= said.ValidFrom) is { } other)
            {
                row.Fault("from", "exemption-twice", other.ValidUntil!.Value.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture));
                continue;
            }

            standing[said.Key] = said;
            reading.Put(said, row.Number);
        }
    }

    private static bool Same(RegisterExemption one, RegisterExemption other) => one.Organisation == other.Organisation && one.Target == other.Target && one.Criterion == other.Criterion;

    /// <summary>What a row says; null, with its faults, where that cannot be. What stands as the row says it is not judged anew.</summary>
    private static async Task<RegisterExemption?> SaidAsync(ImportReading reading, TableRow row, IEnumerable<RegisterExemption> standing, CancellationToken cancellation)
    {
        string? organisation = reading.AnyOrganisation(row, "organisation", required: true);
        (string? target, string? criterion) = (row.Text("exempt-target", most: 300), row.Text("exempt-criterion", most: 40)?.ToUpperInvariant());
        (string? why, string? by) = (row.Lines("exempt-why", required: true, 2000), row.Text("exempt-by", required: true, 300));
        (DateOnly? from, DateOnly? until) = (row.Day("from", required: true), row.Day("until", required: true));
        string? document = await reading.DocumentAsync(row, "exempt-document", cancellation).ConfigureAwait(false);
        if (organisation is null || from is null)
        {
            return null;
        }

        RegisterExemption? held = standing.FirstOrDefault(one => one.Organisation == organisation && (one.Target == target || one.Target == "site:" + target) && one.Criterion == criterion && one.ValidFrom == from);
        var draft = new ExemptionDraft(held?.Key, organisation, target, criterion, why ?? "", by ?? "", document, from, until);
        bool days = until is not null && (until == held?.ValidUntil || await JudgedAsync(row, "until", async () => ExemptionDesk.Days(draft, await UnitAsync(reading, organisation, cancellation).ConfigureAwait(false))).ConfigureAwait(false));
        bool targets = held is not null || await JudgedAsync(row, "exempt-target", async () => target = await ExemptionDesk.TargetAsync(reading.Context, draft, from.Value, cancellation).ConfigureAwait(false)).ConfigureAwait(false);
        bool criteria = held is not null || await JudgedAsync(row, "exempt-criterion", async () => criterion = await ExemptionDesk.CriterionAsync(reading.Context, criterion, cancellation).ConfigureAwait(false)).ConfigureAwait(false);
        if (!days || !targets || !criteria || why is null || by is null)
        {
            return null;
        }

        var said = (RegisterExemption?)held?.Next() ?? new RegisterExemption { Key = "", Organisation = organisation, Target = target, Criterion = criterion, Why = why, DecidedBy = by, ValidFrom = from };
        (said.Why, said.DecidedBy, said.ValidUntil) = (why, by, until);
        said.Document = row.Has("exempt-document") ? document : said.Document;
        return said;
    }

    private static Task<RegisterOrganisation> UnitAsync(ImportReading reading, string organisation, CancellationToken cancellation) =>
        reading.Context.HeldAsync<RegisterOrganisation>(organisation, "organisation-none", cancellation);

    /// <summary>Whether the desk would take it; notes why not.</summary>
    private static async Task<bool> JudgedAsync(TableRow row, string column, Func<Task> judge)
    {
        try
        {
            await judge().ConfigureAwait(false);
            return true;
        }
        catch (RefusedException refused)
        {
            row.Fault(column, refused.Word, [.. refused.Parameters.Select(one => one is string text ? Quoted.Of(text) : one)]);
            return false;
        }
    }
}
