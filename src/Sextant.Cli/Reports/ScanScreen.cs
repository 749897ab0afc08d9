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

namespace Sextant.Cli.Reports;

/// <summary>How a campaign goes: a bar that is painted over where a person watches, else a line every ten seconds; at the end the counts.</summary>
internal sealed class ScanScreen : IAsyncDisposable
{
    private const int BarWidth = 30;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    private readonly VerbRun _run;
    private readonly Campaign _campaign;
    private readonly CampaignTally _tally;
    private readonly CheckTexts _says;
    private readonly CultureInfo _culture;
    private readonly Paint _paint;
    private readonly bool _live;
    private readonly Lock _gate = new();
    private long _began;
    private ITimer? _timer;
    private bool _painted;

    public ScanScreen(VerbRun run, Campaign campaign, CampaignTally tally)
    {
        (_run, _campaign, _tally) = (run, campaign, tally);
        _says = CheckTexts.For(run.Texts.Language.Word());
        _culture = run.Texts.Language.Culture();
        _paint = Paint.For(run.Console);
        _live = run.Console.Interactive;
    }

    /// <summary>Says which campaign it is and begins to show how it goes.</summary>
    public void Begin()
    {
        _began = _run.Clock.GetTimestamp();
        _run.Complain(_tally.Before > 0 ? "scan.resumes" : "scan.begins", _campaign.Id, _campaign.Total, _tally.Before, _campaign.Source);
        TimeSpan every = _live ? TimeSpan.FromMilliseconds(250) : TimeSpan.FromSeconds(10);
        _timer = _run.Clock.CreateTimer(_ => Show(), null, every, every);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_timer is not null)
        {
            await _timer.DisposeAsync().ConfigureAwait(false);
            Show();
        }
    }

    /// <summary>The counts at the end, and how to go on when it is not finished.</summary>
    public void WriteSummary(CampaignEnd end, Campaign after, IReadOnlyList<(string Name, string Vantage, string Problem)> failed)
    {
        _run.Say("scan.done", after.Count(TargetState.Done), after.Total, _campaign.Id, _tally.Kept, Seconds.ToString("0.0", _culture), Rate.ToString("0.0", _culture));
        foreach (IGrouping<TargetKind, ResultCount> kind in _tally.Results().GroupBy(result => result.Kind))
        {
            _run.Console.Out.WriteLine($"  {_says.Of(kind.Key),-14} {string.Join(" · ", Classes(kind))}");
        }

        foreach (string cause in Causes())
        {
            _run.Console.Out.WriteLine("  " + cause);
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

        if (!after.Finished)
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

    private void Show()
    {
        lock (_gate)
        {
            int done = _tally.Before + _tally.Kept;
            string left = Rate > 0 ? TimeSpan.FromSeconds(Math.Min((_tally.Total - done) / Rate, 359_999)).ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture) : "--:--:--";
            string first = _run.Sentence("scan.progress", done, _tally.Total, 100.0 * done / Math.Max(1, _tally.Total), Rate, left, Math.Max(0, _tally.Running - _tally.Waiting), _tally.Waiting);
            string second = _tally.VantageFault is { } fault
                ? _paint.Warn(_run.Sentence("scan.waits", _says.Of(fault)))
                : string.Join(" · ", [.. Classes(_tally.Results()), .. Causes().Take(2)]);
            if (!_live)
            {
                _run.Console.Error.WriteLine(second.Length > 0 ? $"{first} | {second}" : first);
                return;
            }

            int filled = (int)((long)BarWidth * done / Math.Max(1, _tally.Total));
            string back = _painted ? "\e[2A" : "";
            _painted = true;
            _run.Console.Error.Write($"{back}\r\e[K{_paint.Strong(new string('█', filled))}{_paint.Faint(new string('░', BarWidth - filled))} {first}\n\e[K  {second}\n");
        }
    }

    private IEnumerable<string> Classes(IEnumerable<ResultCount> results) => results.GroupBy(r => r.Class).OrderBy(group => group.Key)
        .Select(group => string.Create(_culture, $"{_paint.OfClass(group.Key, _says.Of(group.Key))} {group.Sum(r => r.Count)}"));

    private IEnumerable<string> Causes() =>
    [
        .. _tally.Results().Where(r => r.Cause is not null).GroupBy(r => r.Cause!.Value).OrderByDescending(group => group.Sum(r => r.Count)).Take(8)
            .Select(group => string.Create(_culture, $"{_says.Of(TargetClass.Unknown)}: {_says.Of(group.Key)} {group.Sum(r => r.Count)}")),
        .. _tally.Problems().OrderByDescending(pair => pair.Value).Take(3).Select(pair => $"! {TerminalText.Safe(pair.Key, 100)} {pair.Value.ToString(_culture)}"),
    ];
}
