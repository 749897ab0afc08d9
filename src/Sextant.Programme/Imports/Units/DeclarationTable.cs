using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Cases;
using Sextant.Programme.Imports.Lists;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports.Units;

/// <summary>What units say of criteria, of themselves or of one of their targets. A later word replaces an earlier one; who says the same again has said nothing new.</summary>
public sealed class DeclarationTable : ImportForm, IListTable
{
    /// <summary>Id of the form.</summary>
    public const string Id = "declarations";

    /// <inheritdoc/>
    public override TableForm Table { get; } = new(
        Id,
        [
            new("organisation"), new("organisation-name", false), new("criterion"), new("declared-target", false), new("declared-verdict"), new("declared-text", false), new("declared-day", false),
        ]);

    /// <inheritdoc/>
    public override Right Right => Right.ObjectVerdicts;

    /// <inheritdoc/>
    public Right ReadRight => Right.ObjectVerdicts;

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation)
    {
        Func<string?, string?> names = await reading.NamesAsync(cancellation).ConfigureAwait(false);
        await using ProgrammeContext context = reading.Database.Create();
        var rows = new List<object?[]>();
        foreach (RegisterDeclaration one in await context.Begun<RegisterDeclaration>(reading.AsOf).OrderBy(row => row.Key).ToListAsync(cancellation).ConfigureAwait(false))
        {
            if (await reading.MayAsync(Right.ObjectVerdicts, one.Organisation, cancellation).ConfigureAwait(false))
            {
                rows.Add([one.Organisation, names(one.Organisation), one.Criterion, one.Target, reading.Word("verdict", one.Verdict), one.Text, one.Date]);
            }
        }

        return new WrittenTable(Table, rows);
    }

    internal override async Task ReadAsync(ImportReading reading, CancellationToken cancellation)
    {
        ProgrammeContext context = reading.Context;
        HashSet<string> criteria = [.. await context.Current<RegisterCriterion>().Select(row => row.Key).ToListAsync(cancellation).ConfigureAwait(false)];
        Dictionary<string, RegisterDeclaration> held = await context.Current<RegisterDeclaration>().ToDictionaryAsync(row => row.Key, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
        ILookup<string, string> targets = (await context.At<RegisterTarget>(new AsOf(reading.Today)).Select(row => new { row.Organisation, row.TargetKey }).ToListAsync(cancellation).ConfigureAwait(false))
            .ToLookup(row => row.Organisation, row => row.TargetKey, StringComparer.Ordinal);
        foreach (TableRow row in reading.Table.Rows)
        {
            string? organisation = reading.AnyOrganisation(row, "organisation", required: true);
            if (organisation is not null && !await reading.MayAsync(Right.ObjectVerdicts, organisation, cancellation).ConfigureAwait(false))
            {
                row.Fault("organisation", "organisation-not-yours", organisation);
                organisation = null;
            }

            if (Said(row, organisation, targets, held) is not { } said)
            {
                continue;
            }

            RegisterDeclaration? before = held.GetValueOrDefault(said.Key);
            said.Text = row.Has("declared-text") ? said.Text : before?.Text;
            bool stands = before is not null && (before.Verdict, before.Text) == (said.Verdict, said.Text);
            if (!stands && !criteria.Contains(said.Criterion))
            {
                row.Fault("criterion", "criterion-none", Quoted.Of(said.Criterion));
            }
            else if (organisation is not null && reading.First(row, said.Key))
            {
                (said.Date, said.ValidFrom) = (reading.Today, reading.Today);
                reading.Put(stands ? before!.Next() : said, row.Number);
            }
        }
    }

    /// <summary>Whose word somebody may give no longer, he takes back none of.</summary>
    internal override async Task MayUndoAsync(ImportUndoing undoing, CancellationToken cancellation)
    {
        List<string> keys = await undoing.Context.Set<RegisterImportLine>().Where(line => line.Import == undoing.Import.Key).Select(line => line.RowKey).ToListAsync(cancellation).ConfigureAwait(false);
        foreach (string organisation in keys.Select(key => key.Split('/')[0]).Distinct(StringComparer.Ordinal))
        {
            if (!undoing.Viewer.Has(Right.ObjectVerdicts, await undoing.Reach.LineAsync(organisation, cancellation).ConfigureAwait(false)))
            {
                throw new RefusedException("not-allowed");
            }
        }
    }

    private static RegisterDeclaration? Said(TableRow row, string? organisation, ILookup<string, string> targets, Dictionary<string, RegisterDeclaration> held)
    {
        string? criterion = row.Text("criterion", required: true, 40)?.ToUpperInvariant();
        string? verdict = row.Word("declared-verdict", "verdict", CaseWords.Declared, required: true);
        (string? typed, string? text) = (row.Text("declared-target", most: 300), row.Lines("declared-text"));
        string? target = typed;
        if (organisation is not null && criterion is not null && typed is not null && !held.ContainsKey(CaseWords.Declaration(organisation, criterion, typed)))
        {
            target = DeclaredKinds.Meant(typed, criterion, targets[organisation]);
            if (target is null || !DeclaredKinds.Fit(criterion, target))
            {
                row.Fault("declared-target", target is null ? "target-not-own" : "declaration-kind", Quoted.Of(typed), criterion);
                return null;
            }
        }

        return organisation is null || criterion is null || verdict is null ? null
            : new RegisterDeclaration { Key = CaseWords.Declaration(organisation, criterion, target), Organisation = organisation, Criterion = criterion, Target = target, Verdict = verdict, Text = text };
    }
}
