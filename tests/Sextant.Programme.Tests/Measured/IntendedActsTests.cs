using Sextant.Programme.Audit;
using Sextant.Programme.Measured;
using Sextant.Programme.Register;
using Sextant.Store.Databases;

namespace Sextant.Programme.Tests.Measured;

/// <summary>What is done in another database is in the audit log before it is done, whenever whoever does it is killed.</summary>
public sealed class IntendedActsTests
{
    private static readonly Actor Ky = Actor.Person("ky", "192.0.2.7");

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Whoever_is_killed_between_leaves_an_intent_and_never_an_act_that_nobody_knows_of(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        var acts = new IntendedActs(country.Database, country.Clock);
        var log = new AuditLog(country.Database, country.Clock);
        Func<ProgrammeContext, Task<Intent>> intent = _ => Task.FromResult(new Intent("campaign.stand", "campaign:tuan-46", new { Standing = "paused" }));

        // Killed before the act: it is as if it never came to its work. The log has what was meant.
        var reached = new TaskCompletionSource<string[]>();
        _ = acts.DoAsync<bool>(
            Ky, intent,
            async id =>
            {
                reached.SetResult([id, .. await ActionsAsync()]);
                await Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken); // here the process dies, before or after its work
                return (true, null);
            },
            CancellationToken.None);
        Assert.Equal(["tuan-46", "campaign.stand"], await reached.Task);

        // A fault that nobody foresaw is not an outcome; a refusal is, and says why.
        await Assert.ThrowsAsync<InvalidOperationException>(() => acts.DoAsync<bool>(Ky, intent, _ => throw new InvalidOperationException(), CancellationToken.None));
        await Assert.ThrowsAsync<RefusedException>(() => acts.DoAsync<bool>(Ky, intent, _ => throw new RefusedException("campaign-ended"), CancellationToken.None));
        Assert.Equal(7, await acts.DoAsync(Ky, intent, _ => Task.FromResult((7, (object?)new { Names = 7 })), CancellationToken.None));
        Assert.Equal(
            ["campaign.stand", "campaign.stand", "campaign.stand", "campaign.outcome", "campaign.stand", "campaign.outcome"], await ActionsAsync());
        IReadOnlyList<AuditEntry> outcomes = await log.ListAsync(new AuditFilter { Action = "campaign.outcome" });
        Assert.Contains("campaign-ended", outcomes[1].After, StringComparison.Ordinal);
        Assert.Contains("7", outcomes[0].After, StringComparison.Ordinal);
        Assert.All(outcomes, one => Assert.Equal("campaign:tuan-46", one.Subject));

        // What cannot be written down is not done.
        bool done = false;
        await Assert.ThrowsAsync<RefusedException>(() => acts.DoAsync(Ky, _ => throw new RefusedException("campaign-what"), _ => Task.FromResult((done = true, (object?)null)), CancellationToken.None));
        Assert.False(done);
        Assert.True((await log.VerifyAsync()).Whole);

        async Task<string[]> ActionsAsync() => [.. (await log.ListAsync(new AuditFilter())).Reverse().Select(one => one.Action).Where(action => action.StartsWith("campaign.", StringComparison.Ordinal))];
    }
}
