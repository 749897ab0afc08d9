using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Documents;
using Sextant.Programme.Organisations;
using Sextant.Programme.Register;

namespace Sextant.Programme.Conversions;

/// <summary>Reads conversion plans. Who may see which of them is settled by who asks here.</summary>
public sealed class ConversionStore(ProgrammeDatabase database)
{
    /// <summary>Plans of all units, or of one, by unit and number.</summary>
    public async Task<IReadOnlyList<ConversionLine>> ListAsync(AsOf asOf, string? organisation = null, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        List<RegisterConversion> rows = await context.Known<RegisterConversion>(asOf).Where(row => organisation == null || row.Organisation == organisation).ToListAsync(cancellation).ConfigureAwait(false);
        return [.. rows.OrderBy(row => row.Organisation, StringComparer.Ordinal).ThenBy(row => row.Number).Select(row => Line(row, asOf.Date))];
    }

    /// <summary>The units that have issued a plan by the day, with number, date and file, and the day of the first of them.</summary>
    public async Task<IReadOnlyDictionary<string, DateOnly>> IssuedAsync(AsOf asOf, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        DateOnly day = asOf.Date;
        IQueryable<RegisterConversionFile> files = context.Known<RegisterConversionFile>(asOf);
        var rows = await context.Known<RegisterConversion>(asOf)
            .Where(row => row.State == "issued" && row.DocumentNumber != null && row.Issued <= day && files.Any(file => file.Plan == row.Key && file.Role == "plan"))
            .Select(row => new { row.Organisation, row.Issued }).ToListAsync(cancellation).ConfigureAwait(false);
        return rows.GroupBy(row => row.Organisation, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Min(row => row.Issued!.Value), StringComparer.Ordinal);
    }

    /// <summary>The systems of each unit's newest plan that is issued by the day, with number, date and file.</summary>
    public async Task<IReadOnlyList<InventoryItem>> InventoriesAsync(AsOf asOf, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        DateOnly day = asOf.Date;
        IQueryable<RegisterConversionFile> files = context.Known<RegisterConversionFile>(asOf);
        List<RegisterConversion> plans = await context.Known<RegisterConversion>(asOf)
            .Where(row => row.State == "issued" && row.DocumentNumber != null && row.Issued <= day && files.Any(file => file.Plan == row.Key && file.Role == "plan")).ToListAsync(cancellation).ConfigureAwait(false);
        Dictionary<string, string> newest = plans.GroupBy(row => row.Organisation, StringComparer.Ordinal)
            .ToDictionary(unit => unit.OrderByDescending(row => row.Issued).ThenByDescending(row => row.Number).First().Key, unit => unit.Key, StringComparer.Ordinal);
        await DropSucceededAsync(context, newest, asOf, cancellation).ConfigureAwait(false);
        List<RegisterConversionSystem> systems = await context.Known<RegisterConversionSystem>(asOf).ToListAsync(cancellation).ConfigureAwait(false);
        return [.. systems.Where(row => newest.ContainsKey(row.Plan)).OrderBy(row => row.Plan, StringComparer.Ordinal).ThenBy(row => row.Position).Select(row => new InventoryItem(newest[row.Plan], row.Layer, row.Stack))];
    }

