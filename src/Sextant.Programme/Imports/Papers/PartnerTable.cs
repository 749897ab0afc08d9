using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Cooperation;
using Sextant.Programme.Imports.Lists;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports.Papers;

/// <summary>Partners, and what was agreed with them. A row with an id rewrites that partner, one without is a further partner.</summary>
public sealed class PartnerTable : ImportForm, IListTable
{
    /// <summary>Id of the form.</summary>
    public const string Id = "partners";

    /// <inheritdoc/>
    public override TableForm Table { get; } = new(
        Id,
        [
            new("partner", false), new("partner-kind"), new("partner-name"), new("partner-seat", false), new("agreement", false), new("agreement-document", false), new("from", false), new("until", false),
        ]);

    /// <inheritdoc/>
    public override Right Right => Right.WriteCooperation;

    /// <inheritdoc/>
    public Right ReadRight => Right.ReadPublished;

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation) => new WrittenTable(
        Table,
        [
            .. (await new CooperationStore(reading.Database).PartnersAsync(reading.AsOf, cancellation).ConfigureAwait(false)).Select(one => (object?[])
            [
                one.Id, reading.Word("partner-kind", one.Kind), one.Name, one.Seat, one.Agreement, one.Document?.Id, one.Starts, one.Ends,
            ]),
        ]);

    internal override async Task ReadAsync(ImportReading reading, CancellationToken cancellation)
    {
        List<RegisterPartner> all = await reading.Context.Set<RegisterPartner>().AsNoTracking().Where(row => row.SupersededAt == null).ToListAsync(cancellation).ConfigureAwait(false);
        Dictionary<string, RegisterPartner> held = all.Where(row => !row.Withdrawn).ToDictionary(row => row.Key, StringComparer.Ordinal);
        ILookup<string, string> known = held.Values.ToLookup(row => Folded.Of(row.Name), row => row.Key, StringComparer.Ordinal);
        var ids = new NewIds(all.Select(row => row.Key));
        foreach (TableRow row in reading.Table.Rows)
        {
            string? id = row.Text("partner", most: 200);
            RegisterPartner? before = id is null ? null : held.GetValueOrDefault(id);
            if (id is not null && before is null)
            {
                row.Fault("partner", "partner-none", Quoted.Of(id));
            }

            if (await SaidAsync(reading, row, before, cancellation).ConfigureAwait(false) is not { } said || (id is not null && before is null))
            {
                continue;
            }

            if (before is null && known[Folded.Of(said.Name)].FirstOrDefault() is { } other)
            {
                row.Fault("partner-name", "partner-known", other);
            }
            else if (reading.First(row, before?.Key ?? "new " + Folded.Of(said.Name)))
            {
                said.Key = before?.Key ?? ids.Next(said.Name);
                reading.Put(said, row.Number);
            }
        }
    }

    /// <summary>A partner that came in goes only while nothing is written down of it.</summary>
    internal override async Task MayUndoAsync(ImportUndoing undoing, CancellationToken cancellation)
    {
        ProgrammeContext context = undoing.Context;
        string[] added = await context.Set<RegisterImportLine>().Where(line => line.Import == undoing.Import.Key && line.BeforeId == null).Select(line => line.RowKey).ToArrayAsync(cancellation).ConfigureAwait(false);
        if (await context.Current<RegisterPartnerDuty>().AnyAsync(row => added.Contains(row.Partner), cancellation).ConfigureAwait(false)
            || await context.Current<RegisterActivity>().AnyAsync(row => row.Partner != null && added.Contains(row.Partner), cancellation).ConfigureAwait(false))
        {
            throw new RefusedException("partner-used");
        }
    }

    private static async Task<RegisterPartner?> SaidAsync(ImportReading reading, TableRow row, RegisterPartner? before, CancellationToken cancellation)
    {
        string? kind = row.Word("partner-kind", "partner-kind", CooperationWords.Kinds, required: true);
        string? name = row.Text("partner-name", required: true, 300);
        (string? seat, string? agreement) = (row.Has("partner-seat") ? row.Text("partner-seat") : before?.Seat, row.Has("agreement") ? row.Text("agreement") : before?.Agreement);
        (DateOnly? starts, DateOnly? ends) = (row.Has("from") ? row.Day("from") : before?.Starts, row.Has("until") ? row.Day("until") : before?.Ends);
        string? document = row.Has("agreement-document") ? await reading.DocumentAsync(row, "agreement-document", cancellation).ConfigureAwait(false) : before?.Document;
        if (starts > ends)
        {
            row.Fault("until", "until-before-from");
        }

        if (kind is null || name is null)
        {
            return null;
        }

        var said = (RegisterPartner?)before?.Next() ?? new RegisterPartner { Key = "", Kind = kind, Name = name };
        (said.Kind, said.Name, said.Seat, said.Agreement, said.Document, said.Starts, said.Ends) = (kind, name, seat, agreement, document, starts, ends);
        return said;
    }
}
