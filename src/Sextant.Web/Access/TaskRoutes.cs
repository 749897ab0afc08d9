using Sextant.Programme.People;
using static Sextant.Web.Access.RouteLines;

namespace Sextant.Web.Access;

/// <summary>Ways to change plans and tasks.</summary>
internal static class TaskRoutes
{
    /// <summary>Every line.</summary>
    public static IReadOnlyList<RouteRule> All { get; } =
    [
        // Plans and tasks. Whether a task is the unit's own is asked when it is changed.
        Post("/plans", Right.WritePlans),
        Post("/plans/{id}", Right.WritePlans, "Write"),
        Post("/plans/{id}", Right.WritePlans, "Record"),
        Post("/plans/{id}", Right.WritePlans, "Task"),
        Post("/plans/{id}", Right.WritePlans, "Withdraw"),
        Post("/plans/{id}", Right.ApprovePlans, "Review"),
        Post("/meetings/{id}", Right.WritePlans, "Follow"),
        Get("/tasks/escalation", Right.WritePlans),
        Post("/tasks/escalation", Right.WritePlans),
        Post("/tasks/{owner}/{number:int}", Right.ReportTasks, "Report") with { Uploads = true },
        Get("/tasks/{owner}/{number:int}/files/{sha256}", Right.ReadTaskFiles),
        Post("/tasks/{owner}/{number:int}", Right.ReportTasks, "Detach"),
        Post("/tasks/{owner}/{number:int}", Right.ReportTasks, "Extend"),
        Post("/tasks/{owner}/{number:int}", Right.WritePlans, "Answer"),
        Post("/tasks/{owner}/{number:int}", Right.WritePlans, "Cancel"),
        Post("/tasks/{owner}/{number:int}", Right.WritePlans, "HandOn"),
        Post("/tasks/{owner}/{number:int}", Right.WritePlans, "Write"),
        Post("/tasks/{owner}/{number:int}", Right.WritePlans, "Out"),
    ];
}
