using System.Globalization;
using System.Text.Json;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Cli.Screen;
using Sextant.Cli.Verbs;
using Sextant.Cli.Wording;
using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Runs;
using Sextant.Measurement.Scans;
using Sextant.Measurement.Storage;
using Sextant.Wire;
using CheckTexts = Sextant.Checks.Wording.Texts;

namespace Sextant.Cli.Reports.Scanning;

/// <summary>What a campaign has counted: while it runs with <see cref="ScanProgress"/>, and at its end, for people and for programs.</summary>
internal sealed class ScanScreen : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    private readonly VerbRun _run;
    private readonly Campaign _campaign;
    private readonly CampaignTally _tally;
    private readonly CheckTexts _says;
    private readonly CultureInfo _culture;
    private long _began;
    private ScanProgress? _progress;

    public ScanScreen(VerbRun run, Campaign campaign, CampaignTally tally)
    {
        (_run, _campaign, _tally) = (run, campaign, tally);
        _says = CheckTexts.For(run.Texts.Language.Word());
        _culture = run.Texts.Language.Culture();
    }

    /// <summary>Says which campaign it is and begins to show how it goes.</summary>
    public void Begin()
    {
        _began = _run.Clock.GetTimestamp();
        _run.Complain(_tally.Before > 0 ? "scan.resumes" : "scan.begins", _campaign.Id, _campaign.Total, _tally.Before, _campaign.Source);
        _progress = new ScanProgress(_run, _tally, _began);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_progress is not null)
        {
            await _progress.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>The counts at the end, and how to go on when it is not finished.</summary>
    public void WriteSummary(CampaignEnd end, Campaign after, IReadOnlyList<(string Name, string Vantage, string Problem)> failed)
    {
        _run.Say("scan.done", after.Count(TargetState.Done), after.Total, _campaign.Id, _tally.Kept, Seconds.ToString("0.0", _culture), Rate.ToString("0.0", _culture));
        var counts = new ScanCounts(_run, _tally, Paint.For(_run.Console));
        IGrouping<TargetKind, ResultCount>[] kinds = [.. _tally.Results().GroupBy(result => result.Kind)];
        int widest = kinds.Select(kind => TextWidth.Of(_says.Of(kind.Key))).DefaultIfEmpty().Max();
        bool beside = 2 * widest < _run.Console.Width; // else a name stands on a line of its own
        foreach (IGrouping<TargetKind, ResultCount> kind in kinds)
        {
            string head = "  " + TextWidth.Pad(_says.Of(kind.Key), beside ? widest + 2 : 0);
            string[] lines = [.. beside ? [] : new[] { head }, .. ScanCounts.Joined(beside ? head : "    ", counts.Classes(kind), _run.Console.Width)];
            foreach (string line in lines)
            {
                _run.Console.Out.WriteLine(line);
            }
        }

        foreach (string cause in counts.Causes())
        {
            _run.Write("  " + cause);
        }

        foreach ((string name, _, string problem) in failed.Take(20))
        {
            _run.Say("scan.failed", name, problem);
        }

        if (end == CampaignEnd.VantageFault)
        {
            _run.Say("scan.vantage-fault", _tally.VantageFault is { } fault ? _says.Of(fault) : "?");
        }

        if (_tally.MassFailure is { } mass)
        {
            _run.Say("scan.mass-failure", mass.Failed, mass.Of, mass.Family == Family.V6 ? "IPv6" : "IPv4");
        }

        if (end == CampaignEnd.Paused)
        {
            _run.Say("scan.paused", _campaign.Id);
        }
        else if (!after.Finished)
        {
            _run.Say("scan.resume", after.Total - after.Count(TargetState.Done), _campaign.Id);
        }
    }

    /// <summary>The same for programs.</summary>
    public void WriteJson(CampaignEnd end, Campaign after) => _run.Console.Out.WriteLine(JsonSerializer.Serialize(
        new
        {
            Schema = 1,
            Campaign = _campaign.Id,
            _campaign.Name,
            _campaign.Source,
            _campaign.Profile,
            _campaign.Vantages,
            End = FailureWords.Kebab(end.ToString()),
            VantageFault = end switch
            {
                CampaignEnd.VantageFault => _tally.VantageFault?.ToWord(),
                CampaignEnd.MassFailure => Failure.VantageMassFailure.ToWord(),
                _ => null,
            },
            MassFailure = _tally.MassFailure is { } mass ? new { Family = FailureWords.Kebab(mass.Family.ToString()), mass.Failed, mass.Of } : null,
            after.Total,
            Done = after.Count(TargetState.Done),
            Failed = after.Count(TargetState.Failed),
            Pending = after.Count(TargetState.Pending) + after.Count(TargetState.Leased),
            MeasuredNow = _tally.Kept,
            _tally.SetAside,
            Seconds = Math.Round(Seconds, 3),
            NamesPerSecond = Math.Round(Rate, 3),
            Results = _tally.Results().Select(r => new { Kind = FailureWords.Kebab(r.Kind.ToString()), Class = FailureWords.Kebab(r.Class.ToString()), Cause = r.Cause?.ToWord(), r.Count }),
        },
        Indented));

    private double Seconds => _run.Clock.GetElapsedTime(_began).TotalSeconds;

    private double Rate => Seconds > 0 ? _tally.Kept / Seconds : 0;
}
