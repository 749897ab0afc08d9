using System.Globalization;
using Sextant.Cli.Screen;
using Sextant.Cli.Verbs;
using Sextant.Cli.Wording;
using Sextant.Measurement.Runs;
using CheckTexts = Sextant.Checks.Wording.Texts;

namespace Sextant.Cli.Reports.Scanning;

/// <summary>How a campaign goes: a bar with its counts that is painted over where a person watches, else a line every ten seconds.</summary>
internal sealed class ScanProgress : IAsyncDisposable
{
    private const int WidestBar = 50;
    private const int MostCauses = 3;

    private readonly VerbRun _run;
    private readonly CampaignTally _tally;
    private readonly long _began;
    private readonly Paint _paint;
    private readonly ScanCounts _counts;
    private readonly PaintedLines? _painted;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();

    public ScanProgress(VerbRun run, CampaignTally tally, long began)
    {
        (_run, _tally, _began) = (run, tally, began);
        _painted = run.Console.Painting is null ? null : new PaintedLines(run.Console);
        _paint = Paint.ForProgress(run.Console);
        _counts = new ScanCounts(run, tally, _paint);
        TimeSpan every = _painted is not null ? TimeSpan.FromMilliseconds(250) : TimeSpan.FromSeconds(10);
        _timer = run.Clock.CreateTimer(_ => Show(), null, _painted is not null ? TimeSpan.Zero : every, every);
    }

    private int Done => _tally.Before + _tally.Kept;

    private double Part => (double)Done / Math.Max(1, _tally.Total);

    /// <inheritdoc/>
    /// <remarks>Painted lines go, since the sum is written in their place; a log gets the last line.</remarks>
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync().ConfigureAwait(false);
        lock (_gate)
        {
            _painted?.Clear();
        }

        if (_painted is null)
        {
            Show();
        }
    }

    private void Show()
    {
        lock (_gate)
        {
            if (_painted is not null)
            {
                _painted.Show([.. Lines(_run.Console.Painting ?? 80)]);
                return;
            }

            string[] parts = [$"{Count()} · {Pace()}", .. Trouble(), string.Join(" · ", _counts.Classes(_tally.Results())), .. _counts.Causes().Take(MostCauses)];
            _run.Console.Error.WriteLine(string.Join(" | ", parts.Where(part => part.Length > 0)));
        }
    }

    private IEnumerable<string> Lines(int width)
    {
        string count = Count();
        int bar = Math.Clamp(width - TextWidth.Of(count) - 3, 8, WidestBar);
        int filled = (int)(bar * Math.Min(1, Part));
        yield return $"{_paint.Strong(new string('█', filled))}{_paint.Faint(new string('░', bar - filled))}  {count}";
        foreach (string line in Wrapped(Pace(), width))
        {
            yield return line;
        }

        foreach (string line in Trouble().SelectMany(trouble => Wrapped(trouble, width)))
        {
            yield return _paint.Warn(line);
        }

        foreach (string line in ScanCounts.Joined("  ", _counts.Classes(_tally.Results()), width))
        {
            yield return line;
        }

        foreach (string cause in _counts.Causes().Take(MostCauses))
        {
            yield return "  " + cause;
        }
    }

    private string Count() => _run.Sentence("scan.progress", Done, _tally.Total, Math.Floor(100 * Part));

    private string Pace()
    {
        double seconds = _run.Clock.GetElapsedTime(_began).TotalSeconds;
        double rate = seconds > 0 ? _tally.Kept / seconds : 0;
        string left = rate > 0 ? Left(TimeSpan.FromSeconds(Math.Min((_tally.Total - Done) / rate, 359_999))) : "--:--";
        int waiting = _tally.Waiting;
        string pace = _run.Sentence("scan.pace", rate, left, Math.Max(0, _tally.Running - waiting));
        return waiting > 0 ? $"{pace} · {_run.Sentence("scan.waiting", waiting)}" : pace;
    }

    // Hours are counted on: a day and a half is 36:00:00.
    private static string Left(TimeSpan left) => left.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)left.TotalHours}:{left:mm\\:ss}")
        : left.ToString(@"mm\:ss", CultureInfo.InvariantCulture);

    private IEnumerable<string> Trouble() =>
        _tally.DatabaseAway ? [_run.Sentence("scan.database-away")]
        : _tally.DiskFault is { } disk ? [_run.Sentence("scan.disk", DiskSentence.Of(_run, disk))]
        : _tally.VantageFault is { } fault ? [_run.Sentence("scan.waits", CheckTexts.For(_run.Texts.Language.Word()).Of(fault))] : [];

    private static IEnumerable<string> Wrapped(string text, int width) => TextWidth.Wrap(text, width - 3).Select(line => "  " + line);
}
