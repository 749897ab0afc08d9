using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.Organisations;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Wire.Names;

namespace Sextant.Programme.Domains.Suggesting;

/// <summary>A suggested name.</summary>
/// <param name="Domain">As people write it.</param>
/// <param name="Sights">Where it was seen, the last first.</param>
public sealed record SuggestionView(
    string Organisation, LocalText OrganisationName, string Ascii, string Domain, string Under, string State, DateTimeOffset FirstAt, DateTimeOffset LastAt, string? Reason, IReadOnlyList<SightView> Sights);

/// <summary>Where a name was seen.</summary>
/// <param name="Host">The name that was measured.</param>
/// <param name="Evidence">Of that scan.</param>
public sealed record SightView(string Way, string Host, string Evidence, DateTimeOffset At);

/// <summary>Names that scans saw under units' domains, and what becomes of them.</summary>
public sealed class SuggestionStore(ProgrammeDatabase database, DomainEditing editing, TimeProvider clock)
{
    /// <summary>Names suggested to one unit or to all, by unit and name.</summary>
    /// <param name="state">One of <see cref="DomainWords.Decisions"/>; null: all.</param>
    public Task<IReadOnlyList<SuggestionView>> ListAsync(string? organisation, string? state, AsOf asOf, CancellationToken cancellation = default) => ListAsync(database, organisation, state, asOf, cancellation);

    internal static async Task<IReadOnlyList<SuggestionView>> ListAsync(ProgrammeDatabase database, string? organisation, string? state, AsOf asOf, CancellationToken cancellation)
    {
        await using ProgrammeContext context = database.Create();
        IQueryable<SuggestionRow> wanted = context.Set<SuggestionRow>().AsNoTracking().Where(row => (organisation == null || row.Organisation == organisation) && (state == null || row.State == state));
        List<SuggestionRow> rows = await wanted.ToListAsync(cancellation).ConfigureAwait(false);
        ILookup<string, SightRow> sights = (await context.Set<SightRow>().AsNoTracking().Where(row => wanted.Any(one => one.Ascii == row.Ascii)).ToListAsync(cancellation).ConfigureAwait(false))
            .ToLookup(row => row.Ascii, StringComparer.Ordinal);
        Dictionary<string, LocalText> names = await OrganisationNames.OfAsync(context, asOf, cancellation).ConfigureAwait(false);
        return
        [
            .. rows.OrderBy(row => row.Organisation, StringComparer.Ordinal).ThenBy(row => row.Ascii, StringComparer.Ordinal).Select(row => new SuggestionView(
                row.Organisation, names.GetValueOrDefault(row.Organisation) ?? LocalText.Empty, row.Ascii, HostName.Parse(row.Ascii).Unicode, row.Under, row.State, row.FirstAt, row.LastAt, row.Reason,
                [.. sights[row.Ascii].OrderByDescending(sight => sight.At).ThenBy(sight => sight.Id).Select(sight => new SightView(sight.Way, sight.Host, sight.Evidence, sight.At))])),
        ];
    }

    /// <summary>How many names each unit has to decide on.</summary>
    public async Task<IReadOnlyDictionary<string, int>> OpenAsync(CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        return await context.Set<SuggestionRow>().Where(row => row.State == "open").GroupBy(row => row.Organisation).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
    }

    /// <summary>These names are the unit's, and are measured from today on.</summary>
    /// <param name="kind">As what: <c>site</c>, <c>mail</c> or <c>zone</c>.</param>
    public Task ApproveAsync(string organisation, IReadOnlyList<string> names, string? kind, Viewer viewer, CancellationToken cancellation = default) =>
        ApproveAsync(organisation, (names, null), kind, viewer, cancellation);

