using System.CommandLine;
using System.Globalization;
using Sextant.Checks.Judging;
using Sextant.Cli.Parts.Campaigning;
using Sextant.Cli.Parts;
using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;
using Sextant.Cli.Wording;
using Sextant.Measurement;
using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Schedules;
using Sextant.Measurement.Storage;
using Sextant.Programme.Register;

namespace Sextant.Cli.Commands;

/// <summary><c>sextant campaign new</c>: a campaign that a server measures by itself; with <c>--cron</c> a schedule that makes one each time.</summary>
internal static class CampaignNew
{
    private static readonly Argument<string> Id = new("id");
    private static readonly Option<string> List = new("--list") { HelpName = "FILE" };
    private static readonly Option<bool> Register = new("--register");
    private static readonly Option<string[]> Kind = new("--kind") { Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string[]> Sector = new("--sector") { Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string> UnknownOf = new("--unknown-of") { HelpName = "ID" };
    private static readonly Option<string> Name = new("--name");
    private static readonly Option<string[]> From = new("--from") { Arity = ArgumentArity.ZeroOrMore, HelpName = "VANTAGE" };

    public static Verb Create()
    {
        var verb = new Verb("new", SettingGroups.None, NewAsync) { Id, List, Register, Kind, Sector, UnknownOf, Name, From, TermOptions.Cron };
        foreach (Option option in TermOptions.All)
        {
            verb.Add(option);
        }

        return verb;
    }

    private static async Task<int> NewAsync(VerbRun run, CancellationToken cancellation)
    {
        string id = run.Parsed.GetValue(Id)!;
        Profile profile = Profile.National; // what `serve` judges by
        CronRule? cron = TermOptions.CronOf(run);
        TimeZoneInfo? zone = await TermOptions.ZoneAsync(run, cancellation).ConfigureAwait(false);
        CampaignTerms terms = TermOptions.Read(run, CampaignTerms.Usual, zone);
        string[] vantages = run.Parsed.GetValue(From) is { Length: > 0 } from ? [.. from.Distinct(StringComparer.Ordinal)] : [run.Settings.Vantage.Name];
        MeasurementStores stores = await StoreRoom.OpenAsync(run, cancellation).ConfigureAwait(false);
        await using (stores.ConfigureAwait(false))
        {
            if (await stores.Schedules.FindAsync(id, cancellation).ConfigureAwait(false) is not null || await stores.Campaigns.FindAsync(id, cancellation).ConfigureAwait(false) is not null)
            {
                throw new BadInputException("campaign.taken", id);
            }

            TargetRule rule = await RuleAsync(run, stores, cancellation).ConfigureAwait(false);
            var plan = new CampaignPlan
            {
                Id = id, Name = run.Parsed.GetValue(Name) ?? id, Profile = $"{profile.Name}/{profile.Version}", Vantages = vantages, Terms = terms, Unattended = true,
            };
            try
            {
                await (cron is null ? MakeAsync(run, stores, plan, rule, cancellation) : PlanAsync(run, stores, ScheduleOf(plan, rule, cron, zone!, run.Clock.GetUtcNow()), cancellation)).ConfigureAwait(false);
            }
            catch (ArgumentException)
            {
                throw new BadInputException("scan.bad-id", id);
            }
        }

        return ExitCodes.Ok;
    }

    private static async Task MakeAsync(VerbRun run, MeasurementStores stores, CampaignPlan plan, TargetRule rule, CancellationToken cancellation)
    {
        ITargetSource source = rule.Names is not null
            ? new ListedTargets(rule.Description, rule.Names)
            : await RuleSource.OpenAsync(rule, await RegisterRoom.OpenAsync(run, cancellation).ConfigureAwait(false), run.Clock, cancellation).ConfigureAwait(false);
        Campaign campaign = await stores.Campaigns.CreateOrResumeAsync(plan, source, cancellation).ConfigureAwait(false);
        run.Say("campaign.made", campaign.Id, campaign.Total, campaign.Source);
        if (campaign.Total == 0)
        {
            run.Complain("scan.empty", campaign.Id);
        }
    }

    private static Schedule ScheduleOf(CampaignPlan plan, TargetRule rule, CronRule cron, TimeZoneInfo zone, DateTimeOffset now) => new()
    {
        Id = plan.Id, Name = plan.Name, Rule = rule, Profile = plan.Profile, Vantages = plan.Vantages, Terms = plan.Terms, Cron = cron, Zone = zone, LastDue = now,
    };

    private static async Task PlanAsync(VerbRun run, MeasurementStores stores, Schedule schedule, CancellationToken cancellation)
    {
        await stores.Schedules.AddAsync(schedule, cancellation).ConfigureAwait(false);
        DateTimeOffset next = TimeZoneInfo.ConvertTime(schedule.Next(run.Clock.GetUtcNow()) ?? default, schedule.Zone);
        run.Say("campaign.planned", schedule.Id, schedule.Cron.Text, schedule.Zone.Id, next.ToString("g", run.Texts.Language.Culture()), schedule.Rule.Description);
    }

    private static async Task<TargetRule> RuleAsync(VerbRun run, MeasurementStores stores, CancellationToken cancellation)
    {
        (string? list, bool register, string? unknownOf) = (run.Parsed.GetValue(List), run.Parsed.GetValue(Register), run.Parsed.GetValue(UnknownOf));
        if ((list is null ? 0 : 1) + (register ? 1 : 0) + (unknownOf is null ? 0 : 1) != 1)
        {
            throw new BadInputException("campaign.one-source");
        }

        if (list is not null)
        {
            return new TargetRule { Names = await NameList.ReadAsync(run, [], list, cancellation).ConfigureAwait(false), Description = ListedTargets.Of(list) };
        }

        if (unknownOf is not null)
        {
            IReadOnlyList<string> names = await stores.Scans.UnknownNamesAsync(unknownOf, cancellation).ConfigureAwait(false);
            return names.Count > 0
                ? new TargetRule { Names = names, Description = string.Create(CultureInfo.InvariantCulture, $"unknown of: {unknownOf}") }
                : throw new BadInputException("campaign.nothing-unknown", unknownOf);
        }

        (string[] kinds, string[] sectors) = (run.Parsed.GetValue(Kind) ?? [], run.Parsed.GetValue(Sector) ?? []);
        return new TargetRule { Kinds = kinds, Sectors = sectors, Description = kinds.Length + sectors.Length > 0 ? "register: " + string.Join(", ", [.. kinds, .. sectors]) : "register" };
    }
}
