using Sextant.Checks;
using Sextant.Measurement.Probes;
using Sextant.Measurement.Scans;
using Sextant.Wire;

namespace Sextant.Measurement.Desk;

/// <summary>How far a check is while its target is being measured.</summary>
public enum CheckState
{
    /// <summary>Nothing it needs was looked at yet.</summary>
    Waiting,

    /// <summary>Some of what it needs is being looked at.</summary>
    Looking,

    /// <summary>All it needs was seen. Its verdict comes when everything was: a verdict may rest on the vantage too.</summary>
    Done,
}

/// <summary>A check of a running measurement.</summary>
/// <param name="Milliseconds">How long the slowest look it needs took, once done.</param>
public sealed record CheckStep(string Criterion, CheckState State, double Milliseconds);

/// <summary>Which looks each check rests on: so that the progress of each check can be shown while probes work.</summary>
public static class CheckSteps
{
    private static readonly Dictionary<string, string[]> Needs = new(StringComparer.Ordinal)
    {
        ["WEB-01"] = [ScanLooks.SiteAddresses],
        ["WEB-02"] = [ScanLooks.SitePorts],
        ["WEB-03"] = [ScanLooks.SitePages],
        ["WEB-04"] = [ScanLooks.SitePorts],
        ["WEB-05"] = [ScanLooks.SitePages],
        ["WEB-07"] = [ScanLooks.SiteAddresses],
        ["WEB-11"] = [ScanLooks.SitePath],
        ["WEB-13"] = [ScanLooks.SiteTls],
        ["MAIL-01"] = [ScanLooks.MailExchanges],
        ["MAIL-02"] = [ScanLooks.MailSessions],
        ["MAIL-03"] = [ScanLooks.MailExchanges, ScanLooks.MailAddresses],
        ["MAIL-04"] = [ScanLooks.MailSessions],
        ["MAIL-05"] = [ScanLooks.MailSessions],
        ["DNS-01"] = [ScanLooks.ZoneDelegation, ScanLooks.ZoneServers],
        ["DNS-02"] = [ScanLooks.ZoneServers],
        ["DNS-03"] = [ScanLooks.ZoneServers],
        ["DNS-04"] = [ScanLooks.ZoneDelegation, ScanLooks.ZoneServers],
        ["DNS-05"] = [ScanLooks.ZonePath],
        ["DNS-06"] = [ScanLooks.ZoneDelegation, ScanLooks.ZoneServers],
        ["DNS-07"] = [ScanLooks.ZoneServers],
        ["DNS-08"] = [ScanLooks.ZoneServers],
        ["DNS-09"] = [ScanLooks.ZoneServers],
    };

    /// <summary>The steps of all checks of a kind of target, in the order of the criteria.</summary>
    /// <param name="kind"><c>site</c>, <c>mail</c>, <c>zone</c>, <c>name-server</c>.</param>
    /// <param name="steps">What the scan has reported so far.</param>
    public static IReadOnlyList<CheckStep> Of(string kind, IReadOnlyList<ScanStep> steps) =>
        [.. CheckCatalog.All.Where(check => FailureWords.Kebab(check.Kind.ToString()) == kind).Select(check => Of(check.Id, kind, steps))];

    private static CheckStep Of(string criterion, string kind, IReadOnlyList<ScanStep> steps)
    {
        // A part that ended, ended all its looks: one that was not needed never begins.
        ScanStep? whole = steps.FirstOrDefault(step => step.Part == kind);
        string[] needs = Needs.GetValueOrDefault(criterion, [kind]);
        ScanStep[] seen = [.. needs.Select(look => steps.FirstOrDefault(step => step.Part == look)).OfType<ScanStep>()];
        bool done = whole is { Done: true } || (seen.Length == needs.Length && seen.All(step => step.Done));
        double took = seen.Where(step => step.Done).Select(step => step.Milliseconds).DefaultIfEmpty(whole?.Milliseconds ?? 0).Max();
        return new CheckStep(criterion, done ? CheckState.Done : whole is null ? CheckState.Waiting : CheckState.Looking, took);
    }
}
