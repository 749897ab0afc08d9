using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Imports;
using Sextant.Programme.Organisations;
using Sextant.Programme.Tables;
using Sextant.Programme.Tasks;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Imports;

/// <summary>What is published, as a table that can be filled in and brought back: <c>/tables/organisation-domains?as=csv</c>.</summary>
public sealed class TableModel : EditingPage
{
    public async Task<IActionResult> OnGetAsync(string form, [FromQuery(Name = "as")] string? kind, [FromQuery] string? plan, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        WrittenTable? table = ImportCatalog.Of(form) switch
        {
            DomainTable domains => await DomainsAsync(domains, cancellation).ConfigureAwait(false),
            UnitEventTable events => events.Of(await Parts.UnitEvents.ListAsync(AsOf, cancellation).ConfigureAwait(false), Lang),
            TaskTable tasks => await TasksAsync(tasks, plan ?? "", cancellation).ConfigureAwait(false),
            _ => null,
        };
        if (table is null)
        {
            return NotFound();
        }

        TableFile file = table.As(kind, string.Join('-', new[] { form, plan, $"{AsOf.Date:yyyy-MM-dd}" }.Where(part => part is not null)), Lang);
        Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return new FileContentResult(file.Content, file.Type) { FileDownloadName = file.Name };
    }

    private async Task<WrittenTable> DomainsAsync(DomainTable form, CancellationToken cancellation)
    {
        IReadOnlyList<OrganisationLine> units = await Parts.Organisations.ListAsync(new OrganisationFilter(), AsOf, cancellation).ConfigureAwait(false);
        IReadOnlyList<TargetLine> targets = await Parts.Targets.ListAsync(new OrganisationFilter(), AsOf, cancellation).ConfigureAwait(false);
        return form.Of(targets, units.ToDictionary(unit => unit.Slug, unit => unit.Name.In(Lang), StringComparer.Ordinal), Lang);
    }

    private async Task<WrittenTable?> TasksAsync(TaskTable form, string plan, CancellationToken cancellation)
    {
        IReadOnlyList<PlanLine> plans = await Parts.Tasks.PlansAsync(AsOf, SeesDrafts, cancellation).ConfigureAwait(false);
        return plans.Any(one => one.Id == plan)
            ? form.Of(await Parts.Tasks.ListAsync(new TaskFilter { Plan = plan, Drafts = SeesDrafts }, AsOf, cancellation).ConfigureAwait(false), Lang)
            : null;
    }
}
