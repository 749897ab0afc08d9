using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Webhooks;

/// <summary>
/// Events on their way: that one is begun is written before it goes out, and what became of it afterwards. A program that is killed between the two sends it once more under the same
/// delivery id; none is lost. One at a time goes to one address, whoever sends.
/// </summary>
public sealed class WebhookOutbox(ProgrammeDatabase database, PeopleArea people, TimeProvider clock)
{
    /// <summary>12 attempts over a day and a half: a receiver that broke in the night is mended the next day.</summary>
    public const int MostAttempts = 12;

    /// <summary>2 min: longer than any attempt takes; after it who began is taken to be dead.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>3 days without anything taken: nobody is there, and asking on serves nobody.</summary>
    public static readonly TimeSpan LongFailure = TimeSpan.FromDays(3);

    /// <summary>30 days: what was delivered is looked at when something is missed, and that is noticed within a month.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>25 deliveries to one address in a round: others that wait for the database get their turn.</summary>
    private const int MostAtOnce = 25;

    private readonly IDataProtector _protector = people.Protection.CreateProtector(WebhookEditing.Purpose);

    /// <summary>Sends what is due, to all addresses side by side, to each one after another.</summary>
    /// <returns>How many were taken on.</returns>
    public async Task<int> SendAsync(IHookSender sender, CancellationToken cancellation = default)
    {
        IReadOnlyList<string> hooks = await DueAsync(cancellation).ConfigureAwait(false);
        return (await Task.WhenAll(hooks.Select(hook => SendAsync(hook, sender, cancellation))).ConfigureAwait(false)).Sum();
    }

