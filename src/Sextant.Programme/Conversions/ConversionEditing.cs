using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.Documents;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Conversions;

/// <summary>Conversion plans on their way from draft to issued. Each change is a version of a fact and an entry of the audit log; each asks what the viewer may for the plan's unit.</summary>
public sealed class ConversionEditing(ProgrammeDatabase database, PeopleReach reach, DocumentVault vault, TimeProvider clock)
{
    /// <summary>Stages of one plan. 40: ten years by quarters.</summary>
    internal const int MostStages = 40;

    /// <summary>Systems of one plan. 2,000: a ministry with all its units.</summary>
    internal const int MostSystems = 2_000;

    /// <summary>Files of one plan. 50, as of a document.</summary>
    private const int MostFiles = 50;

    private readonly AuditedRegister _register = new(database, clock);

    /// <summary>Begins a unit's plan; gives its key.</summary>
    /// <exception cref="RefusedException">The unit or the title cannot be, one is under way already, or the viewer may not.</exception>
    public async Task<string> BeginAsync(string organisation, string title, Viewer viewer, CancellationToken cancellation = default)
    {
        await MayAsync(organisation, Right.WriteConversions, viewer, cancellation).ConfigureAwait(false);
        DateOnly today = await TodayAsync(cancellation).ConfigureAwait(false);
        return await _register.WriteAsync(new RegisterChange(viewer.Actor, "conversion.begin", null), async (context, writer) =>
        {
            RegisterOrganisation unit = await context.HeldAsync<RegisterOrganisation>(organisation, "organisation-none", cancellation).ConfigureAwait(false);
            if (unit.ValidUntil < today)
            {
                throw new RefusedException("organisation-over", organisation);
            }

            if (await context.Current<RegisterConversion>().AnyAsync(row => row.Organisation == organisation && row.State != "issued", cancellation).ConfigureAwait(false))
            {
                throw new RefusedException("conversion-open");
            }

            int number = await RegisterEditing.PlaceAsync(context.Set<RegisterConversion>().Where(row => row.Organisation == organisation).Select(row => row.Number), null, cancellation).ConfigureAwait(false);
            var row = new RegisterConversion
            {
                Key = ConversionWords.Plan(organisation, number), Organisation = organisation, Number = number, Title = Written.Line(title, "conversion-title", 1000), State = "draft",
                InFile = "", NotHad = "",
            };
            await writer.PutAsync(row, null, cancellation).ConfigureAwait(false);
            return row.Key;
        }, cancellation).ConfigureAwait(false);
    }

