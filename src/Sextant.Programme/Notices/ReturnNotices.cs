using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;
using Sextant.Programme.Returns;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Notices;

/// <summary>Returns that are asked for, due, late and given back.</summary>
internal sealed class ReturnNotices(ProgrammeDatabase database)
{
    /// <summary>60 days: what is later is the office's to write about, and a past period that is loaded calls nobody.</summary>
    private const int LatestDays = 60;

    /// <summary>What there is to be told today.</summary>
    internal async Task<IReadOnlyList<NoticeDraft>> WantedAsync(DateOnly today, CancellationToken cancellation)
    {
        await using ProgrammeContext context = database.Create();
        DateOnly first = today.AddDays(-LatestDays);
        List<RegisterReturnPeriod> periods = await context.Current<RegisterReturnPeriod>().Where(row => row.Due >= first).ToListAsync(cancellation).ConfigureAwait(false);
        var wanted = new List<NoticeDraft>();
        foreach (RegisterReturnPeriod period in periods)
        {
            string[] owing = await ReturnStore.OwingAsync(context, period.Form, period.Period, cancellation).ConfigureAwait(false);
            ILookup<string, RegisterReturn> versions = (await context.Current<RegisterReturn>().Where(row => row.Form == period.Form && row.Period == period.Period)
                .ToListAsync(cancellation).ConfigureAwait(false)).ToLookup(row => row.Organisation, StringComparer.Ordinal);
            wanted.AddRange(owing.Where(organisation => !versions[organisation].Any(row => row.State is "submitted" or "accepted"))
                .Select(organisation => Of(period, organisation, versions[organisation].MaxBy(row => row.Number), today)));
        }

        wanted.AddRange(await WithdrawnAsync(context, today, cancellation).ConfigureAwait(false));
        return wanted;
    }

    /// <summary>Periods that were asked for by mistake: to whoever was asked.</summary>
    private static async Task<IReadOnlyList<NoticeDraft>> WithdrawnAsync(ProgrammeContext context, DateOnly today, CancellationToken cancellation)
    {
        var first = new DateTimeOffset(today.AddDays(-LatestDays), TimeOnly.MinValue, TimeSpan.Zero);
        List<RegisterReturnPeriod> periods = await context.Set<RegisterReturnPeriod>().AsNoTracking().Where(row => row.SupersededAt == null && row.Withdrawn && row.RecordedAt >= first).ToListAsync(cancellation).ConfigureAwait(false);
        var wanted = new List<NoticeDraft>();
        foreach (RegisterReturnPeriod period in periods)
        {
            string[] owing = await ReturnStore.OwingAsync(context, period.Form, period.Period, cancellation).ConfigureAwait(false);
            wanted.AddRange(owing.Select(organisation => new NoticeDraft(
                "return-withdrawn", string.Create(CultureInfo.InvariantCulture, $"{organisation}/{period.Key}/{period.RecordedAt.UtcTicks}"), "/returns",
                NoticeTexts.Everywhere(language => What(period, language)), period.Reason ?? "") { Unit = organisation }));
        }

        return wanted;
    }

    private static NoticeDraft Of(RegisterReturnPeriod period, string organisation, RegisterReturn? newest, DateOnly today)
    {
        bool back = newest?.State == "returned";
        string kind = back ? "return-returned" : period.Due < today ? "return-late" : period.Due <= today.AddDays(NoticeRound.DaysAhead) ? "return-due" : "return-asked";
        string when = back ? newest!.Number.ToString(CultureInfo.InvariantCulture) : period.Due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string occasion = $"{organisation}/{period.Form}/{period.Period}/{when}";
        string more = back ? newest!.Answer ?? "" : period.Due.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
        return new NoticeDraft(kind, occasion, $"/returns/{organisation}/{period.Form}/{period.Period}", NoticeTexts.Everywhere(language => What(period, language)), more) { Unit = organisation };
    }

    private static string What(RegisterReturnPeriod period, string language)
    {
        Quarter quarter = Quarter.Read(period.Period)!.Value;
        return $"{TableTexts.For(language)["form.returns-" + period.Form]}, {NoticeTexts.For(language).Format("quarter", quarter.Roman, quarter.Year, quarter.Number)}";
    }
}
