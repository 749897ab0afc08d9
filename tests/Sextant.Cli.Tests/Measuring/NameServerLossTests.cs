using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Lab;
using Sextant.Measurement.Scans;
using Sextant.Wire;

namespace Sextant.Cli.Tests.Measuring;

/// <summary>Loss at a name server is a rate over many questions, not the luck of one that is tried again.</summary>
public sealed class NameServerLossTests
{
    private const string Server = "ns1." + MeasuredWorld.Name;
    private static readonly TimeSpan NoBound = TimeSpan.FromMinutes(2);
    private static readonly (string, string)[] Short = [("SEXTANT_DNS_TIMEOUT", "500ms")];

    [Fact(Timeout = 90_000)]
    public async Task A_server_that_loses_every_second_question_is_partial()
    {
        (Judgement said, NameServerObservation seen) = await ScanAsync(every: 2);
        Assert.Equal(TargetClass.Partial, said.Class);
        Assert.Contains(said.Findings, finding => finding.Tag == "nss-lossy");
        QuerySample sample = Assert.Single(seen.Samples, sample => sample.Family == Family.V6);
        Assert.Equal(20, sample.Attempts.Count);
        Assert.InRange(sample.Attempts.Count(attempt => attempt.Failure == Failure.TimedOut), 8, 12);
    }

    [Fact(Timeout = 90_000)]
    public async Task A_healthy_server_is_asked_ten_questions_at_each_address_and_no_more()
    {
        (Judgement said, NameServerObservation seen) = await ScanAsync(every: 0);
        Assert.Equal(TargetClass.Ready, said.Class);
        Assert.Equal(2, seen.Samples.Count);
        Assert.All(seen.Samples, sample => Assert.Equal((10, 0), (sample.Attempts.Count, sample.Attempts.Count(attempt => attempt.Failure is not null))));
    }

    [Fact(Timeout = 90_000)]
    public async Task A_dead_server_is_not_burdened_with_a_sample_of_ten()
    {
        (Judgement said, NameServerObservation seen) = await ScanAsync(every: 1);
        Assert.Equal(TargetClass.Broken, said.Class);
        Assert.Equal(3, Assert.Single(seen.Samples, sample => sample.Family == Family.V6).Attempts.Count);
    }

    private static async Task<(Judgement Said, NameServerObservation Seen)> ScanAsync(int every)
    {
        await using var measured = new MeasuredWorld();
        measured.World.Zone(MeasuredWorld.Name).Ns("ns1");
        if (every > 0)
        {
            measured.World.NameServer(Server).LosesEvery(every, Family.V6);
        }

        (Judgement[] entries, Scan scan) = await measured.ScanAsync(NoBound, new ScanRequest(Server, [TargetKind.NameServer]), Short);
        return (Assert.Single(entries), scan.NameServer!);
    }
}