    /// <summary>Addresses for which something is due.</summary>
    internal async Task<IReadOnlyList<string>> DueAsync(CancellationToken cancellation)
    {
        await using ProgrammeContext context = database.Create();
        DateTimeOffset now = clock.GetUtcNow();
        IQueryable<string> resting = context.Set<WebhookRow>().Where(row => row.State == "paused" || row.State == "disabled").Select(row => row.Key);
        return await Goes(context, context.Set<WebhookDeliveryRow>().Where(row => !resting.Contains(row.Webhook)), trials: false, now)
            .Concat(Goes(context, context.Set<WebhookDeliveryRow>().Where(row => resting.Contains(row.Webhook)), trials: true, now))
            .Select(row => row.Webhook).Distinct().ToListAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Forgets what was delivered or given up long ago, and secrets that sign no more.</summary>
    public Task<int> PruneAsync(CancellationToken cancellation = default) => database.WriteAsync(
        async context =>
        {
            DateTimeOffset now = clock.GetUtcNow();
            DateTimeOffset oldest = now - Kept;
            await context.Set<WebhookRow>().Where(row => row.FormerSecret != null && row.FormerUntil <= now)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.FormerSecret, (string?)null), cancellation).ConfigureAwait(false);
            int gone = await context.Set<WebhookDeliveryRow>().Where(row => row.DoneAt != null && row.DoneAt < oldest).ExecuteDeleteAsync(cancellation).ConfigureAwait(false);
            await context.Set<WebhookEventRow>().Where(row => row.At < oldest && !context.Set<WebhookDeliveryRow>().Any(one => one.Event == row.Key)).ExecuteDeleteAsync(cancellation).ConfigureAwait(false);
            return gone;
        },
        cancellation);

    /// <summary>1, 3, 9 ... minutes, 6 h at most: soon for a hiccup, seldom for an outage.</summary>
    internal static TimeSpan Wait(int attempts) => TimeSpan.FromMinutes(Math.Min(Math.Pow(3, attempts - 1), 360));

    /// <summary>Sends what is due to one address, one after another.</summary>
    internal async Task<int> SendAsync(string hook, IHookSender sender, CancellationToken cancellation)
    {
        int taken = 0;
        for (int i = 0; i < MostAtOnce && await BeginAsync(hook, cancellation).ConfigureAwait(false) is var (delivery, request); i++)
        {
            HookFate fate = await sender.SendAsync(request, cancellation).ConfigureAwait(false);
            await EndAsync(delivery, fate).ConfigureAwait(false);
            taken += fate.Accepted ? 1 : 0;
        }

        return taken;
    }

    // To an address that rests trials alone, and each once: a person asks for it and sees what came of it.
    private static IQueryable<WebhookDeliveryRow> Goes(ProgrammeContext context, IQueryable<WebhookDeliveryRow> deliveries, bool trials, DateTimeOffset now)
    {
        IQueryable<WebhookDeliveryRow> due = deliveries.Where(row => (row.State == "waiting" || row.State == "sending") && row.NextAt <= now);
        return trials ? due.Where(row => row.Attempts == 0 && context.Set<WebhookEventRow>().Any(told => told.Key == row.Event && told.Kind == WebhookKinds.Ping)) : due;
    }

    // Asked within the only transaction that writes: of two that saw the same delivery one gets it, and none while another is under way to the same address.
    private Task<(long Delivery, HookRequest Request)?> BeginAsync(string hook, CancellationToken cancellation) => database.WriteAsync<(long, HookRequest)?>(
        async context =>
        {
            DateTimeOffset now = clock.GetUtcNow();
            IQueryable<WebhookDeliveryRow> own = context.Set<WebhookDeliveryRow>().Where(row => row.Webhook == hook);
            WebhookRow? held = await context.Set<WebhookRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Key == hook, cancellation).ConfigureAwait(false);
            if (held is null or { State: "removed" })
            {
                await own.Where(row => row.DoneAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, "failed").SetProperty(row => row.DoneAt, now), cancellation).ConfigureAwait(false);
                return null;
            }

            if (await own.AnyAsync(row => row.State == "sending" && row.NextAt > now, cancellation).ConfigureAwait(false)
                || await Goes(context, own, held.State != "active", now).OrderBy(row => row.Id).FirstOrDefaultAsync(cancellation).ConfigureAwait(false) is not { } row)
            {
                return null;
            }

            (row.State, row.Attempts, row.NextAt) = ("sending", row.Attempts + 1, now + Lease);
            await context.SaveChangesAsync(cancellation).ConfigureAwait(false);
            WebhookEventRow told = await context.Set<WebhookEventRow>().AsNoTracking().SingleAsync(one => one.Key == row.Event, cancellation).ConfigureAwait(false);
            return (row.Id, Request(held, row, told, now));
        },
        cancellation);

    private HookRequest Request(WebhookRow hook, WebhookDeliveryRow delivery, WebhookEventRow told, DateTimeOffset now)
    {
        List<string> secrets = [_protector.Unprotect(hook.Secret)];
        if (hook.FormerSecret is { } former && hook.FormerUntil > now)
        {
            secrets.Add(_protector.Unprotect(former));
        }

        return new HookRequest(new Uri(hook.Url), told.Body, new Dictionary<string, string>
        {
            [WebhookSignature.Header] = WebhookSignature.Of(secrets, now, told.Body), ["Sextant-Event"] = told.Kind, ["Sextant-Delivery"] = delivery.Key,
            ["Sextant-Attempt"] = delivery.Attempts.ToString(System.Globalization.CultureInfo.InvariantCulture),
        });
    }

    // Not to be cancelled: the request is out, and that must be known.
    private Task<bool> EndAsync(long delivery, HookFate fate) => database.WriteAsync(
        async context =>
        {
            WebhookDeliveryRow row = await context.Set<WebhookDeliveryRow>().SingleAsync(one => one.Id == delivery, CancellationToken.None).ConfigureAwait(false);
            WebhookRow hook = await context.Set<WebhookRow>().SingleAsync(one => one.Key == row.Webhook, CancellationToken.None).ConfigureAwait(false);
            DateTimeOffset now = clock.GetUtcNow();
            bool trial = hook.State != "active" && await context.Set<WebhookEventRow>().AnyAsync(told => told.Key == row.Event && told.Kind == WebhookKinds.Ping, CancellationToken.None).ConfigureAwait(false);
            bool over = fate.Accepted || row.Attempts >= MostAttempts || trial;
            (row.State, row.DoneAt, row.NextAt) = (fate.Accepted ? "sent" : over ? "failed" : "waiting", over ? now : null, now + Wait(row.Attempts));
            (row.Status, row.Fault, row.Took) = (fate.Status, fate.Fault is { Length: > 200 } ? fate.Fault[..200] : fate.Fault, (int)Math.Min(fate.Took.TotalMilliseconds, int.MaxValue));
            hook.FailingSince = fate.Accepted ? null : hook.FailingSince ?? now;
            if (hook.State == "active" && (fate.Gone || now - hook.FailingSince >= LongFailure))
            {
                hook.State = "disabled";
            }

            await context.SaveChangesAsync(CancellationToken.None).ConfigureAwait(false);
            return true;
        },
        CancellationToken.None);
}
