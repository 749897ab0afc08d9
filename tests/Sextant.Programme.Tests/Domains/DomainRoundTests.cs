using Sextant.Programme.Audit;
using Sextant.Programme.Domains;
using Sextant.Programme.Tests.Tasks;
using Sextant.Store.Databases;

namespace Sextant.Programme.Tests.Domains;

/// <summary>Proofs that are looked for by the clock.</summary>
public sealed class DomainRoundTests
{
    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task The_claims_of_one_unit_that_never_answer_keep_nobody_else_waiting(DatabaseKind kind)
    {
        using DomainRoom room = await DomainRoom.OpenAsync(kind);
        foreach (int i in Enumerable.Range(1, 6))
        {
            await room.Desk.Editing.ClaimAsync("hue", $"im-{i}.hue.gov.vn", ["site"], DomainRoom.Hue);
        }

        await room.Desk.Editing.ClaimAsync("lang-son", "tay.langson.gov.vn", ["site"], TaskRoom.Office);
        room.Published[(await room.Desk.Store.ListAsync("lang-son", room.Now)).Single().Value] = new ProofSeen("dns", null, null);
        var silent = new TaskCompletionSource();
        room.Answer = name => name.StartsWith("im-", StringComparison.Ordinal) ? silent.Task : Task.CompletedTask;
        Task<int> round = room.Desk.Checks.RoundAsync();
        for (int i = 0; i < 200 && (await room.Desk.Store.ListAsync("lang-son", room.Now)).Single().Standing != DomainStanding.Proven; i++)
        {
            await Task.Delay(50);
        }

        Assert.Equal(DomainStanding.Proven, (await room.Desk.Store.ListAsync("lang-son", room.Now)).Single().Standing);

        // Nor does who asks by hand wait for them.
        await room.Desk.Editing.ClaimAsync("lang-son", "moi.langson.gov.vn", ["site"], TaskRoom.Office);
        Assert.False(await room.Desk.Checks.CheckAsync("lang-son", "moi.langson.gov.vn", TaskRoom.Office).WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.False(round.IsCompleted);
        silent.SetResult();
        Assert.Equal(7, await round);
        Assert.True((await new AuditLog(room.Country.Database, room.Country.Clock).VerifyAsync()).Whole);
    }
}
