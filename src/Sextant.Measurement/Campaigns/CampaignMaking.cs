using Sextant.Checks.Observations;
using Sextant.Measurement.Scans;
using Sextant.Measurement.Storage;

namespace Sextant.Measurement.Campaigns;

/// <summary>From a plan and a source to the rows of a campaign.</summary>
internal static class CampaignMaking
{
    // 2,000: some ten megabytes.
    private const int RowsAtATime = 2000;

    /// <summary>The names of a source, each once.</summary>
    internal static async Task<List<CampaignTarget>> CollectAsync(ITargetSource source, CancellationToken cancellation)
    {
        var targets = new List<CampaignTarget>();
        var positions = new Dictionary<string, int>(StringComparer.Ordinal);
        await foreach (CampaignTarget target in source.TargetsAsync(cancellation).ConfigureAwait(false))
        {
            if (positions.TryAdd(target.Name, targets.Count))
            {
                targets.Add(target);
                continue;
            }

            // Without kinds, everything the name turns out to be is looked at: nothing can be added to that.
            CampaignTarget first = targets[positions[target.Name]];
            bool all = first.Kinds.Count == 0 || target.Kinds.Count == 0;
            targets[positions[target.Name]] = first with { Kinds = all ? [] : [.. first.Kinds.Union(target.Kinds).Order()] };
        }

        return targets;
    }

    /// <summary>Refuses what could not be kept: the id names folders.</summary>
    internal static void Check(CampaignPlan plan)
    {
        bool fits = plan.Id.Length is > 0 and <= 64 && plan.Id[0] != '-' && plan.Id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
        if (!fits || plan.Id == ScanStore.Single)
        {
            throw new ArgumentException($"'{plan.Id}' is no campaign id: lower-case letters, digits and hyphens, at most 64, and not '{ScanStore.Single}'.", nameof(plan));
        }

        if (plan.Vantages.Count == 0 || plan.Vantages.Any(vantage => vantage.Length == 0 || vantage.Any(char.IsControl)))
        {
            throw new ArgumentException("A campaign has at least one vantage, and each has a name.", nameof(plan));
        }
    }

    /// <summary>The terms of a row.</summary>
    internal static CampaignTerms TermsOf(CampaignRow row) => new()
    {
        Priority = row.Priority,
        Window = row.Window is { } window ? DailyWindow.Parse(window) : null,
        Concurrency = row.Concurrency,
        NamesPerSecond = row.NamesPerSecond,
    };

    /// <summary>Writes the rows, some at a time, within the caller's transaction: a row that is looked after takes five kilobytes until it is written, and a country has hundreds of thousands.</summary>
    internal static async Task WriteAsync(MeasurementContext context, CampaignPlan plan, string source, List<CampaignTarget> targets, DateTimeOffset now, CancellationToken cancellation)
    {
        context.ChangeTracker.AutoDetectChangesEnabled = false;
        context.Campaigns.Add(new CampaignRow
        {
            Id = plan.Id,
            Name = plan.Name,
            Source = source,
            Profile = plan.Profile,
            Vantages = string.Join('\n', plan.Vantages),
            Pacing = plan.Pacing,
            CreatedAt = now,
            Priority = plan.Terms.Priority,
            Window = plan.Terms.Window?.ToString(),
            Concurrency = plan.Terms.Concurrency,
            NamesPerSecond = plan.Terms.NamesPerSecond,
            Unattended = plan.Unattended,
            Schedule = plan.Schedule,
            Size = (long)targets.Count * plan.Vantages.Count,
        });
        IEnumerable<CampaignTargetRow> rows = plan.Vantages.SelectMany(vantage => targets.Select((target, position) => new CampaignTargetRow
        {
            CampaignId = plan.Id,
            Vantage = vantage,
            Name = target.Name,
            Position = position,
            Kinds = Words<TargetKind>.Join(target.Kinds),
            State = TargetState.Pending,
            Attempts = 0,
        }));
        await context.SaveChangesAsync(cancellation).ConfigureAwait(false);
        foreach (CampaignTargetRow[] some in rows.Chunk(RowsAtATime))
        {
            context.CampaignTargets.AddRange(some);
            await context.SaveChangesAsync(cancellation).ConfigureAwait(false);
            context.ChangeTracker.Clear();
        }
    }
}
