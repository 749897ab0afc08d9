using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Schedules;
using Sextant.Programme.Measured;
using Sextant.Programme.Organisations;
using Sextant.Programme.Register;

namespace Sextant.Cli.Parts.Campaigning;

/// <summary>From what a campaign is to measure to the names of today.</summary>
internal static class RuleSource
{
    /// <summary>The names of a rule; the register is asked only for one that means it.</summary>
    public static async Task<ITargetSource> OpenAsync(TargetRule rule, ProgrammeDatabase register, TimeProvider clock, CancellationToken cancellation)
    {
        if (rule.Names is { } names)
        {
            return new ListedTargets(rule.Description, names);
        }

        ProgrammeCalendar calendar = await register.CalendarAsync(cancellation).ConfigureAwait(false);
        return new CampaignTargets(register, new OrganisationFilter { Kinds = rule.Kinds, Sectors = rule.Sectors }, calendar.Now(clock));
    }
}
