using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Organisations;
using Sextant.Programme.Register;

namespace Sextant.Programme.Cooperation;

/// <summary>Reads partners, what was agreed with them, and activities.</summary>
public sealed class CooperationStore(ProgrammeDatabase database)
{
    /// <summary>All partners by kind and name.</summary>
    public async Task<IReadOnlyList<PartnerView>> PartnersAsync(AsOf asOf, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        List<RegisterPartner> rows = await context.Known<RegisterPartner>(asOf).ToListAsync(cancellation).ConfigureAwait(false);
        ILookup<string, RegisterPartnerDuty> duties = (await context.Known<RegisterPartnerDuty>(asOf).OrderBy(row => row.Position).ToListAsync(cancellation).ConfigureAwait(false))
            .ToLookup(row => row.Partner, StringComparer.Ordinal);
        ILookup<string, RegisterActivity> activities = (await context.Known<RegisterActivity>(asOf).Where(row => row.Partner != null).ToListAsync(cancellation).ConfigureAwait(false))
            .ToLookup(row => row.Partner!, StringComparer.Ordinal);
        string[] ids = [.. rows.Select(row => row.Document).OfType<string>()];
        Dictionary<string, string> titles = await context.Known<RegisterDocument>(asOf).Where(row => ids.Contains(row.Key)).ToDictionaryAsync(row => row.Key, row => row.Number ?? row.Title, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
        return
        [
            .. rows.OrderBy(row => row.Kind, StringComparer.Ordinal).ThenBy(row => row.Name, StringComparer.Ordinal).Select(row => new PartnerView(
                row.Key, row.Kind, row.Name, row.Seat, row.Agreement, row.Document is { } id && titles.TryGetValue(id, out string? title) ? (id, title) : null, row.Starts, row.Ends,
                [.. duties[row.Key].Select(duty => new DutyView(duty.Position, duty.Side, duty.Text, duty.Due, duty.Met, duty.Met is null && duty.Due < asOf.Date))],
                [.. activities[row.Key].OrderByDescending(one => one.Date).ThenByDescending(one => one.Position).Select(one => View(one, null))])),
        ];
    }

    /// <summary>What units report of their own communication, the newest first.</summary>
    public async Task<IReadOnlyList<ActivityView>> OfUnitsAsync(AsOf asOf, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        Dictionary<string, LocalText> names = await OrganisationNames.OfAsync(context, asOf, cancellation).ConfigureAwait(false);
        List<RegisterActivity> rows = await context.Known<RegisterActivity>(asOf).Where(row => row.Organisation != null).ToListAsync(cancellation).ConfigureAwait(false);
        return [.. rows.OrderByDescending(row => row.Date).ThenByDescending(row => row.Id).Select(row => View(row, (row.Organisation!, names.GetValueOrDefault(row.Organisation!) ?? LocalText.Empty)))];
    }

    private static ActivityView View(RegisterActivity row, (string, LocalText)? unit) => new(row.Key, row.Position, unit, row.Kind, row.Date, row.Title, row.Result, row.Link);
}
