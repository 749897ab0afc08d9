using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sextant.Programme.Register;

/// <summary>An address that is told of events.</summary>
internal sealed class WebhookRow
{
    public long Id { get; set; }

    public required string Key { get; set; }

    public required string Url { get; set; }

    public required string Label { get; set; }

    /// <summary>Kinds of events, one a line.</summary>
    public required string Events { get; set; }

    /// <summary><c>active</c>, <c>paused</c> by a person, <c>disabled</c> by long failure, <c>removed</c>.</summary>
    public required string State { get; set; }

    /// <summary>Protected by the key ring: it must be read again to sign.</summary>
    public required string Secret { get; set; }

    /// <summary>The one before, while both sign.</summary>
    public string? FormerSecret { get; set; }

    public DateTimeOffset? FormerUntil { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Since when nothing was taken; null: the last attempt was.</summary>
    public DateTimeOffset? FailingSince { get; set; }
}

/// <summary>Something that happened, as it is told outside.</summary>
internal sealed class WebhookEventRow
{
    public long Id { get; set; }

    public required string Key { get; set; }

    public required string Kind { get; set; }

    /// <summary>The occasion: nothing is told twice.</summary>
    public required string Stamp { get; set; }

    public required string Subject { get; set; }

    /// <summary>What goes out, to the letter: it is signed.</summary>
    public required string Body { get; set; }

    public DateTimeOffset At { get; set; }
}

/// <summary>An event on its way to one address. Its key is the same at each attempt.</summary>
internal sealed class WebhookDeliveryRow
{
    public long Id { get; set; }

    public required string Key { get; set; }

    public required string Webhook { get; set; }

    public required string Event { get; set; }

    /// <summary><c>waiting</c>, <c>sending</c>, <c>sent</c>, <c>failed</c>.</summary>
    public required string State { get; set; }

    public int Attempts { get; set; }

    public DateTimeOffset MadeAt { get; set; }

    /// <summary>Waiting: not before. Sending: from then on who began it is taken to be dead.</summary>
    public DateTimeOffset NextAt { get; set; }

    public DateTimeOffset? DoneAt { get; set; }

    /// <summary>What was answered last.</summary>
    public int? Status { get; set; }

    public string? Fault { get; set; }

    /// <summary>Milliseconds that the last attempt took.</summary>
    public int? Took { get; set; }
}

/// <summary>Up to when something was looked through.</summary>
internal sealed class WebhookCursorRow
{
    public long Id { get; set; }

    public required string Name { get; set; }

    public DateTimeOffset At { get; set; }
}

/// <summary>Indexes of the tables of webhooks.</summary>
internal static class WebhookModel
{
    internal static void Add(ModelBuilder model)
    {
        model.Entity<WebhookRow>().HasIndex(row => row.Key).IsUnique();
        EntityTypeBuilder<WebhookEventRow> told = model.Entity<WebhookEventRow>();
        told.HasIndex(row => row.Key).IsUnique();
        told.HasIndex(row => row.Stamp).IsUnique();
        EntityTypeBuilder<WebhookDeliveryRow> delivery = model.Entity<WebhookDeliveryRow>();
        delivery.HasIndex(row => row.Key).IsUnique();
        delivery.HasIndex(row => new { row.Webhook, row.State, row.NextAt });
        delivery.HasIndex(row => row.Event);
        model.Entity<WebhookCursorRow>().HasIndex(row => row.Name).IsUnique();
    }
}
