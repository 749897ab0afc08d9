using Sextant.Programme.Audit;

namespace Sextant.Programme.Webhooks;

/// <summary>What other systems can be told of.</summary>
public static class WebhookKinds
{
    /// <summary>A person asks for a trial; every address gets it.</summary>
    public const string Ping = "ping";

    internal const string TaskOverdue = "task.overdue";
    internal const string Published = "publication.published";
    internal const string CampaignEnded = "campaign.ended";
    internal const string VerdictChanged = "verdict.changed";

    /// <summary>Every kind that can be chosen.</summary>
    public static IReadOnlyList<string> All { get; } = [.. OutwardEvents.Kinds, TaskOverdue, Published, CampaignEnded, VerdictChanged];
}
