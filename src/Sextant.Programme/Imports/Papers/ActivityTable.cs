using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Cooperation;
using Sextant.Programme.Imports.Lists;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports.Papers;

/// <summary>Activities with partners, and units' own communication. A row with a number rewrites that activity, one without is a further one of its partner or unit.</summary>
public sealed class ActivityTable : ImportForm, IListTable
{
    /// <summary>Id of the form.</summary>
    public const string Id = "activities";

    /// <inheritdoc/>
    public override TableForm Table { get; } = new(
        Id,
        [
            new("partner", false), new("organisation", false), new("activity-number", false), new("activity-kind"), new("activity-day"), new("activity-title"), new("activity-result", false),
            new("activity-link", false),
        ]);

    /// <inheritdoc/>
    public override Right Right => Right.ReportCommunication;

    /// <inheritdoc/>
    public Right ReadRight => Right.ReadPublished;

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation)
    {
        var store = new CooperationStore(reading.Database);
        IReadOnlyList<PartnerView> partners = await store.PartnersAsync(reading.AsOf, cancellation).ConfigureAwait(false);
        IReadOnlyList<ActivityView> units = await store.OfUnitsAsync(reading.AsOf, cancellation).ConfigureAwait(false);
        return new WrittenTable(Table, [.. partners.SelectMany(partner => partner.Activities.Select(one => Line(partner.Id, one))), .. units.Select(one => Line(null, one))]);

        object?[] Line(string? partner, ActivityView one) =>
            [partner, one.Organisation?.Slug, one.Position, reading.Word("activity-kind", one.Kind), one.Date, one.Title, one.Result, one.Link];
    }

    internal override async Task ReadAsync(ImportReading reading, CancellationToken cancellation)
    {
        ProgrammeContext context = reading.Context;
        HashSet<string> partners = [.. await context.Current<RegisterPartner>().Select(row => row.Key).ToListAsync(cancellation).ConfigureAwait(false)];
        List<RegisterActivity> all = await context.Set<RegisterActivity>().AsNoTracking().Where(row => row.SupersededAt == null).ToListAsync(cancellation).ConfigureAwait(false);
        var places = new Places(all.Select(row => (Owner(row.Partner, row.Organisation), row.Position)));
        Dictionary<string, RegisterActivity> held = all.Where(row => !row.Withdrawn).ToDictionary(row => row.Key, StringComparer.Ordinal);
        foreach (TableRow row in reading.Table.Rows)
        {
            (string? partner, string? unit) = await OwnerAsync(reading, row, partners, cancellation).ConfigureAwait(false);
            bool owned = (partner ?? unit) is not null;
            int? number = (int?)row.Amount("activity-number", 1, 99_999);
            RegisterActivity? before = owned && number is { } given ? held.GetValueOrDefault(CooperationWords.Activity(partner, unit, given)) : null;
            bool known = number is null || before is not null;
            if (owned && !known)
            {
                row.Fault("activity-number", "activity-number");
            }

            if (Said(row, before, reading.Today) is { } said && owned && known && (before is null || reading.First(row, before.Key)))
            {
                said.Position = before?.Position ?? places.Next(Owner(partner, unit));
                (said.Key, said.Partner, said.Organisation) = (CooperationWords.Activity(partner, unit, said.Position), partner, unit);
                reading.Put(said, row.Number);
            }
        }
    }

    /// <summary>Of whom somebody may report no longer, he takes back nothing.</summary>
    internal override async Task MayUndoAsync(ImportUndoing undoing, CancellationToken cancellation)
    {
        List<string> keys = await undoing.Context.Set<RegisterImportLine>().Where(line => line.Import == undoing.Import.Key).Select(line => line.RowKey).ToListAsync(cancellation).ConfigureAwait(false);
        foreach (string owner in keys.Select(key => key[..key.LastIndexOf('/')]).Distinct(StringComparer.Ordinal))
        {
            bool may = owner.StartsWith("p/", StringComparison.Ordinal) ? undoing.Viewer.Has(Right.WriteCooperation)
                : undoing.Viewer.Has(Right.ReportCommunication, await undoing.Reach.LineAsync(owner[2..], cancellation).ConfigureAwait(false));
            if (!may)
            {
                throw new RefusedException("not-allowed");
            }
        }
    }

    private static string Owner(string? partner, string? unit) => partner is not null ? "p/" + partner : "u/" + unit;

    /// <summary>Whose a row is: a partner's, which the office writes, or a unit's own; neither, with its faults, where it is none of the two or both.</summary>
    private static async Task<(string? Partner, string? Unit)> OwnerAsync(ImportReading reading, TableRow row, HashSet<string> partners, CancellationToken cancellation)
    {
        string? partner = row.Text("partner", most: 200);
        string? named = row.Text("organisation");
        if ((partner is null) == (named is null))
        {
            row.Fault("partner", "activity-owner");
            return (null, null);
        }

        if (partner is not null)
        {
            string? fault = !partners.Contains(partner) ? "partner-none" : reading.Viewer.Has(Right.WriteCooperation) ? null : "activity-office";
            if (fault is not null)
            {
                row.Fault("partner", fault, Quoted.Of(partner));
            }

            return (fault is null ? partner : null, null);
        }

        string? unit = reading.AnyOrganisation(row, "organisation", named!);
        if (unit is not null && !await reading.MayAsync(Right.ReportCommunication, unit, cancellation).ConfigureAwait(false))
        {
            row.Fault("organisation", "organisation-not-yours", unit);
            return (null, null);
        }

        return (null, unit);
    }

    private static RegisterActivity? Said(TableRow row, RegisterActivity? before, DateOnly today)
    {
        string? kind = row.Word("activity-kind", "activity-kind", CooperationWords.Activities, required: true);
        (DateOnly? day, string? title) = (row.Day("activity-day", required: true), row.Text("activity-title", required: true));
        string? result = row.Has("activity-result") ? row.Lines("activity-result", most: 2000) : before?.Result;
        string? link = row.Has("activity-link") ? row.Text("activity-link", most: 1000) : before?.Link;
        if (link is not null && !(Uri.TryCreate(link, UriKind.Absolute, out Uri? address) && address.Scheme is "https" or "http"))
        {
            row.Fault("activity-link", "link", Quoted.Of(link));
        }

        // What has a result has happened.
        if (result is not null && day > today)
        {
            row.Fault("activity-day", "day-ahead");
        }

        if (kind is null || day is not { } on || title is null)
        {
            return null;
        }

        var said = (RegisterActivity?)before?.Next() ?? new RegisterActivity { Key = "", Kind = kind, Title = title };
        (said.Kind, said.Date, said.Title, said.Result, said.Link) = (kind, on, title, result, link);
        return said;
    }
}
