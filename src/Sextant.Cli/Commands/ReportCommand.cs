using System.CommandLine;
using System.Globalization;
using System.Text;
using Sextant.Cli.Parts;
using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;
using Sextant.Cli.Wording;
using Sextant.Measurement;
using Sextant.Programme.Measured;
using Sextant.Programme.Papers;
using Sextant.Programme.Papers.Reports;
using Sextant.Programme.Papers.Writing;
using Sextant.Programme.Register;

namespace Sextant.Cli.Commands;

/// <summary><c>sextant report [ID]</c>: the review of a phase or a year as DOCX, XLSX, PDF or HTML.</summary>
internal static class ReportCommand
{
    private static readonly Argument<string?> Id = new("id") { Arity = ArgumentArity.ZeroOrOne };
    private static readonly AsOfOptions When = new();
    private static readonly Option<string> Form = new("--form") { HelpName = "FORM" };
    private static readonly Option<string> Out = new("--out") { HelpName = "FILE" };

    public static Verb Create() => new("report", SettingGroups.None, RunAsync) { Id, When.Day, When.Known, Form, Out };

    private static async Task<int> RunAsync(VerbRun run, CancellationToken cancellation)
    {
        DateOnly? day = When.DayOf(run);
        ProgrammeDatabase register = await RegisterRoom.OpenAsync(run, cancellation).ConfigureAwait(false);
        MeasurementStores stores = await StoreRoom.OpenAsync(run, cancellation).ConfigureAwait(false);
        await using (stores.ConfigureAwait(false))
        {
            var desk = new PaperDesk(register, new MeasuredScans(stores.Scans), run.Clock);
            ProgrammeCalendar calendar = await register.CalendarAsync(cancellation).ConfigureAwait(false);
            DateOnly today = calendar.Today(run.Clock);
            IReadOnlyList<ReportPeriod> periods = await desk.Periods.ListAsync(today, cancellation).ConfigureAwait(false);
            if (run.Parsed.GetValue(Id) is not { } id)
            {
                foreach (ReportPeriod one in periods)
                {
                    run.Say("report.line", one.Id, $"{one.Starts:yyyy-MM-dd}", $"{one.Ends:yyyy-MM-dd}", one.Name(run.Texts.Language.Word()));
                }

                return ExitCodes.Ok;
            }

            ReportPeriod period = periods.FirstOrDefault(one => one.Id == id) ?? throw new BadInputException("report.no-such", id, string.Join(", ", periods.Select(one => one.Id)));
            await WriteAsync(run, desk, period, new AsOf(day ?? period.Until(today), When.KnownOf(run, calendar)), cancellation).ConfigureAwait(false);
        }

        return ExitCodes.Ok;
    }

    private static async Task WriteAsync(VerbRun run, PaperDesk desk, ReportPeriod period, AsOf asOf, CancellationToken cancellation)
    {
        string file = run.Parsed.GetValue(Out) ?? throw new BadInputException("report.no-out");
        string language = run.Texts.Language.Word();
        ReportFacts facts = await desk.Reports.ReadAsync(period, asOf, cancellation).ConfigureAwait(false);
        Paper paper = ReportPaper.Write(facts, await desk.Letterheads.ReadAsync(asOf, language, cancellation).ConfigureAwait(false), language);
        string form = run.Parsed.GetValue(Form) ?? Path.GetExtension(file).TrimStart('.');
        byte[] bytes = form.ToLowerInvariant() switch
        {
            "docx" => PaperDocx.Write(paper),
            "xlsx" => ReportBook.Write(facts, language),
            "html" => Encoding.UTF8.GetBytes(PaperHtml.File(paper)),
            "pdf" => await PrintAsync(desk, paper, cancellation).ConfigureAwait(false),
            _ => throw new BadInputException("report.bad-form", form),
        };
        try
        {
            await File.WriteAllBytesAsync(file, bytes, cancellation).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException("report.not-written", file, SystemFault.Of(fault, run.Texts));
        }

        run.Say("report.written", file, bytes.Length, $"{asOf.Date:yyyy-MM-dd}");
    }

    private static async Task<byte[]> PrintAsync(PaperDesk desk, Paper paper, CancellationToken cancellation)
    {
        try
        {
            return await desk.Printer.PrintAsync(paper, cancellation).ConfigureAwait(false);
        }
        catch (RefusedException refused)
        {
            throw new BadInputException("report." + refused.Word);
        }
    }
}
