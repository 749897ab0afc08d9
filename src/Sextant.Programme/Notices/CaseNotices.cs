using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Organisations;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tasks;
using Sextant.Wire.Names;

namespace Sextant.Programme.Notices;

/// <summary>Sheets that units may look at before results are published, and objections that are opened and decided.</summary>
internal sealed class CaseNotices(ProgrammeDatabase database)
{
    /// <summary>60 days: what was decided earlier calls nobody any more.</summary>
    private const int OldestDays = 60;

    /// <summary>What there is to be told today.</summary>
    /// <param name="units">Units that somebody speaks for.</param>
    internal async Task<IReadOnlyList<NoticeDraft>> WantedAsync(DateOnly today, IReadOnlyList<string> units, CancellationToken cancellation)
    {
        await using ProgrammeContext context = database.Create();
        List<RegisterPublication> coming = await context.Current<RegisterPublication>().Where(row => row.SheetDay <= today && row.Day > today).ToListAsync(cancellation).ConfigureAwait(false);
        var first = new DateTimeOffset(today.AddDays(-OldestDays), TimeOnly.MinValue, TimeSpan.Zero);
        List<RegisterCase> cases = await context.Current<RegisterCase>().Where(row => row.State != "decided" || row.RecordedAt >= first).ToListAsync(cancellation).ConfigureAwait(false);
        ILookup<string, RegisterCase> decided = await DecidedAsync(context, cases, cancellation).ConfigureAwait(false);
        Dictionary<string, LocalText> names = cases.Count == 0 ? [] : await OrganisationNames.OfAsync(context, new AsOf(today), cancellation).ConfigureAwait(false);
        return
        [
            .. coming.SelectMany(row => units.Select(unit => new NoticeDraft("sheet-open", $"{row.Key}/{row.Day:yyyy-MM-dd}/{unit}", $"/publications/{row.Key}/{unit}", row.Title, Day(row.Day)) { Only = unit })),
            .. await ChangedAsync(context, (first, today), units, cancellation).ConfigureAwait(false),
            .. cases.SelectMany(row => Of(row, decided[row.Key].Count(), names.GetValueOrDefault(row.Organisation) ?? LocalText.Empty)),
        ];
    }

    /// <summary>Publications that were announced for another day, or are not to be: each change is told to every unit that somebody speaks for.</summary>
    private static async Task<IEnumerable<NoticeDraft>> ChangedAsync(ProgrammeContext context, (DateTimeOffset First, DateOnly Today) since, IReadOnlyList<string> units, CancellationToken cancellation)
    {
        List<RegisterPublication> newest = await context.Set<RegisterPublication>().AsNoTracking().Where(row => row.SupersededAt == null && row.RecordedAt >= since.First).ToListAsync(cancellation).ConfigureAwait(false);
        string[] keys = [.. newest.Select(row => row.Key)];
        ILookup<string, RegisterPublication> before = (await context.Set<RegisterPublication>().AsNoTracking().Where(row => keys.Contains(row.Key) && row.SupersededAt != null).ToListAsync(cancellation).ConfigureAwait(false))
            .ToLookup(row => row.Key, StringComparer.Ordinal);
        return newest.SelectMany(row => before[row.Key].MaxBy(was => was.RecordedAt) is not { } was || (row.Withdrawn ? was.Day : row.Day) < since.Today ? [] : units.Select(unit =>
        {
            string occasion = string.Create(CultureInfo.InvariantCulture, $"{row.Key}/{row.RecordedAt.UtcTicks}/{unit}");
            return row.Withdrawn
                ? new NoticeDraft("sheet-withdrawn", occasion, "/publications", row.Title, row.Reason ?? "") { Only = unit }
                : new NoticeDraft("sheet-moved", occasion, "/publications", row.Title, NoticeTexts.Everywhere(language => NoticeTexts.For(language).Format("moved", Day(was.Day), Day(row.Day), row.Reason ?? ""))) { Only = unit };
        }));
    }

    /// <summary>Decisions of cases, by key: a case that was taken up again has several.</summary>
    private static async Task<ILookup<string, RegisterCase>> DecidedAsync(ProgrammeContext context, IReadOnlyList<RegisterCase> cases, CancellationToken cancellation)
    {
        string[] keys = [.. cases.Select(row => row.Key)];
        return (await context.Set<RegisterCase>().AsNoTracking().Where(row => keys.Contains(row.Key) && row.State == "decided").OrderBy(row => row.Id).ToListAsync(cancellation).ConfigureAwait(false))
            .ToLookup(row => row.Key, StringComparer.Ordinal);
    }

    private static IEnumerable<NoticeDraft> Of(RegisterCase row, int decisions, LocalText unit)
    {
        string number = row.Number.ToString(CultureInfo.InvariantCulture);
        string place = "/cases/" + number;
        if (row.State == "decided")
        {
            string occasion = decisions > 1 ? string.Create(CultureInfo.InvariantCulture, $"{number}/{decisions}") : number;
            yield return new NoticeDraft("case-decided", occasion, place, number, NoticeTexts.Everywhere(language => $"{NoticeTexts.For(language).Format("case." + row.Decision)}. {row.Answer}")) { Unit = row.Organisation };
            yield break;
        }

        string what = NoticeTexts.Everywhere(language => $"{unit.In(language)}, {NameOf(row.Target)}, {row.Criterion}");
        yield return new NoticeDraft("case-opened", number, place, number, what);
        if (decisions > 0)
        {
            yield return new NoticeDraft("case-reopened", string.Create(CultureInfo.InvariantCulture, $"{number}/{decisions}"), place, number, what) { Unit = row.Organisation };
        }
    }

    private static string NameOf(string target) => HostName.TryParse(target.Split(':')[^1], out HostName? name) ? name.Unicode : target;

    private static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
}
