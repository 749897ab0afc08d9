using System.Diagnostics;
using System.Text.Json.Nodes;
using Sextant.Measurement;
using Sextant.Measurement.Storage;
using Sextant.Programme.Audit;
using Sextant.Programme.Measured;
using Sextant.Store.Databases;
using Sextant.Testing;

namespace Sextant.Programme.Tests.Measured;

/// <summary>A process is killed between an act on a campaign and its outcome in the log: the next one writes down what it finds.</summary>
public sealed class OpenActsTests
{
    // The register's clock is asked twice by each change that is written: the third time is in the outcome's, when the act is done. The measurements' is asked first when a campaign is made.
    [Theory(Timeout = 120_000)]
    [InlineData(DatabaseKind.Sqlite, 3, 0, "campaign.stand", true)]
    [InlineData(DatabaseKind.Sqlite, 0, 1, "campaign.make", false)]
    [InlineData(DatabaseKind.PostgreSql, 3, 0, "campaign.stand", true)]
    public async Task What_became_of_an_act_whose_process_was_killed_is_looked_at_and_written_down_once(DatabaseKind kind, int registerDies, int storesDie, string action, bool done)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        using var folder = new TemporaryFolder();
        using Process killed = Process.Start(new ProcessStartInfo("dotnet", [ProgramUnderTest.KillTarget, "acts", country.Place, folder.Path, $"{registerDies}", $"{storesDie}"]) { RedirectStandardOutput = true })!;
        string told = await killed.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await killed.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(137, killed.ExitCode); // SIGKILL
        Assert.DoesNotContain("stands", told, StringComparison.Ordinal);

        TimeProvider clock = TimeProvider.System;
        var log = new AuditLog(country.Database, clock);
        AuditEntry intent = (await log.ListAsync(new AuditFilter()))[0];
        Assert.Equal(action, intent.Action);
        await using MeasurementStores stores = await MeasurementStores.OpenAsync(new MeasurementStoresOptions { Folder = folder.Path }, clock);
        var acts = new OpenActs(country.Database, stores, clock);
        Assert.Equal(0, await acts.SettleAsync(intent.At)); // somebody may be at it
        Assert.Equal(1, await acts.SettleAsync(clock.GetUtcNow()));
        Assert.Equal(0, await acts.SettleAsync(clock.GetUtcNow()));

        AuditEntry outcome = (await log.ListAsync(new AuditFilter()))[0];
        JsonNode said = JsonNode.Parse(outcome.After!)!;
        Assert.Equal(("program", "campaign.outcome", intent.Subject), (outcome.Who, outcome.Action, outcome.Subject));
        Assert.Equal((action, intent.Sequence, done, true), (said["Of"]!.GetValue<string>(), said["Intent"]!.GetValue<long>(), said["Done"]!.GetValue<bool>(), said["AtStart"]!.GetValue<bool>()));
        Assert.Equal(done ? "paused" : null, said["Found"]!["Standing"]?.GetValue<string>());
        Assert.Equal(done ? CampaignStanding.Paused : null, (await stores.Control.StandingAsync(intent.Subject["campaign:".Length..], TestContext.Current.CancellationToken))?.Standing);
        Assert.True((await log.VerifyAsync()).Whole);
    }
}
