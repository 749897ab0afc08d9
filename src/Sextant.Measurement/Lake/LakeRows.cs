using System.Text.Json;
using Sextant.Checks;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Measurement.Storage;
using Sextant.Store.Duck;
using Sextant.Wire;

namespace Sextant.Measurement.Lake;

/// <summary>Puts scans into the tables of <see cref="LakeSchema"/>, column by column in their order.</summary>
internal static class LakeRows
{
    internal static void Append(DuckAppender rows, LakeTable table, string campaign, FinishedScan scan)
    {
        switch (table)
        {
            case LakeTable.Verdicts:
                AppendVerdicts(rows, campaign, scan);
                break;
            case LakeTable.Findings:
                AppendFindings(rows, campaign, scan);
                break;
            case LakeTable.Targets:
                AppendTargets(rows, campaign, scan);
                break;
            default:
                AppendObservations(rows, campaign, scan);
                break;
        }
    }

    private static void AppendVerdicts(DuckAppender rows, string campaign, FinishedScan scan)
    {
        foreach (Judgement judgement in scan.Judgements)
        {
            foreach (CriterionVerdict verdict in judgement.Verdicts)
            {
                rows.Add(campaign).Add(judgement.Key().Key).Add(Words<TargetKind>.Of(judgement.Kind)).Add(judgement.Ascii).Add(judgement.Target)
                    .Add(verdict.Criterion).Add(verdict.Subject).Add(Words<Verdict>.Of(verdict.Verdict)).Add(verdict.Tags)
                    .Add(Words<Failure>.Of(verdict.Cause)).Add((bool?)verdict.SingleLook)
                    .Add(Words<TargetClass>.Of(judgement.Class)).Add(Words<Failure>.Of(judgement.Cause)).Add(Words<Level>.Of(judgement.Level))
                    .Add(judgement.Vantage.Name).Add((bool?)judgement.Vantage.Lab).Add(judgement.Profile)
                    .Add((DateTimeOffset?)judgement.MeasuredAt).Add(scan.Evidence);
                rows.EndRow();
            }
        }
    }

    private static void AppendTargets(DuckAppender rows, string campaign, FinishedScan scan)
    {
        foreach ((Judgement judgement, VerdictSetRow set) in scan.Judgements.Zip(scan.VerdictSets))
        {
            rows.Add(campaign).Add(judgement.Key().Key).Add(Words<TargetKind>.Of(judgement.Kind)).Add(judgement.Ascii).Add(judgement.Target)
                .Add(Words<TargetClass>.Of(judgement.Class)).Add(Words<Failure>.Of(judgement.Cause)).Add(Words<Level>.Of(judgement.Level))
                .Add(Words<Level>.Of(judgement.LevelScope)).Add((bool?)judgement.SingleLook).Add(judgement.Vantage.Name).Add((bool?)judgement.Vantage.Lab)
                .Add(judgement.Profile).Add((DateTimeOffset?)judgement.MeasuredAt).Add(scan.Evidence).Add(set.Hash);
            rows.EndRow();
        }
    }

    private static void AppendFindings(DuckAppender rows, string campaign, FinishedScan scan)
    {
        foreach (Judgement judgement in scan.Judgements)
        {
            foreach (Finding finding in judgement.Findings)
            {
                rows.Add(campaign).Add(judgement.Key().Key).Add(finding.Check).Add(finding.Tag).Add(finding.Subject)
                    .Add(JsonSerializer.Serialize(finding.Parameters)).Add(Words<Failure>.Of(finding.Cause)).Add((bool?)finding.SingleLook)
                    .Add(judgement.Vantage.Name).Add((bool?)judgement.Vantage.Lab).Add(judgement.Profile)
                    .Add((DateTimeOffset?)judgement.MeasuredAt).Add(scan.Evidence);
                rows.EndRow();
            }
        }
    }

    private static void AppendObservations(DuckAppender rows, string campaign, FinishedScan scan)
    {
        foreach (Operation done in scan.Operations)
        {
            rows.Add(campaign).Add(scan.Ascii).Add(done.Word).Add(done.Subject).Add(done.Detail).Add(Words<Family>.Of(done.Family))
                .Add(done.Endpoint?.ToString()).Add(done.Port).Add((DateTimeOffset?)done.At).Add(done.Milliseconds).Add((int?)done.Attempts)
                .Add(Words<Failure>.Of(done.Failure)).Add(scan.Vantage).Add((bool?)scan.Lab).Add(scan.Evidence);
            rows.EndRow();
        }
    }
}
