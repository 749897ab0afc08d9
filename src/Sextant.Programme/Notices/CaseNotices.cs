using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Organisations;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tasks;

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
        Dictionary<string, LocalText> names = cases.Count == 0 ? [] : await OrganisationNames.OfAsync(context, new AsOf(today), cancellation).ConfigureAwait(false);
        return
        [
            .. coming.SelectMany(row => units.Select(unit => new NoticeDraft("sheet-open", $"{row.Key}/{row.Day:yyyy-MM-dd}/{unit}", $"/publications/{row.Key}/{unit}", row.Title, Day(row.Day)) { Only = unit })),
            .. cases.Select(row => Of(row, names.GetValueOrDefault(row.Organisation) ?? LocalText.Empty)),
        ];
    }

    private static NoticeDraft Of(RegisterCase row, LocalText unit)
    {
        string number = row.Number.ToString(CultureInfo.InvariantCulture);
        return row.State == "decided"
            ? new NoticeDraft("case-decided", number, $"/cases/{number}", number, NoticeTexts.Everywhere(language => $"{NoticeTexts.For(language).Format("case." + row.Decision)}. {row.Answer}")) { Unit = row.Organisation }
            : new NoticeDraft("case-opened", number, $"/cases/{number}", number, NoticeTexts.Everywhere(language => $"{unit.In(language)}, {row.Target}, {row.Criterion}")) { Right = Right.DecideCases };
    }

    private static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
}
