using System.Globalization;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Measurement;
using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Schedules;
using Sextant.Measurement.Storage;
using Sextant.Programme.Audit;
using Sextant.Programme.Organisations;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Wire;
using Sextant.Wire.Names;

namespace Sextant.Programme.Measured;

/// <summary>What a campaign is to measure, as a person writes it.</summary>
/// <param name="Name">Its name for people.</param>
/// <param name="What"><c>register</c>, <c>names</c> or <c>unknown</c>.</param>
/// <param name="Kinds">Of the register: only organisations of these kinds; empty: of all.</param>
/// <param name="Names">Names, one a line.</param>
/// <param name="UnknownOf">The campaign whose unknown results are looked at again.</param>
public sealed record CampaignOrder(string? Name, string? What, IReadOnlyList<string> Kinds, string? Names, string? UnknownOf);

/// <summary>Where campaigns are made and told to rest, to go on and to end, each act with who did it; the server of the vantage measures them.</summary>
/// <param name="here">The vantage that measures, and the profile that judges.</param>
public sealed class CampaignDesk(ProgrammeDatabase database, MeasurementStores stores, (string Vantage, Profile Profile) here, TimeProvider clock)
{
    /// <summary>10,000 names typed or pasted: more come from the register, or by the command line.</summary>
    public const int MostNames = 10_000;

    private readonly AuditLog _log = new(database, clock);

    /// <summary>Makes a campaign that is measured from now on.</summary>
    /// <returns>Its id.</returns>
    /// <exception cref="RefusedException">The viewer may not, or nothing is to be measured.</exception>
    public async Task<string> MakeAsync(CampaignOrder order, Viewer viewer, CancellationToken cancellation = default)
    {
        Allow(viewer);
        string name = Written.Line(order.Name, "campaign-name", 200);
        ITargetSource source = await SourceAsync(order, cancellation).ConfigureAwait(false);
        if (!await source.TargetsAsync(cancellation).AnyAsync(cancellation).ConfigureAwait(false))
        {
            throw new RefusedException("campaign-empty");
        }

        return await _log.ChangeAsync(
            viewer.Actor,
            async (_, trail) =>
            {
                string id = await NewIdAsync(name, cancellation).ConfigureAwait(false);
                var plan = new CampaignPlan { Id = id, Name = name, Profile = $"{here.Profile.Name}/{here.Profile.Version}", Vantages = [here.Vantage], Unattended = true };
                Campaign made = await stores.Campaigns.CreateOrResumeAsync(plan, source, cancellation).ConfigureAwait(false);
                trail.Add("campaign.make", "campaign:" + id, null, new { made.Name, made.Source, made.Total });
                return id;
            },
            cancellation).ConfigureAwait(false);
    }

    /// <summary>Lets a campaign or a schedule rest, go on or end.</summary>
    /// <exception cref="RefusedException">There is none, or it has ended.</exception>
    public Task StandAsync(string id, CampaignStanding standing, Viewer viewer, CancellationToken cancellation = default)
    {
        Allow(viewer);
        return _log.ChangeAsync(
            viewer.Actor,
            async (_, trail) =>
            {
                bool schedule = await stores.Schedules.FindAsync(id, cancellation).ConfigureAwait(false) is not null;
                bool done = schedule ? await stores.Schedules.StandAsync(id, standing, cancellation).ConfigureAwait(false) : await stores.Control.StandAsync(id, standing, cancellation).ConfigureAwait(false);
                if (!done)
                {
                    throw new RefusedException("campaign-ended");
                }

                if (!schedule && standing == CampaignStanding.Open)
                {
                    await stores.Control.HandOverAsync(id, cancellation).ConfigureAwait(false); // whoever resumes it wants it measured
                }

                trail.Add("campaign.stand", (schedule ? "schedule:" : "campaign:") + id, null, new { Standing = FailureWords.Kebab(standing.ToString()) });
                return true;
            },
            cancellation);
    }

    /// <summary>Has names that were given up tried again.</summary>
    /// <returns>How many there were.</returns>
    public Task<int> TryAgainAsync(string id, Viewer viewer, CancellationToken cancellation = default)
    {
        Allow(viewer);
        return _log.ChangeAsync(
            viewer.Actor,
            async (_, trail) =>
            {
                int names = await stores.Control.TryFailedAgainAsync(id, cancellation).ConfigureAwait(false);
                if (names == 0)
                {
                    throw new RefusedException("campaign-none-failed");
                }

                await stores.Control.HandOverAsync(id, cancellation).ConfigureAwait(false);
                trail.Add("campaign.again", "campaign:" + id, null, new { Names = names });
                return names;
            },
            cancellation);
    }

    private static void Allow(Viewer viewer)
    {
        if (!viewer.Has(Right.RunCampaigns))
        {
            throw new RefusedException("not-allowed");
        }
    }

    private async Task<ITargetSource> SourceAsync(CampaignOrder order, CancellationToken cancellation)
    {
        switch (order.What)
        {
            case "register":
                ProgrammeCalendar calendar = await database.CalendarAsync(cancellation).ConfigureAwait(false);
                return new CampaignTargets(database, new OrganisationFilter { Kinds = order.Kinds }, calendar.Now(clock));
            case "names":
                return new TypedTargets("list: typed", Names(order.Names));
            case "unknown":
                string of = order.UnknownOf ?? "";
                return new TypedTargets("unknown of: " + of, await stores.Scans.UnknownNamesAsync(of, cancellation).ConfigureAwait(false));
            default:
                throw new RefusedException("campaign-what");
        }
    }

    // Every line that is no name is told at once.
    private static IReadOnlyList<string> Names(string? typed)
    {
        string[] lines = (typed ?? "").Split(['\n', '\r', ',', ';', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines.Length > MostNames)
        {
            throw new RefusedException("campaign-many", MostNames);
        }

        var names = new List<string>();
        var wrong = new List<string>();
        foreach (string line in lines)
        {
            if (HostName.TryParse(line, out HostName? name, out _))
            {
                names.Add(name.Ascii);
            }
            else
            {
                wrong.Add(line.Length > 60 ? line[..60] + "..." : line);
            }
        }

        return wrong.Count == 0
            ? [.. names.Distinct(StringComparer.Ordinal)]
            : throw new RefusedException("campaign-no-name", wrong.Count, string.Join(", ", wrong.Take(10)));
    }

    private async Task<string> NewIdAsync(string name, CancellationToken cancellation)
    {
        string day = (await database.CalendarAsync(cancellation).ConfigureAwait(false)).Today(clock).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        string stem = Written.Slug(name);
        stem = string.Create(CultureInfo.InvariantCulture, $"{(stem.Length > 40 ? stem[..40].TrimEnd('-') : stem)}-{day}");
        for (int i = 1; ; i++)
        {
            string id = i == 1 ? stem : string.Create(CultureInfo.InvariantCulture, $"{stem}-{i}");
            if (await stores.Campaigns.FindAsync(id, cancellation).ConfigureAwait(false) is null && await stores.Schedules.FindAsync(id, cancellation).ConfigureAwait(false) is null)
            {
                return id;
            }
        }
    }

    /// <summary>Names as they were typed; what each is, is found out.</summary>
    private sealed class TypedTargets(string description, IReadOnlyList<string> names) : ITargetSource
    {
        public string Description => description;

        public IAsyncEnumerable<CampaignTarget> TargetsAsync(CancellationToken cancellation) => names.Select(name => new CampaignTarget(name, (IReadOnlyList<TargetKind>)[])).ToAsyncEnumerable();
    }
}
