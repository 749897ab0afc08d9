using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Domains;

/// <summary>Looks for proofs: when a person asks, and by the clock as long as a claim is open or holds.</summary>
public sealed class DomainChecks(ProgrammeDatabase database, DomainEditing editing, IDomainProof proof, TimeProvider clock)
{
    /// <summary>30 days after the last look that found it: who lost a domain does not speak for it much longer, and an outage of days costs nothing.</summary>
    public static readonly TimeSpan ProofHolds = TimeSpan.FromDays(30);

    /// <summary>A minute between two looks that a person asks for: others' servers are asked.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>A minute: two name servers that are silent and four pages that never come, one after the other.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan WhileOpen = TimeSpan.FromHours(6);
    private static readonly TimeSpan WhileFailing = TimeSpan.FromDays(1);
    private static readonly TimeSpan WhileProven = TimeSpan.FromDays(7);

    private readonly AuditedRegister _register = new(database, clock);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _looked = new(StringComparer.Ordinal);

    // 4 at once: the looks of one minute are the work of seconds, and a person must not make the program ask the world.
    private readonly SemaphoreSlim _turns = new(4);

    /// <summary>3: a turn stays free for who asks by hand, however many claims never answer.</summary>
    private const int LooksOfARound = 3;

    /// <summary>Looks now, for who may claim; gives whether it is proven.</summary>
    /// <exception cref="RefusedException">There is no such claim, its token is over, or it was looked for a moment ago.</exception>
    public async Task<bool> CheckAsync(string organisation, string ascii, Viewer viewer, CancellationToken cancellation = default)
    {
        await editing.AskAsync(organisation, Right.ClaimDomains, viewer, cancellation).ConfigureAwait(false);
        RegisterDomain held = await HeldAsync(organisation, ascii, cancellation).ConfigureAwait(false);
        DateTimeOffset now = clock.GetUtcNow();
        if (DomainStore.StandingOf(held, now) == DomainStanding.TokenOver)
        {
            throw new RefusedException("domain-token-over");
        }

        // Said before it is asked: two that press at once ask once.
        if (!_looked.TryAdd(held.Key, now) && (now - _looked[held.Key] < Pause || !_looked.TryUpdate(held.Key, now, _looked[held.Key])))
        {
            throw new RefusedException("domain-soon");
        }

        return await LookAsync(held, viewer.Actor, always: true, cancellation).ConfigureAwait(false);
    }

