using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.Tasks;

/// <summary>What is held of a task or a plan when something is to be written of it.</summary>
internal static class HeldTasks
{
    /// <summary>A task that can still go on, because its plan is issued or it has none, with the place of its last report: in one turn to the server, for others wait to write.</summary>
    internal static async Task<(RegisterTask Held, int LastReport)> OpenAsync(ProgrammeContext context, string task, CancellationToken cancellation)
    {
        IQueryable<RegisterPlan> plans = context.Current<RegisterPlan>();
        IQueryable<RegisterTaskReport> reports = context.Set<RegisterTaskReport>();
        var found = await context.Current<RegisterTask>().Where(row => row.Key == task)
            .Select(row => new
            {
                Task = row,
                Plan = plans.Where(plan => plan.Key == row.Plan).Select(plan => plan.State).FirstOrDefault(),
                Last = reports.Where(report => report.Task == row.Key).Max(report => (int?)report.Position),
            }).SingleOrDefaultAsync(cancellation).ConfigureAwait(false) ?? throw new RefusedException("task-none", task);
        RegisterTask held = found.Task;
        if (held.Plan is { } named && found.Plan is null)
        {
            throw new RefusedException("plan-none", named);
        }

        return held.State == "open" && (held.Plan is null || found.Plan == "issued") ? (held, found.Last ?? 0) : throw new RefusedException("task-closed", held.State);
    }

    /// <summary>A plan, with the number of its last task, taken back or not.</summary>
    internal static async Task<(RegisterPlan Held, int LastTask)> PlanAsync(ProgrammeContext context, string plan, CancellationToken cancellation)
    {
        IQueryable<RegisterTask> tasks = context.Set<RegisterTask>();
        var found = await context.Current<RegisterPlan>().Where(row => row.Key == plan)
            .Select(row => new { Plan = row, Last = tasks.Where(task => task.Owner == row.Key).Max(task => (int?)task.Number) })
            .SingleOrDefaultAsync(cancellation).ConfigureAwait(false) ?? throw new RefusedException("plan-none", plan);
        return (found.Plan, found.Last ?? 0);
    }
}
