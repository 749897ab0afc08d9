using Microsoft.AspNetCore.DataProtection;
using Sextant.Programme.Documents;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tasks;
using Sextant.Store.Databases;
using Sextant.Testing;

namespace Sextant.Programme.Tests.Tasks;

/// <summary>Plans and tasks over a register of a test's own, and people with the roles that matter here.</summary>
internal sealed class TaskRoom : IDisposable
{
    public static readonly Viewer Office = With("lan", Role.Office);
    public static readonly Viewer Reviewer = With("minh", Role.Reviewer);
    public static readonly Viewer Stranger = new() { From = "192.0.2.9" };

    private readonly TemporaryFolder _files = new();

    private TaskRoom(VietNam country)
    {
        Country = country;
        Vault = new DocumentVault(_files.Path, 1000, 32_000);
        Plans = new PlanEditing(country.Database, country.Clock);
        Tasks = new TaskEditing(country.Database, new PeopleArea(country.Database, new EphemeralDataProtectionProvider(), new PeopleOptions(), country.Clock).Reach, Vault, country.Clock);
        Store = new TaskStore(country.Database);
    }

    public VietNam Country { get; }

    public PlanEditing Plans { get; }

    public TaskEditing Tasks { get; }

    public TaskStore Store { get; }

    /// <summary>Files of at most 1,000 bytes.</summary>
    public DocumentVault Vault { get; }

    public static async Task<TaskRoom> OpenAsync(DatabaseKind kind) => new(await VietNam.OpenAsync(kind));

    public static Viewer With(string person, Role role, string? organisation = null) =>
        new() { From = "192.0.2.7", Person = person, Grants = [new Grant("g", role, organisation, null, null)] };

    public static DateOnly Day(string date) => DateOnly.ParseExact(date, "yyyy-MM-dd");

    /// <summary>A plan of one task, issued by a decision.</summary>
    public async Task<string> IssuedAsync(params TaskDraft[] tasks)
    {
        string plan = await Plans.RecordAsync(new PlanDraft(null, 2026, "Kế hoạch năm 2026"), Office);
        foreach (TaskDraft task in tasks)
        {
            await Tasks.PutAsync(plan, task, Office);
        }

        await Plans.StepAsync(plan, PlanStep.Submit, Office);
        await Plans.StepAsync(plan, PlanStep.Approve, Reviewer);
        await Plans.StepAsync(plan, PlanStep.Issue, Office, decision: await DecisionAsync());
        return plan;
    }

    public Task<string> DecisionAsync() => new DocumentEditing(Country.Database, new DocumentVault("/nowhere"), Country.Clock).RecordAsync(
        new DocumentDraft { Kind = "decision", Number = "7/QĐ-BKHCN", Date = Day("2026-01-15"), Title = "Ban hành kế hoạch năm 2026" }, Office.Actor, null);

    public void Dispose()
    {
        Country.Dispose();
        _files.Dispose();
    }
}