    /// <summary>The same, as long as the names stand as they stood when they were read.</summary>
    /// <param name="read">The names, and their state then; null: whatever it is.</param>
    /// <exception cref="RefusedException"><c>suggestion-changed</c>: somebody decided on one meanwhile.</exception>
    public async Task ApproveAsync(string organisation, (IReadOnlyList<string> Names, string? State) read, string? kind, Viewer viewer, CancellationToken cancellation = default)
    {
        string wanted = DomainWords.Kinds.FirstOrDefault(one => one == kind) ?? throw new RefusedException("domain-kinds");
        DateOnly today = (await database.CalendarAsync(cancellation).ConfigureAwait(false)).Today(clock);
        await DecideAsync((organisation, read.Names, read.State), viewer, "suggestion.approve", null, async (context, writer, row) =>
        {
            string key = $"{wanted}:{row.Ascii}";
            if ((await DomainTargets.OnAsync(context, key, today, cancellation).ConfigureAwait(false)).FirstOrDefault() is { } held)
            {
                throw new RefusedException("suggestion-registered", row.Ascii, held.Organisation);
            }

            await writer.PutAsync(RegisterKeys.TargetRow(organisation, wanted, HostName.Parse(row.Ascii), "service", "confirmed", today, null), null, cancellation).ConfigureAwait(false);
            row.State = "approved";
        }, cancellation).ConfigureAwait(false);
    }

    /// <summary>These names are not to be measured for the unit; they are not asked about again.</summary>
    public Task RefuseAsync(string organisation, IReadOnlyList<string> names, string? reason, Viewer viewer, CancellationToken cancellation = default) =>
        RefuseAsync(organisation, (names, null), reason, viewer, cancellation);

    /// <summary>The same, as long as the names stand as they stood when they were read.</summary>
    /// <param name="read">The names, and their state then; null: whatever it is.</param>
    /// <exception cref="RefusedException"><c>suggestion-changed</c>: somebody decided on one meanwhile.</exception>
    public Task RefuseAsync(string organisation, (IReadOnlyList<string> Names, string? State) read, string? reason, Viewer viewer, CancellationToken cancellation = default)
    {
        string why = Written.Line(reason, "suggestion-reason");
        return DecideAsync((organisation, read.Names, read.State), viewer, "suggestion.refuse", why, (_, _, row) =>
        {
            row.State = "refused";
            return Task.CompletedTask;
        }, cancellation);
    }

    private async Task DecideAsync(
        (string Organisation, IReadOnlyList<string> Names, string? Was) about, Viewer viewer, string action, string? reason, Func<ProgrammeContext, RegisterWriter, SuggestionRow, Task> decide, CancellationToken cancellation)
    {
        await editing.AskAsync(about.Organisation, Right.ClaimDomains, viewer, cancellation).ConfigureAwait(false);
        if (about.Names.Count is 0 or > SuggestionRound.MostOpen)
        {
            throw new RefusedException("suggestion-none");
        }

        await new AuditLog(database, clock).ChangeAsync(viewer.Actor, async (context, trail) =>
        {
            var writer = new RegisterWriter(context, viewer.Actor.Who, clock.GetUtcNow());
            foreach (string name in about.Names.Distinct(StringComparer.Ordinal))
            {
                // Refused ones may be approved later, and what is open refused; what is a target is changed where targets are.
                SuggestionRow row = await context.Set<SuggestionRow>().AsNoTracking().SingleOrDefaultAsync(one => one.Ascii == name && one.Organisation == about.Organisation, cancellation).ConfigureAwait(false)
                    ?? throw new RefusedException("suggestion-none");
                string before = about.Was is { } was && was != row.State ? throw new RefusedException("suggestion-changed", name) : row.State == "approved" ? throw new RefusedException("suggestion-none") : row.State;
                await decide(context, writer, row).ConfigureAwait(false);
                (row.DecidedBy, row.DecidedAt, row.Reason) = (viewer.Actor.Who, clock.GetUtcNow(), reason);
                context.Update(row);
                await context.SaveChangesAsync(cancellation).ConfigureAwait(false);
                context.ChangeTracker.Clear();
                trail.Add(action, $"suggestion:{name}", new { State = before }, new { row.State, row.Organisation, row.Under }, reason);
            }

            foreach ((string table, RegisterRow? held, RegisterRow after) in writer.Puts)
            {
                trail.Add(action, $"{table["register_".Length..]}:{after.Key}", held, after, reason);
            }

            return true;
        }, cancellation).ConfigureAwait(false);
    }
}
