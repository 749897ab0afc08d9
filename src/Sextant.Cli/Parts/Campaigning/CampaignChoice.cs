using System.Globalization;
using Sextant.Checks.Judging;
using Sextant.Cli.Verbs;
using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Storage;
using Sextant.Programme.Measured;
using Sextant.Programme.Organisations;
using Sextant.Programme.Register;

namespace Sextant.Cli.Parts.Campaigning;

/// <summary>Which campaign the command line means: one that exists, or a new one over a list or the register.</summary>
/// <param name="Id">Given with <c>--campaign</c>; null: made from what is to be measured and the day.</param>
/// <param name="List">File of names.</param>
/// <param name="Register">The register's targets.</param>
/// <param name="Filter">Narrows the register.</param>
/// <param name="Name">For people; null: the id.</param>
/// <param name="Lab">Inside the lab country.</param>
internal sealed record CampaignChoice(string? Id, string? List, bool Register, OrganisationFilter Filter, string? Name, bool Lab)
{
    /// <summary>Finds the campaign, or makes it; the same command line resumes what it began until that is finished.</summary>
    /// <exception cref="BadInputException">Neither exists nor says what to measure, or what it says cannot be used.</exception>
    public async Task<Campaign> OpenAsync(VerbRun run, CampaignStore store, Profile profile, CancellationToken cancellation)
    {
        if (List is not null && Register)
        {
            throw new BadInputException("scan.list-or-register");
        }

        if (Id is not null && await store.FindAsync(Id, cancellation).ConfigureAwait(false) is { } known)
        {
            return known;
        }

        (ITargetSource source, string digest) = await SourceAsync(run, cancellation).ConfigureAwait(false);
        string id = Id ?? await IdAsync(run, store, digest, cancellation).ConfigureAwait(false);
        var plan = new CampaignPlan
        {
            Id = id,
            Name = Name ?? id,
            Profile = $"{profile.Name}/{profile.Version}",
            Vantages = [run.Settings.Vantage.Name],
            Pacing = string.Create(
                CultureInfo.InvariantCulture, $"concurrency {run.Settings.Limits.Concurrency}, http {run.Settings.Pacing.HttpPerAddress}/s, dns {run.Settings.Pacing.DnsPerServer}/s, smtp {run.Settings.Pacing.SmtpPerAddress}/s"),
        };
        try
        {
            return await store.CreateOrResumeAsync(plan, source, cancellation).ConfigureAwait(false);
        }
        catch (ArgumentException)
        {
            throw new BadInputException("scan.bad-id", id);
        }
    }

    private async Task<(ITargetSource Source, string Digest)> SourceAsync(VerbRun run, CancellationToken cancellation)
    {
        if (List is not null)
        {
            IReadOnlyList<string> names = await NameList.ReadAsync(run, [], List, cancellation).ConfigureAwait(false);
            return (new ListedTargets(ListedTargets.Of(List), names), "list-" + ListedTargets.Digest(names));
        }

        if (!Register)
        {
            throw Id is null ? new BadInputException("scan.nothing") : new BadInputException("scan.no-campaign", Id);
        }

        ProgrammeDatabase register = await RegisterRoom.OpenAsync(run, cancellation).ConfigureAwait(false);
        ProgrammeCalendar calendar = await register.CalendarAsync(cancellation).ConfigureAwait(false);
        return (new CampaignTargets(register, Filter, calendar.Now(run.Clock)), "register-" + ListedTargets.Digest([.. Filter.Kinds.Select(k => "kind " + k), .. Filter.Sectors.Select(s => "sector " + s)]));
    }

    // An unfinished campaign over the same names is gone on with, also after midnight; else a new one belongs to the day.
    private async Task<string> IdAsync(VerbRun run, CampaignStore store, string digest, CancellationToken cancellation)
    {
        string stem = $"{(Lab ? "lab-" : "")}{digest}-";
        string today = stem + run.Clock.GetUtcNow().ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        IReadOnlyList<Campaign> recent = await store.ListAsync(cancellation: cancellation).ConfigureAwait(false);
        return recent.FirstOrDefault(one => one.Id.StartsWith(stem, StringComparison.Ordinal) && !one.Finished && one.Standing != CampaignStanding.Stopped && one.Vantages.Contains(run.Settings.Vantage.Name))?.Id ?? today;
    }
}
