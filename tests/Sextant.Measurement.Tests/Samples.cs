using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Measurement.Tests;

/// <summary>Small scans and judgements for tests of what is kept; what they say is made up.</summary>
internal static class Samples
{
    internal static readonly DateTimeOffset At = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);

    internal static Scan Scan(string name, DateTimeOffset? at = null, string vantage = "hanoi") => new()
    {
        Name = name,
        Kinds = [TargetKind.Site, TargetKind.Mail],
        StartedAt = at ?? At,
        FinishedAt = (at ?? At).AddSeconds(2),
        Vantage = new VantageObservation { Name = vantage, CheckedAt = (at ?? At).AddMinutes(-1), Ipv4 = true, Ipv6 = true },
        Context = new ScanContext { Program = "0.1.0" },
        Web = new WebObservation
        {
            Site = name,
            Hosts =
            [
                new HostObservation
                {
                    Name = name,
                    A = new Lookup { Name = name, Type = "A", Attempts = [new Attempt(at ?? At, 3.5)], Addresses = [System.Net.IPAddress.Parse("203.0.113.7")] },
                    Aaaa = new Lookup { Name = name, Type = "AAAA", Attempts = [new Attempt(at ?? At, 4.5)], Failure = Failure.DnsNoData },
                    Ports =
                    [
                        new PortLook
                        {
                            Address = System.Net.IPAddress.Parse("203.0.113.7"), Port = 443,
                            Attempts = [new Attempt((at ?? At).AddSeconds(1), 4000, Failure.TimedOut), new Attempt((at ?? At).AddSeconds(2), 12.25)],
                        },
                    ],
                },
            ],
        },
    };

    internal static Judgement Judgement(
        string name, TargetKind kind = TargetKind.Site, TargetClass verdictClass = TargetClass.Ready, DateTimeOffset? at = null, string vantage = "hanoi") => new()
    {
        Target = name,
        Ascii = name,
        Kind = kind,
        Hosts = [name, "www." + name],
        Level = verdictClass == TargetClass.Ready ? Level.Basic : Level.None,
        LevelScope = Level.Basic,
        Class = verdictClass,
        Cause = verdictClass == TargetClass.Unknown ? Failure.TimedOut : null,
        Unmeasured = ["WEB-06", "WEB-08"],
        Verdicts =
        [
            new CriterionVerdict { Criterion = "WEB-01", Subject = name, Verdict = Verdict.Pass, Tags = ["web-aaaa-published"] },
            new CriterionVerdict
            {
                Criterion = "WEB-03", Subject = "www." + name, Verdict = verdictClass == TargetClass.Broken ? Verdict.Fail : Verdict.Pass,
                Tags = ["web-v6-connects", "web-v6-slow"], Cause = verdictClass == TargetClass.Broken ? Failure.ConnectionRefused : null,
            },
        ],
        Findings =
        [
            new Checks.Finding
            {
                Check = "WEB-01", Tag = "web-aaaa-published", Subject = name,
                Parameters = Checks.Finding.NoParameters.SetItem("addresses", "2001:db8::1; \"quoted\""),
            },
        ],
        Vantage = new VantageNote { Name = vantage, CheckedAt = (at ?? At).AddMinutes(-1), Ipv4 = true, Ipv6 = true },
        Profile = "national 1",
        MeasuredAt = at ?? At,
    };
}