    /// <summary>Writes the sections.</summary>
    public Task RecordAsync(string plan, ConversionDraft draft, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(plan, "conversion.record", viewer, async (_, writer, held) =>
        {
            var row = (RegisterConversion)held.Next();
            row.Title = Written.Line(draft.Title, "conversion-title", 1000);
            string?[] texts = [.. ConversionWords.Sections.Select(section => Written.OptionalText(draft.Sections.GetValueOrDefault(section), "conversion-section", 8000))];
            (row.Legal, row.Present, row.Aims, row.Content, row.Funding, row.Work) = (texts[0], texts[1], texts[2], texts[3], texts[4], texts[5]);
            row.InFile = string.Join(' ', ConversionWords.Sections.Where(section => draft.InFile.Contains(section, StringComparer.Ordinal)));
            row.NotHad = string.Join(' ', ConversionWords.Layers.Where(layer => draft.NotHad.Contains(layer, StringComparer.Ordinal)));
            await writer.PutAsync(row, null, cancellation).ConfigureAwait(false);
        }, cancellation);

    /// <summary>Enters a stage, or changes the one at its place.</summary>
    public Task PutStageAsync(string plan, StageDraft draft, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(plan, "conversion.stage", viewer, async (context, writer, _) =>
        {
            int at = await RegisterEditing.PlaceAsync(context.Set<RegisterConversionStage>().Where(row => row.Plan == plan).Select(row => row.Position), draft.Position, cancellation).ConfigureAwait(false);
            if (draft.Ends < draft.Starts || draft.Starts.Year is < 2000 or > 2200 || draft.Ends.Year > 2200 || at > MostStages)
            {
                throw new RefusedException("conversion-stage-days", MostStages);
            }

            var row = new RegisterConversionStage
            {
                Key = ConversionWords.Part(plan, "stage", at), Plan = plan, Position = at, Title = Written.Line(draft.Title, "conversion-stage"), Starts = draft.Starts, Ends = draft.Ends,
                Product = Written.OptionalText(draft.Product, "conversion-product"),
            };
            await writer.PutAsync(row, null, cancellation).ConfigureAwait(false);
        }, cancellation);

    /// <summary>Enters a system, or changes the one at its place.</summary>
    public Task PutSystemAsync(string plan, SystemDraft draft, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(plan, "conversion.system", viewer, async (context, writer, _) =>
        {
            int at = await RegisterEditing.PlaceAsync(context.Set<RegisterConversionSystem>().Where(row => row.Plan == plan).Select(row => row.Position), draft.Position, cancellation).ConfigureAwait(false);
            IReadOnlySet<int> stages = await StagesAsync(context, plan, cancellation).ConfigureAwait(false);
            int others = await context.Current<RegisterConversionSystem>().CountAsync(row => row.Plan == plan && row.Position != at, cancellation).ConfigureAwait(false);
            bool known = ConversionWords.Layers.Contains(draft.Layer, StringComparer.Ordinal) && ConversionWords.Stacks.Contains(draft.Stack, StringComparer.Ordinal)
                && ConversionWords.Capabilities.Contains(draft.Capability, StringComparer.Ordinal) && (draft.Stage is not { } stage || stages.Contains(stage));
            await writer.PutAsync(known && others < MostSystems ? Row(plan, at, draft) : throw new RefusedException("conversion-system", MostSystems), null, cancellation).ConfigureAwait(false);
        }, cancellation);

    /// <summary>Takes a stage or a system out; a stage only while no system is to be converted in it.</summary>
    /// <param name="part"><c>stage</c> or <c>system</c>.</param>
    public Task RemoveAsync(string plan, string part, int position, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(plan, "conversion.remove", viewer, async (context, writer, _) =>
        {
            string key = ConversionWords.Part(plan, part, position);
            if (part == "stage")
            {
                await UnnamedAsync(context, plan, [position], cancellation).ConfigureAwait(false);
            }

            await (part == "stage"
                ? writer.TakeBackAsync(await context.HeldAsync<RegisterConversionStage>(key, "conversion-part-none", cancellation).ConfigureAwait(false), "taken out", cancellation)
                : writer.TakeBackAsync(await context.HeldAsync<RegisterConversionSystem>(key, "conversion-part-none", cancellation).ConfigureAwait(false), "taken out", cancellation)).ConfigureAwait(false);
        }, cancellation);

    /// <summary>Adds a file: the signed plan, of which there is one, or an annex.</summary>
    /// <param name="role">One of <see cref="ConversionWords.FileRoles"/>.</param>
    public async Task AttachAsync(string plan, string role, string? name, Stream content, Viewer viewer, CancellationToken cancellation = default)
    {
        byte[] bytes = await vault.ReadAsync(content, cancellation).ConfigureAwait(false);
        string tame = DocumentFileForm.Name(name);
        string type = DocumentFileForm.TypeOf(tame, bytes);
        await WriteAsync(plan, "conversion.attach", viewer, async (context, writer, _) =>
        {
            List<RegisterConversionFile> files = await context.Current<RegisterConversionFile>().Where(row => row.Plan == plan).ToListAsync(cancellation).ConfigureAwait(false);
            if (!ConversionWords.FileRoles.Contains(role, StringComparer.Ordinal) || files.Count >= MostFiles)
            {
                throw new RefusedException("file-count", MostFiles);
            }

            string hash = vault.Keep(bytes);
            foreach (RegisterConversionFile former in files.Where(row => role == "plan" && row.Role == "plan" && row.Sha256 != hash))
            {
                await writer.TakeBackAsync(former, "another signed plan", cancellation).ConfigureAwait(false);
            }

            var row = new RegisterConversionFile { Key = $"{plan}/{hash}", Plan = plan, Role = role, Sha256 = hash, Name = tame, Type = type, Bytes = bytes.Length };
            await writer.PutAsync(row, null, cancellation).ConfigureAwait(false);
        }, cancellation, ConversionSteps.TakesFiles).ConfigureAwait(false);
    }

    /// <summary>Takes a file off.</summary>
    public Task DetachAsync(string plan, string sha256, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(plan, "conversion.detach", viewer, async (context, writer, _) =>
        {
            RegisterConversionFile held = await context.HeldAsync<RegisterConversionFile>($"{plan}/{sha256}", "conversion-part-none", cancellation).ConfigureAwait(false);
            await writer.TakeBackAsync(held, "taken off", cancellation).ConfigureAwait(false);
        }, cancellation, ConversionSteps.TakesFiles);

    /// <summary>Takes a step.</summary>
    /// <param name="reason">Why; needed to give a plan back.</param>
    /// <param name="issue">By what it was issued; needed to issue it.</param>
    public async Task StepAsync(string plan, ConversionStep step, Viewer viewer, string? reason = null, ConversionIssue? issue = null, CancellationToken cancellation = default)
    {
        await MayAsync(await UnitAsync(plan, cancellation).ConfigureAwait(false), ConversionSteps.RightOf(step), viewer, cancellation).ConfigureAwait(false);
        DateOnly today = await TodayAsync(cancellation).ConfigureAwait(false);
        await _register.WriteAsync(new RegisterChange(viewer.Actor, $"conversion.{step.ToString().ToLowerInvariant()}", reason), async (context, writer) =>
        {
            RegisterConversion held = await context.HeldAsync<RegisterConversion>(plan, "conversion-none", cancellation).ConfigureAwait(false);
            ConversionView view = (await ConversionStore.FindAsync(context, plan, new AsOf(today), cancellation).ConfigureAwait(false))!;
            var row = (RegisterConversion)held.Next();
            row.State = ConversionSteps.Lead(held.State, step);
            row.Answer = step == ConversionStep.Return ? Written.Text(reason, "reason") : null;
            if (step == ConversionStep.Submit && ConversionGaps.Of(view) is { Count: > 0 } gaps)
            {
                throw new RefusedException("conversion-incomplete", gaps.Count);
            }

            (row.DocumentNumber, row.Issued) = (null, null);
            if (step == ConversionStep.Issue)
            {
                bool whole = view.HasFile && issue is { Date: { Year: >= 2000 } day } && day <= today;
                (row.DocumentNumber, row.Issued) = whole ? (Written.Line(issue!.Number, "conversion-issue", 200), issue.Date) : throw new RefusedException("conversion-issue", 200);
            }

            await writer.PutAsync(row, row.Answer, cancellation).ConfigureAwait(false);
            return true;
        }, cancellation).ConfigureAwait(false);
    }

    private static RegisterConversionSystem Row(string plan, int position, SystemDraft draft) => new()
    {
        Key = ConversionWords.Part(plan, "system", position), Plan = plan, Position = position, Name = Written.Line(draft.Name, "conversion-system-name"), Layer = draft.Layer,
        Stack = draft.Stack, Capability = draft.Capability, Stage = draft.Stage, Remark = Written.OptionalLine(draft.Remark, "conversion-remark"),
    };

    /// <summary>Refuses to take out stages that systems of the inventory name.</summary>
    internal static async Task UnnamedAsync(ProgrammeContext context, string plan, IReadOnlyCollection<int> stages, CancellationToken cancellation)
    {
        int naming = await context.Current<RegisterConversionSystem>().CountAsync(row => row.Plan == plan && row.Stage != null && stages.Contains(row.Stage.Value), cancellation).ConfigureAwait(false);
        if (naming > 0)
        {
            throw new RefusedException("conversion-stage-named", naming);
        }
    }

    private static async Task<IReadOnlySet<int>> StagesAsync(ProgrammeContext context, string plan, CancellationToken cancellation) =>
        new HashSet<int>(await context.Current<RegisterConversionStage>().Where(row => row.Plan == plan).Select(row => row.Position).ToListAsync(cancellation).ConfigureAwait(false));

    private async Task<DateOnly> TodayAsync(CancellationToken cancellation) => (await database.CalendarAsync(cancellation).ConfigureAwait(false)).Today(clock);

    private async Task<string> UnitAsync(string plan, CancellationToken cancellation)
    {
        await using ProgrammeContext context = database.Create();
        return (await context.HeldAsync<RegisterConversion>(plan, "conversion-none", cancellation).ConfigureAwait(false)).Organisation;
    }

    private async Task MayAsync(string organisation, Right right, Viewer viewer, CancellationToken cancellation)
    {
        if (!viewer.Has(right, await reach.LineAsync(organisation, cancellation).ConfigureAwait(false)))
        {
            throw new RefusedException("not-allowed");
        }
    }

    private async Task WriteAsync(
        string plan, string action, Viewer viewer, Func<ProgrammeContext, RegisterWriter, RegisterConversion, Task> work, CancellationToken cancellation, Func<string, bool>? open = null)
    {
        await MayAsync(await UnitAsync(plan, cancellation).ConfigureAwait(false), Right.WriteConversions, viewer, cancellation).ConfigureAwait(false);
        await _register.WriteAsync(new RegisterChange(viewer.Actor, action, null), async (context, writer) =>
        {
            RegisterConversion held = await context.HeldAsync<RegisterConversion>(plan, "conversion-none", cancellation).ConfigureAwait(false);
            if (!(open ?? ConversionSteps.IsOpen)(held.State))
            {
                throw new RefusedException("conversion-closed", held.State);
            }

            await work(context, writer, held).ConfigureAwait(false);
            return true;
        }, cancellation).ConfigureAwait(false);
    }
}
