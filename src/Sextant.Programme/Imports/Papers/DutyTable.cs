using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Cooperation;
using Sextant.Programme.Imports.Lists;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports.Papers;

/// <summary>What each side of an agreement owes. A row with a number rewrites that duty, one without is a further one of its partner.</summary>
public sealed class DutyTable : ImportForm, IListTable
{
    /// <summary>Id of the form.</summary>
    public const string Id = "partner-duties";

    /// <inheritdoc/>
    public override TableForm Table { get; } = new(
        Id,
        [
            new("partner"), new("partner-called", false), new("duty-number", false), new("duty-side"), new("duty-text"), new("duty-due", false), new("duty-met", false), new("duty-late", false),
        ]);

    /// <inheritdoc/>
    public override Right Right => Right.WriteCooperation;

    /// <inheritdoc/>
    public Right ReadRight => Right.ReadPublished;

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation) => new WrittenTable(
        Table,
        [
            .. (await new CooperationStore(reading.Database).PartnersAsync(reading.AsOf, cancellation).ConfigureAwait(false)).SelectMany(one => one.Duties.Select(duty => (object?[])
            [
                one.Id, one.Name, duty.Position, reading.Word("duty-side", duty.Side), duty.Text, duty.Due, duty.Met, duty.IsLate ? reading.YesNo(true) : null,
            ])),
        ]);

    internal override async Task ReadAsync(ImportReading reading, CancellationToken cancellation)
    {
        ProgrammeContext context = reading.Context;
        HashSet<string> partners = [.. await context.Current<RegisterPartner>().Select(row => row.Key).ToListAsync(cancellation).ConfigureAwait(false)];
        List<RegisterPartnerDuty> all = await context.Set<RegisterPartnerDuty>().AsNoTracking().Where(row => row.SupersededAt == null).ToListAsync(cancellation).ConfigureAwait(false);
        var places = new Places(all.Select(row => (row.Partner, row.Position)));
        Dictionary<string, RegisterPartnerDuty> held = all.Where(row => !row.Withdrawn).ToDictionary(row => row.Key, StringComparer.Ordinal);
        foreach (TableRow row in reading.Table.Rows)
        {
            string? partner = row.Text("partner", required: true, 200);
            int? number = (int?)row.Amount("duty-number", 1, 9_999);
            if (partner is not null && !partners.Contains(partner))
            {
                row.Fault("partner", "partner-none", Quoted.Of(partner));
                partner = null;
            }

            RegisterPartnerDuty? before = partner is not null && number is { } given ? held.GetValueOrDefault(CooperationWords.Duty(partner, given)) : null;
            bool known = number is null || before is not null;
            if (partner is not null && !known)
            {
                row.Fault("duty-number", "duty-number");
            }

            if (Said(row, before, reading.Today) is { } said && partner is not null && known && (before is null || reading.First(row, before.Key)))
            {
                said.Partner = partner;
                said.Position = before?.Position ?? places.Next(partner);
                said.Key = CooperationWords.Duty(partner, said.Position);
                reading.Put(said, row.Number);
            }
        }
    }

    private static RegisterPartnerDuty? Said(TableRow row, RegisterPartnerDuty? before, DateOnly today)
    {
        string? side = row.Word("duty-side", "duty-side", CooperationWords.Sides, required: true);
        string? text = row.Lines("duty-text", required: true, 2000);
        (DateOnly? due, DateOnly? met) = (row.Has("duty-due") ? row.Day("duty-due") : before?.Due, row.Has("duty-met") ? row.Day("duty-met") : before?.Met);
        if (met > today)
        {
            row.Fault("duty-met", "day-ahead");
        }

        if (side is null || text is null)
        {
            return null;
        }

        var said = (RegisterPartnerDuty?)before?.Next() ?? new RegisterPartnerDuty { Key = "", Partner = "", Side = side, Text = text };
        (said.Side, said.Text, said.Due, said.Met) = (side, text, due, met);
        return said;
    }
}
