using System.CommandLine;
using Sextant.Cli.Parts;
using Sextant.Cli.Reports;
using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;
using Sextant.Programme.Audit;
using Sextant.Programme.Register;
using Sextant.Wire;

namespace Sextant.Cli.Commands;

/// <summary><c>sextant audit verify</c>: whether the audit log is as it was written; <c>audit list</c>: what was done last.</summary>
internal static class AuditCommand
{
    /// <summary>20: a screen.</summary>
    private const int Shown = 20;

    private static readonly Option<string[]> Marks = new("--mark") { HelpName = "N:HASH" };
    private static readonly Option<int> Last = new("--last") { HelpName = "N", DefaultValueFactory = _ => Shown };
    private static readonly Option<bool> Json = new("--json");

    public static Verb Create() => new("audit")
    {
        new Verb("verify", SettingGroups.None, VerifyAsync) { Marks, Json },
        new Verb("list", SettingGroups.None, ListAsync) { Last, Json },
    };

    private static async Task<int> VerifyAsync(VerbRun run, CancellationToken cancellation)
    {
        AuditMark[] known = [.. (run.Parsed.GetValue(Marks) ?? []).Select(MarkOf)];
        AuditReport report = await (await OpenAsync(run, cancellation).ConfigureAwait(false)).VerifyAsync(known, cancellation).ConfigureAwait(false);
        if (run.Parsed.GetValue(Json))
        {
            ResultJson.Write(run, new { Schema = 1, report.Whole, report.Entries, Head = report.Head?.ToString(), report.Anchored, report.Faults });
            return report.Whole ? ExitCodes.Ok : ExitCodes.NotReady;
        }

        foreach (AuditFault fault in report.Faults)
        {
            run.Say("audit." + FailureWords.Kebab(fault.Kind.ToString()), fault.Sequence, fault.Other);
        }

        run.Say(report.Whole ? "audit.whole" : "audit.touched", report.Entries, report.Faults.Count);
        if (report.Head is { } head)
        {
            run.Say(report.Anchored == 0 ? "audit.not-anchored" : "audit.anchored", report.Anchored);
            run.Say("audit.head", head.ToString());
        }

        return report.Whole ? ExitCodes.Ok : ExitCodes.NotReady;
    }

    private static async Task<int> ListAsync(VerbRun run, CancellationToken cancellation)
    {
        int last = run.Parsed.GetValue(Last) is > 0 and <= 100_000 and var most ? most : throw new BadInputException("audit.bad-last");
        IReadOnlyList<AuditEntry> entries = await (await OpenAsync(run, cancellation).ConfigureAwait(false)).ListAsync(new AuditFilter { Most = last }, cancellation).ConfigureAwait(false);
        if (run.Parsed.GetValue(Json))
        {
            ResultJson.Write(run, new { Schema = 1, Entries = entries });
            return ExitCodes.Ok;
        }

        foreach (AuditEntry entry in entries)
        {
            run.Say("audit.entry", entry.Sequence, $"{entry.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z", entry.Who, entry.From, entry.Action, entry.Subject, entry.Reason ?? "");
        }

        return ExitCodes.Ok;
    }

    private static async Task<AuditLog> OpenAsync(VerbRun run, CancellationToken cancellation)
    {
        ProgrammeDatabase register = await RegisterRoom.OpenKeptAsync(run.Settings.Keeping, cancellation).ConfigureAwait(false);
        return new AuditLog(register, run.Clock);
    }

    private static AuditMark MarkOf(string word) => AuditMark.TryParse(word, out AuditMark? mark) ? mark : throw new BadInputException("audit.bad-mark", word);
}
