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
        ExemptionGround ground = await ExemptionGround.OfAsync(reading.Context, cancellation).ConfigureAwait(false);
        foreach (TableRow row in reading.Table.Rows)
        {
            if (await SaidAsync(reading, row, ground, cancellation).ConfigureAwait(false) is not { } said || !reading.First(row, $"{said.Organisation} {said.Target} {said.Criterion} {said.ValidFrom}"))
            {
                continue;
            }

            said.Key = said.Key.Length > 0 ? said.Key : ground.NewId(said.Organisation);
            if (ground.Overlapped(said) is { } other)
            {
                row.Fault("from", "exemption-twice", other.ValidUntil!.Value.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture));
                continue;
            }

            ground.Put(said);
            reading.Put(said, row.Number);
        }
    }

    /// <summary>What a row says; null, with its faults, where that cannot be. What stands as the row says it is not judged anew.</summary>
    private static async Task<RegisterExemption?> SaidAsync(ImportReading reading, TableRow row, ExemptionGround ground, CancellationToken cancellation)
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

        RegisterExemption? held = ground.Held(organisation, target, criterion, from.Value);
        var draft = new ExemptionDraft(held?.Key, organisation, target, criterion, why ?? "", by ?? "", document, from, until);
        bool days = until is not null && (until == held?.ValidUntil || Judged(row, "until", () => ExemptionDesk.Days(draft, ground.Unit(organisation))));
        bool targets = held is not null || Judged(row, "exempt-target", () => target = ExemptionDesk.Target(draft, ground.TargetsOf(organisation, from.Value)));
        bool criteria = held is not null || Judged(row, "exempt-criterion", () => criterion = ExemptionDesk.Criterion(criterion, ground.Criteria));
        if (!days || !targets || !criteria || why is null || by is null)
        {
            return null;
        }

        var said = (RegisterExemption?)held?.Next() ?? new RegisterExemption { Key = "", Organisation = organisation, Target = target, Criterion = criterion, Why = why, DecidedBy = by, ValidFrom = from };
        (said.Why, said.DecidedBy, said.ValidUntil) = (why, by, until);
        said.Document = row.Has("exempt-document") ? document : said.Document;
        return said;
    }

    /// <summary>Whether the desk would take it; notes why not.</summary>
    private static bool Judged(TableRow row, string column, Action judge)
    {
        try
        {
            judge();
            return true;
        }
        catch (RefusedException refused)
        {
            row.Fault(column, refused.Word, [.. refused.Parameters.Select(one => one is string text ? Quoted.Of(text) : one)]);
            return false;
        }
    }
}