    /// <summary>Looks for every proof whose time has come; gives how many were looked for.</summary>
    public async Task<int> RoundAsync(CancellationToken cancellation = default)
    {
        List<RegisterDomain> rows;
        await using (ProgrammeContext context = database.Create())
        {
            rows = await context.At<RegisterDomain>(await NowAsync(cancellation).ConfigureAwait(false)).Where(row => row.State != "accepted").ToListAsync(cancellation).ConfigureAwait(false);
        }

        RegisterDomain[] due = [.. InTurn(rows.Where(row => IsDue(row, clock.GetUtcNow())))];
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = LooksOfARound, CancellationToken = cancellation }, async (row, stop) =>
        {
            _looked[row.Key] = clock.GetUtcNow();
            await LookAsync(row, Actor.Program, always: row.State == "proven", stop).ConfigureAwait(false);
        }).ConfigureAwait(false);
        return due.Length;
    }

    /// <summary>One of each unit, then a second of each: the many claims of one do not keep the others waiting. Of a unit first what was looked for longest ago.</summary>
    private static IEnumerable<RegisterDomain> InTurn(IEnumerable<RegisterDomain> rows) =>
        from unit in rows.GroupBy(row => row.Organisation, StringComparer.Ordinal)
        from one in unit.OrderBy(row => row.CheckedAt ?? DateTimeOffset.MinValue).ThenBy(row => row.Key, StringComparer.Ordinal).Select((row, turn) => (Row: row, Turn: turn))
        orderby one.Turn, one.Row.CheckedAt ?? DateTimeOffset.MinValue, one.Row.Key
        select one.Row;

    private bool IsDue(RegisterDomain row, DateTimeOffset now)
    {
        DateTimeOffset? last = _looked.TryGetValue(row.Key, out DateTimeOffset here) && !(here < row.CheckedAt) ? here : row.CheckedAt;
        return DomainStore.StandingOf(row, now) switch
        {
            DomainStanding.Claimed => last is null || now - last >= WhileOpen,
            DomainStanding.Proven => last is null || now - last >= WhileProven,
            DomainStanding.Failing or DomainStanding.Over => last is null || now - last >= WhileFailing,
            _ => false,
        };
    }

    private async Task<RegisterDomain> HeldAsync(string organisation, string ascii, CancellationToken cancellation)
    {
        await using ProgrammeContext context = database.Create();
        return await DomainEditing.HeldAsync(context, organisation, ascii, (await NowAsync(cancellation).ConfigureAwait(false)).Date, cancellation).ConfigureAwait(false) ?? throw new RefusedException("domain-none", ascii);
    }

    // The network first, the database after: nobody else waits for somebody's name server.
    private async Task<bool> LookAsync(RegisterDomain asked, Actor actor, bool always, CancellationToken cancellation)
    {
        ProofSeen seen = await SeeAsync(asked, cancellation).ConfigureAwait(false);
        AsOf current = await NowAsync(cancellation).ConfigureAwait(false);
        return await _register.WriteAsync(new RegisterChange(actor, "domain.check", null), async (context, writer) =>
        {
            RegisterDomain? held = await DomainEditing.HeldAsync(context, asked.Organisation, asked.Ascii, current.Date, cancellation).ConfigureAwait(false);
            if (held is null || held.Token != asked.Token || held.State != asked.State)
            {
                return false; // it was changed meanwhile, and what was seen is of no use
            }

            DateTimeOffset now = clock.GetUtcNow();
            var row = (RegisterDomain)held.Next();
            bool proven = seen.Way is not null && !await IsOthersAsync(context, held, (current, now), cancellation).ConfigureAwait(false);
            (row.DnsFault, row.FileFault, row.CheckedAt) = (seen.Way is not null && !proven ? DomainStore.Held : seen.DnsFault, seen.FileFault, now);
            if (proven)
            {
                (row.ProvenAt, row.State, row.Way, row.HoldsUntil) = (held.State == "proven" ? held.ProvenAt : now, "proven", seen.Way, now + ProofHolds);
            }

            if (always || proven || row.DnsFault != held.DnsFault || row.FileFault != held.FileFault)
            {
                await writer.PutAsync(row, proven ? null : held.Reason, cancellation).ConfigureAwait(false);
            }

            if (proven && held.State != "proven")
            {
                await DomainTargets.PutAsync(context, writer, row, current.Date, cancellation).ConfigureAwait(false);
            }

            return proven;
        }, cancellation).ConfigureAwait(false);
    }

    private async Task<ProofSeen> SeeAsync(RegisterDomain asked, CancellationToken cancellation)
    {
        await _turns.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            using var late = new CancellationTokenSource(Limit, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
            return await proof.LookAsync(asked.Ascii, DomainWords.Value(asked.Token), either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new ProofSeen(null, "unreachable", "unreachable");
        }
        finally
        {
            _turns.Release();
        }
    }

    // A domain speaks for one unit at a time: the office says for which.
    private static async Task<bool> IsOthersAsync(ProgrammeContext context, RegisterDomain held, (AsOf AsOf, DateTimeOffset Instant) now, CancellationToken cancellation)
    {
        List<RegisterDomain> others = await context.At<RegisterDomain>(now.AsOf).Where(row => row.Ascii == held.Ascii && row.Organisation != held.Organisation && row.State != "claimed").ToListAsync(cancellation).ConfigureAwait(false);
        return others.Any(row => row.HoldsUntil > now.Instant);
    }

    private async Task<AsOf> NowAsync(CancellationToken cancellation) => (await database.CalendarAsync(cancellation).ConfigureAwait(false)).Now(clock);
}
