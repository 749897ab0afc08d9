using System.Globalization;
using Sextant.Programme.Audit;
using Sextant.Programme.Documents;
using Sextant.Programme.Organisations;
using Sextant.Programme.Papers.Writing;
using Sextant.Programme.People;
using Sextant.Programme.Plans;
using Sextant.Programme.Register;

namespace Sextant.Programme.Papers.Units;

/// <summary>Letters to many units at once, as one archive with a list of what is in it.</summary>
public sealed class LetterDesk(ProgrammeDatabase database, UnitReader units, LetterheadStore letterheads, TimeProvider clock)
{
    /// <summary>200: twice the units of the programme; each letter takes a few milliseconds.</summary>
    public const int MostLetters = 200;

    /// <summary>Writes a letter to each of the units that exist on the day.</summary>
    /// <returns>A ZIP of one DOCX a unit and <c>danh-sach.csv</c>.</returns>
    /// <exception cref="RefusedException">No unit, too many, a deadline that is over, or the viewer may not.</exception>
    public async Task<byte[]> WriteAsync(IReadOnlyCollection<string> slugs, DateOnly deadline, AsOf asOf, string language, Viewer viewer, CancellationToken cancellation = default)
    {
        if (!viewer.Has(Right.PreparePapers))
        {
            throw new RefusedException("not-allowed");
        }

        if (slugs.Count is 0 or > MostLetters)
        {
            throw new RefusedException("letters-units", MostLetters);
        }

        if (deadline <= asOf.Date)
        {
            throw new RefusedException("letters-deadline");
        }

        IReadOnlyList<UnitFacts> facts = await units.ReadAsync(new OrganisationFilter(), slugs, asOf, own: true, cancellation).ConfigureAwait(false);
        if (slugs.FirstOrDefault(slug => facts.All(one => one.Unit.Slug != slug)) is { } unknown)
        {
            throw new RefusedException("organisation-none", unknown);
        }

        Letterhead letterhead = await letterheads.ReadAsync(asOf, language, cancellation).ConfigureAwait(false);
        var order = new LetterOrder(await ProgrammeAsync(asOf, language, cancellation).ConfigureAwait(false), deadline);
        byte[] archive = PaperArchive.Write(PaperTexts.For(language), "letters.columns", facts.Select(unit => new ArchivedPaper(
            unit.Unit.Slug, PaperDocx.Write(ReminderLetter.Write(unit, letterhead, order, language)),
            [CleanText.Cell(unit.Unit.Name.In(language)), unit.Repairs.Count.ToString(CultureInfo.InvariantCulture), unit.Late.Count().ToString(CultureInfo.InvariantCulture)])));
        await new AuditLog(database, clock).ChangeAsync(viewer.Actor, (_, trail) =>
        {
            trail.Add("letters.prepare", string.Create(CultureInfo.InvariantCulture, $"letters:{asOf.Date:yyyy-MM-dd}"), null, new { Deadline = deadline, Units = facts.Select(unit => unit.Unit.Slug).ToArray() });
            return Task.FromResult(true);
        }, cancellation).ConfigureAwait(false);
        return archive;
    }

    private async Task<string?> ProgrammeAsync(AsOf asOf, string language, CancellationToken cancellation)
    {
        ProgrammeView? programme = (await new PlanStore(database).ProgrammesAsync(asOf, cancellation).ConfigureAwait(false)).Where(one => one.Starts <= asOf.Date && asOf.Date <= one.Ends).MaxBy(one => one.Starts);
        if (programme is null)
        {
            return null;
        }

        string? number = programme.Decision is { } decision ? (await new DocumentStore(database).FindAsync(decision, asOf, cancellation).ConfigureAwait(false))?.Line.Number : null;
        return number is null ? programme.Name.In(language) : $"{programme.Name.In(language)} ({number})";
    }
}
