using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Sextant.Measurement;
using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Schedules;
using Sextant.Measurement.Storage;
using Sextant.Programme.Audit;
using Sextant.Programme.Register;
using Sextant.Wire;

namespace Sextant.Programme.Measured;

/// <summary>
/// Acts on campaigns and schedules that were begun and whose outcome nobody wrote down, because whoever did them was killed. What stands in the database of measurements is looked at and
/// written down as what was found, by the program, with the number of the intent: nothing is guessed. Where it does not say, that is the outcome.
/// </summary>
public sealed class OpenActs(ProgrammeDatabase database, MeasurementStores stores, TimeProvider clock)
{
    /// <summary>2 min: another server over the same database may be at its act just now; the largest campaign is made in seconds.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Settles what was begun before now, once nobody can be at it any more.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        DateTimeOffset began = clock.GetUtcNow();
        await Task.Delay(Patience, clock, cancellation).ConfigureAwait(false);
        await SettleAsync(began, cancellation).ConfigureAwait(false);
    }

    /// <summary>Settles the acts whose intent was written before an instant.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> SettleAsync(DateTimeOffset before, CancellationToken cancellation = default)
    {
        AuditEntryRow[] open = [.. (await OpenAsync(cancellation).ConfigureAwait(false)).Where(one => one.At < before)];
        foreach (AuditEntryRow intent in open)
        {
            object found = await FoundAsync(intent, cancellation).ConfigureAwait(false);
            await new AuditLog(database, clock).ChangeAsync(
                Actor.Program,
                async (context, trail) =>
                {
                    // Two servers may have begun together: the second sees what the first has written.
                    if (Open(await EntriesAsync(context, intent.Subject, cancellation).ConfigureAwait(false)).Any(one => one.Sequence == intent.Sequence))
                    {
                        trail.Add(IntendedActs.Outcome, intent.Subject, null, found);
                    }

                    return true;
                },
                cancellation).ConfigureAwait(false);
        }

        return open.Length;
    }

    /// <summary>Of a subject's entries in their order, the intents that have no outcome. Outcomes name their intent; those of older programs name its action alone.</summary>
    internal static IReadOnlyList<AuditEntryRow> Open(IEnumerable<AuditEntryRow> entries)
    {
        var open = new List<AuditEntryRow>();
        foreach (AuditEntryRow entry in entries)
        {
            if (entry.Action != IntendedActs.Outcome)
            {
                open.Add(entry);
                continue;
            }

            JsonNode? said = entry.After is { } after ? JsonNode.Parse(after) : null;
            int at = said?["Intent"]?.GetValue<long>() is { } number ? open.FindIndex(one => one.Sequence == number) : open.FindIndex(one => one.Action == said?["Of"]?.GetValue<string>());
            if (at >= 0)
            {
                open.RemoveAt(at);
            }
        }

        return open;
    }

    private async Task<IReadOnlyList<AuditEntryRow>> OpenAsync(CancellationToken cancellation)
    {
        await using ProgrammeContext context = database.Create();
        return [.. (await EntriesAsync(context, null, cancellation).ConfigureAwait(false)).GroupBy(one => one.Subject, StringComparer.Ordinal).SelectMany(Open).OrderBy(one => one.Sequence)];
    }

    private static Task<List<AuditEntryRow>> EntriesAsync(ProgrammeContext context, string? subject, CancellationToken cancellation) =>
        context.Set<AuditEntryRow>().AsNoTracking().Where(row => (IntendedActs.Settled.Contains(row.Action) || row.Action == IntendedActs.Outcome) && (subject == null || row.Subject == subject))
            .OrderBy(row => row.Sequence).ToListAsync(cancellation);

    private async Task<object> FoundAsync(AuditEntryRow intent, CancellationToken cancellation)
    {
        string id = intent.Subject[(intent.Subject.IndexOf(':', StringComparison.Ordinal) + 1)..];
        Schedule? schedule = intent.Subject.StartsWith("schedule:", StringComparison.Ordinal) ? await stores.Schedules.FindAsync(id, cancellation).ConfigureAwait(false) : null;
        Campaign? campaign = schedule is null ? await stores.Campaigns.FindAsync(id, cancellation).ConfigureAwait(false) : null;
        (CampaignStanding Standing, CampaignTerms Terms)? held = schedule is not null ? (schedule.Standing, schedule.Terms) : await stores.Control.StandingAsync(id, cancellation).ConfigureAwait(false);
        string? stands = held is { } one ? FailureWords.Kebab(one.Standing.ToString()) : null;
        JsonNode? meant = intent.After is { } after ? JsonNode.Parse(after) : null;
        bool? done = intent.Action switch
        {
            "campaign.make" => campaign is not null,
            "schedule.make" => schedule is not null,
            "campaign.stand" => stands == meant?["Standing"]?.GetValue<string>(),
            "campaign.priority" => held?.Terms.Priority == meant?["Priority"]?.GetValue<int>(),
            "schedule.retime" => schedule?.Cron.Text == meant?["Cron"]?.GetValue<string>(),
            _ => null, // names that were given up and are to be measured look as those that never were
        };
        return new { Of = intent.Action, Intent = intent.Sequence, Done = done, AtStart = true, Found = new { There = stands is not null, Standing = stands, held?.Terms.Priority, Cron = schedule?.Cron.Text } };
    }
}