    // Systems of a unit that was merged go on, and stand in the inventory of its heir as soon as that has one: counted once.
    private static async Task DropSucceededAsync(ProgrammeContext context, Dictionary<string, string> newest, AsOf asOf, CancellationToken cancellation)
    {
        HashSet<string> units = [.. newest.Values];
        var ended = (await context.Known<RegisterOrganisation>(asOf).Where(row => row.ValidUntil < asOf.Date).Select(row => row.Key).ToListAsync(cancellation).ConfigureAwait(false)).Where(units.Contains).ToHashSet(StringComparer.Ordinal);
        if (ended.Count == 0)
        {
            return;
        }

        ILookup<string, string> heirs = (await context.Known<RegisterRelation>(asOf).Where(row => row.Kind != "part-of" && (row.ValidFrom == null || row.ValidFrom <= asOf.Date)).Select(row => new { row.From, row.To }).ToListAsync(cancellation).ConfigureAwait(false))
            .ToLookup(row => row.From, row => row.To, StringComparer.Ordinal);
        foreach ((string plan, string unit) in newest.Where(pair => ended.Contains(pair.Value)).ToList())
        {
            var seen = new HashSet<string>(StringComparer.Ordinal) { unit };
            for (Queue<string> next = new(heirs[unit]); next.TryDequeue(out string? heir);)
            {
                if (units.Contains(heir))
                {
                    newest.Remove(plan);
                    break;
                }

                foreach (string further in seen.Add(heir) ? heirs[heir] : [])
                {
                    next.Enqueue(further);
                }
            }
        }
    }

    /// <summary>One plan; null when there is none.</summary>
    public async Task<ConversionView?> FindAsync(string key, AsOf asOf, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        return await FindAsync(context, key, asOf, cancellation).ConfigureAwait(false);
    }

    internal static async Task<ConversionView?> FindAsync(ProgrammeContext context, string key, AsOf asOf, CancellationToken cancellation)
    {
        if (await context.Known<RegisterConversion>(asOf).SingleOrDefaultAsync(row => row.Key == key, cancellation).ConfigureAwait(false) is not { } plan)
        {
            return null;
        }

        Dictionary<string, LocalText> names = await OrganisationNames.OfAsync(context, asOf, cancellation).ConfigureAwait(false);
        List<RegisterConversionStage> stages = await context.Known<RegisterConversionStage>(asOf).Where(row => row.Plan == key).ToListAsync(cancellation).ConfigureAwait(false);
        List<RegisterConversionSystem> systems = await context.Known<RegisterConversionSystem>(asOf).Where(row => row.Plan == key).OrderBy(row => row.Position).ToListAsync(cancellation).ConfigureAwait(false);
        List<RegisterConversionFile> files = await context.Known<RegisterConversionFile>(asOf).Where(row => row.Plan == key).OrderBy(row => row.Id).ToListAsync(cancellation).ConfigureAwait(false);
        return new ConversionView
        {
            Line = Line(plan, asOf.Date),
            Organisation = (plan.Organisation, names.GetValueOrDefault(plan.Organisation) ?? LocalText.Empty),
            Sections = ConversionWords.Sections.Select(section => (section, Text: SectionOf(plan, section))).Where(one => one.Text is not null)
                .ToDictionary(one => one.section, one => one.Text!, StringComparer.Ordinal),
            InFile = Words(plan.InFile),
            NotHad = Words(plan.NotHad),
            Answer = plan.Answer,
            Stages = [.. stages.OrderBy(row => row.Starts).ThenBy(row => row.Position).Select(row => new StageView(row.Position, row.Title, row.Starts, row.Ends, row.Product))],
            Systems = [.. systems.Select(row => new SystemView(row.Position, row.Name, row.Layer, row.Stack, row.Capability, row.Stage, row.Remark))],
            Files = [.. files.Select(row => (row.Role, new DocumentFileView(row.Sha256, row.Name, row.Type, row.Bytes)))],
        };
    }

    private static string? SectionOf(RegisterConversion plan, string section) => section switch
    {
        "legal" => plan.Legal,
        "present" => plan.Present,
        "aims" => plan.Aims,
        "content" => plan.Content,
        "funding" => plan.Funding,
        _ => plan.Work,
    };

    private static string[] Words(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A plan that is issued by a later day is approved until then.</summary>
    private static ConversionLine Line(RegisterConversion row, DateOnly day) => row.State == "issued" && row.Issued > day
        ? new ConversionLine(row.Key, row.Organisation, row.Number, row.Title, "approved", null, null)
        : new ConversionLine(row.Key, row.Organisation, row.Number, row.Title, row.State, row.DocumentNumber, row.Issued);
}
