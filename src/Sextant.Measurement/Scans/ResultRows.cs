using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Measurement.Storage;
using Sextant.Store.Databases;
using Sextant.Wire;

namespace Sextant.Measurement.Scans;

/// <summary>What becomes of a row that says something of the same measurement already.</summary>
internal enum Known
{
    /// <summary>It stays: the scan was handed in twice.</summary>
    Stays,

    /// <summary>It gives way: what it says is taken back.</summary>
    GivesWay,
}

/// <summary>Writes what scans gave, inside a transaction of the caller: the rows of their lake files, their history, the current verdicts.</summary>
internal static class ResultRows
{
    internal static async Task AddAsync(
        Statements statements, string campaign, IReadOnlyList<FinishedScan> scans, IReadOnlyList<LakeFileRow> files, Known known, CancellationToken cancellation)
    {
        foreach (LakeFileRow file in files)
        {
            await statements.ExecuteAsync(
                $"""
                INSERT INTO lake_file (path, place, content, day, campaign, rows, bytes, sha256, created_at, replaced_at)
                VALUES ({file.Path}, {file.Place}, {Words<LakeTable>.Of(file.Content)}, {file.Day}, {file.Campaign}, {file.Rows}, {file.Bytes}, {file.Sha256}, {file.CreatedAt}, {file.ReplacedAt})
                """,
                cancellation).ConfigureAwait(false);
        }

        // In the order of their keys: two processes that commit at once then lock rows in the same order and never wait in a circle.
        IEnumerable<(FinishedScan Scan, Judgement Judgement, VerdictSetRow Set)> judged = scans
            .SelectMany(scan => scan.Judgements.Zip(scan.VerdictSets, (judgement, set) => (scan, judgement, set)))
            .OrderBy(pair => pair.judgement.Key().Key, StringComparer.Ordinal).ThenBy(pair => pair.judgement.MeasuredAt);
        foreach ((FinishedScan scan, Judgement judgement, VerdictSetRow set) in judged)
        {
            await AddAsync(statements, campaign, scan, judgement, set, known, cancellation).ConfigureAwait(false);
        }
    }

    private static async Task AddAsync(
        Statements statements, string campaign, FinishedScan scan, Judgement judgement, VerdictSetRow verdicts, Known known, CancellationToken cancellation)
    {
        (string set, string content) = (verdicts.Hash, verdicts.Content);
        string key = judgement.Key().Key;
        string kind = Words<TargetKind>.Of(judgement.Kind);
        string verdictClass = Words<TargetClass>.Of(judgement.Class);
        string level = Words<Level>.Of(judgement.Level);
        string scope = Words<Level>.Of(judgement.LevelScope);
        string? cause = Words<Failure>.Of(judgement.Cause);
        DateTimeOffset at = ModelConventions.Rounded(judgement.MeasuredAt);

        // ON CONFLICT is spelled alike on both databases. A scan that is kept already (asked twice) stays as it is.
        await statements.ExecuteAsync(
            $"INSERT INTO verdict_set (hash, content) VALUES ({set}, {content}) ON CONFLICT (hash) DO NOTHING", cancellation).ConfigureAwait(false);
        await statements.ExecuteAsync(
            $"""
            INSERT INTO target_scan (target_key, vantage, measured_at, kind, ascii, "unicode", class, level, level_scope, cause, single_look, lab, profile, evidence, campaign, verdict_set)
            VALUES ({key}, {judgement.Vantage.Name}, {at}, {kind}, {judgement.Ascii}, {judgement.Target}, {verdictClass}, {level}, {scope}, {cause},
                    {judgement.SingleLook}, {judgement.Vantage.Lab}, {judgement.Profile}, {scan.Evidence}, {campaign}, {set})
            ON CONFLICT (target_key, vantage, measured_at) DO NOTHING
            """,
            cancellation).ConfigureAwait(false);

        if (known == Known.GivesWay)
        {
            await statements.ExecuteAsync(
                $"""
                UPDATE target_scan SET class = {verdictClass}, level = {level}, level_scope = {scope}, cause = {cause}, single_look = {judgement.SingleLook},
                    profile = {judgement.Profile}, evidence = {scan.Evidence}, verdict_set = {set}
                WHERE target_key = {key} AND vantage = {judgement.Vantage.Name} AND measured_at = {at}
                """,
                cancellation).ConfigureAwait(false);
            await statements.ExecuteAsync(
                $"UPDATE current_verdict SET class = {verdictClass} WHERE target_key = {key} AND vantage = {judgement.Vantage.Name} AND measured_at = {at}",
                cancellation).ConfigureAwait(false);
        }

        // The newest measurement is the current one, whichever is committed last.
        await statements.ExecuteAsync(
            $"""
            INSERT INTO current_verdict (target_key, vantage, measured_at, kind, class) VALUES ({key}, {judgement.Vantage.Name}, {at}, {kind}, {verdictClass})
            ON CONFLICT (target_key, vantage) DO UPDATE SET measured_at = excluded.measured_at, kind = excluded.kind, class = excluded.class
            WHERE excluded.measured_at > current_verdict.measured_at
            """,
            cancellation).ConfigureAwait(false);
    }
}
