using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.Audit;

/// <summary>Something that happened, as other systems are told of it.</summary>
/// <param name="Kind">Such as <c>plan.issued</c>.</param>
/// <param name="Stamp">The occasion: it is told once.</param>
/// <param name="Subject">Such as <c>plan:ke-hoach-2026</c>.</param>
/// <param name="Api">Where it is read, below the API's root: what is not for everybody does not go out by itself.</param>
/// <param name="At">When it happened: addresses that came later are not told.</param>
internal sealed record OutwardEvent(string Kind, string Stamp, string Subject, string Api, DateTimeOffset At)
{
    /// <summary>What else is said; only what everybody may read.</summary>
    internal JsonObject Data { get; init; } = [];
}

/// <summary>Which acts other systems are told of, and how an event comes into the outbox: in the transaction of what it tells of.</summary>
internal static class OutwardEvents
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Act, table of its subject, event, and where the subject is read.</summary>
    private static readonly (string Action, string Table, string Kind, Func<string, string> Api)[] Acts =
    [
        ("plan.submit", "plan", "plan.submitted", key => "/plans/" + key),
        ("plan.issue", "plan", "plan.issued", key => "/plans/" + key),
        ("conversion.submit", "conversion", "conversion.submitted", Conversion),
        ("conversion.issue", "conversion", "conversion.issued", Conversion),
        ("return.submit", "return", "return.received", key => "/returns/" + key[..key.LastIndexOf('/')]),
        ("publication.announce", "publication", "publication.announced", _ => "/publications"),
        ("publication.move", "publication", "publication.moved", _ => "/publications"),
        ("publication.withdraw", "publication", "publication.withdrawn", _ => "/publications"),
        ("case.open", "case", "case.opened", key => "/cases/" + key["case-".Length..]),
        ("case.reopen", "case", "case.reopened", key => "/cases/" + key["case-".Length..]),
        ("case.decide", "case", "case.decided", key => "/cases/" + key["case-".Length..]),
        ("case.withdraw", "case", "case.decided", key => "/cases/" + key["case-".Length..]),
    ];

    /// <summary>Kinds of events that follow from acts.</summary>
    internal static IEnumerable<string> Kinds => Acts.Select(act => act.Kind).Distinct();

    /// <summary>Puts what was done into the outbox, where somebody wants to be told of it.</summary>
    internal static Task<int> TellAsync(ProgrammeContext context, IEnumerable<(string Action, string Subject)> deeds, DateTimeOffset now, CancellationToken cancellation)
    {
        OutwardEvent[] told =
        [
            .. from deed in deeds.Distinct()
               from act in Acts
               where act.Action == deed.Action && deed.Subject.StartsWith(act.Table + ":", StringComparison.Ordinal)
               select new OutwardEvent(act.Kind, $"{act.Kind} {deed.Subject} {now.UtcTicks}", deed.Subject, act.Api(deed.Subject[(act.Table.Length + 1)..]), now),
        ];
        return told.Length == 0 ? Task.FromResult(0) : PutAsync(context, told, now, cancellation);
    }

    /// <summary>Puts events into the outbox, each once, for each address that wants its kind and was there when it happened.</summary>
    internal static async Task<int> PutAsync(ProgrammeContext context, IReadOnlyList<OutwardEvent> events, DateTimeOffset now, CancellationToken cancellation)
    {
        List<WebhookRow> hooks = await context.Set<WebhookRow>().AsNoTracking().Where(row => row.State == "active").OrderBy(row => row.Id).ToListAsync(cancellation).ConfigureAwait(false);
        string[] stamps = hooks.Count == 0 ? [] : [.. events.Select(one => one.Stamp)];
        HashSet<string> known = [.. await context.Set<WebhookEventRow>().Where(row => stamps.Contains(row.Stamp)).Select(row => row.Stamp).ToListAsync(cancellation).ConfigureAwait(false)];
        int put = 0;
        foreach (OutwardEvent one in events)
        {
            WebhookRow[] wanting = [.. hooks.Where(hook => hook.CreatedAt <= one.At && hook.Events.Split('\n').Contains(one.Kind, StringComparer.Ordinal))];
            if (wanting.Length > 0 && known.Add(one.Stamp))
            {
                WebhookEventRow row = Row(one);
                context.Add(row);
                context.AddRange(wanting.Select(hook => Delivery(hook.Key, row.Key, now)));
                put += wanting.Length;
            }
        }

        await context.SaveChangesAsync(cancellation).ConfigureAwait(false);
        return put;
    }

    internal static WebhookEventRow Row(OutwardEvent one)
    {
        string key = "evt_" + Guid.NewGuid().ToString("N");
        var body = new JsonObject
        {
            ["id"] = key, ["event"] = one.Kind, ["at"] = one.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture), ["subject"] = one.Subject,
            ["api"] = "/api/v1" + one.Api, ["data"] = one.Data.DeepClone(),
        };
        return new WebhookEventRow { Key = key, Kind = one.Kind, Stamp = one.Stamp, Subject = one.Subject, Body = body.ToJsonString(Json), At = one.At };
    }

    internal static WebhookDeliveryRow Delivery(string hook, string told, DateTimeOffset now) =>
        new() { Key = "dlv_" + Guid.NewGuid().ToString("N"), Webhook = hook, Event = told, State = "waiting", MadeAt = now, NextAt = now };

    private static string Conversion(string key) => $"/organisations/{key.Replace("/", "/conversions/", StringComparison.Ordinal)}";
}
