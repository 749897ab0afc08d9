using System.CommandLine;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Cli.Explaining;
using Sextant.Cli.Parts;
using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;
using Sextant.Measurement;
using Sextant.Measurement.Evidence;
using Sextant.Measurement.Scans;

namespace Sextant.Cli.Commands;

/// <summary><c>sextant explain TARGET [CRITERION]</c>: prints from the evidence what was seen, hop by hop, and what was made of it.</summary>
internal static class ExplainCommand
{
    private static readonly Argument<string> Name = new("target");
    private static readonly Argument<string?> Criterion = new("criterion") { Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string> Evidence = new("--evidence") { HelpName = "SHA256" };
    private static readonly Option<bool> Json = new("--json");

    public static Verb Create() => new("explain", SettingGroups.Judging, ExplainAsync) { Name, Criterion, Evidence, Json };

    private static async Task<int> ExplainAsync(VerbRun run, CancellationToken cancellation)
    {
        TargetWord target = TargetWord.Parse(run, run.Parsed.GetValue(Name)!);
        Profile profile = Profiles.Of(run.Settings.Profile);
        string? criterion = Known(run.Parsed.GetValue(Criterion), profile);
        string? wanted = run.Parsed.GetValue(Evidence);
        var none = wanted is null ? new BadInputException("explain.never", target.Ascii) : new BadInputException("explain.no-evidence", wanted);
        MeasurementStores stores = await StoreRoom.OpenKeptAsync(run, cancellation, none).ConfigureAwait(false);
        await using (stores.ConfigureAwait(false))
        {
            Explanation[] all = wanted is { } name
                ? [Of(stores.Evidence, name, target, _ => true, profile)]
                : await LatestAsync(stores, target, profile, cancellation).ConfigureAwait(false);
            if (criterion is not null)
            {
                all = [.. all.Where(one => one.Entries.Any(entry => entry.Verdicts.Any(verdict => verdict.Criterion == criterion)))];
                if (all.Length == 0)
                {
                    throw new BadInputException("explain.not-of-target", criterion, target.Ascii);
                }
            }

            Write(run, all, criterion);
        }

        return ExitCodes.Ok;
    }

    private static void Write(VerbRun run, Explanation[] all, string? criterion)
    {
        if (run.Parsed.GetValue(Json))
        {
            Explanation.WriteJson(run.Console.Out, all);
            return;
        }

        for (int at = 0; at < all.Length; at++)
        {
            if (at > 0)
            {
                run.Console.Out.WriteLine();
            }

            all[at].Write(run, criterion);
        }
    }

    // The kinds of a name may have been measured at different times: each scan is explained for the kinds of which it is the newest.
    private static async Task<Explanation[]> LatestAsync(MeasurementStores stores, TargetWord target, Profile profile, CancellationToken cancellation)
    {
        IReadOnlyDictionary<string, JudgedTarget> current = await stores.Scans.CurrentAsync([.. target.Keys], null, cancellation).ConfigureAwait(false);
        if (current.Count == 0)
        {
            throw new BadInputException("explain.never", target.Ascii);
        }

        return
        [
            .. current.Values.GroupBy(kept => kept.Evidence, StringComparer.Ordinal).OrderByDescending(group => group.Max(kept => kept.MeasuredAt))
                .Select(group => Of(stores.Evidence, group.Key, target, kind => group.Any(kept => kept.Target.Kind == kind), profile)),
        ];
    }

    private static Scan? Kept(EvidenceStore store, string evidence)
    {
        try
        {
            return store.GetScan(evidence);
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException)
        {
            throw new BadInputException("explain.damaged", evidence, fault);
        }
    }

    private static Explanation Of(EvidenceStore store, string evidence, TargetWord target, Func<TargetKind, bool> wanted, Profile profile)
    {
        Scan scan = Kept(store, evidence) ?? throw new BadInputException("explain.no-evidence", evidence);
        if (scan.Name != target.Ascii)
        {
            throw new BadInputException("explain.other-name", evidence, scan.Name);
        }

        Judgement[] entries = [.. Judge.Assess(scan, profile).Where(entry => wanted(entry.Kind) && target.Keys.Contains(entry.Key().Key)).Select(entry => entry with { Evidence = evidence })];
        return entries.Length > 0 ? new Explanation(evidence, scan, entries) : throw new BadInputException("explain.never", target.Ascii);
    }

    private static string? Known(string? word, Profile profile)
    {
        string? upper = word?.ToUpperInvariant();
        return upper is null || profile.Criteria.Any(one => one.Id == upper)
            ? upper
            : throw new BadInputException("explain.no-criterion", word, string.Join(", ", profile.Criteria.Select(one => one.Id)));
    }
}
