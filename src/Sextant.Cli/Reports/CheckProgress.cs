using System.Collections.Concurrent;
using Sextant.Cli.Screen;
using Sextant.Cli.Verbs;
using Sextant.Measurement.Scans;

namespace Sextant.Cli.Reports;

/// <summary>
/// What is under way while names are measured, where a person watches: seconds pass before the first screen, and minutes where servers
/// are silent. Of one name the looks that have not ended are named, of many their number.
/// </summary>
internal sealed class CheckProgress : IProgress<ScanStep>, IAsyncDisposable
{
    private readonly VerbRun _run;
    private readonly IReadOnlyList<string> _names;
    private readonly PaintedLines? _painted;
    private readonly ConcurrentDictionary<string, bool> _looks = new(StringComparer.Ordinal);
    private readonly ITimer? _timer;
    private readonly long _began;
    private readonly Lock _gate = new();
    private int _done;

    public CheckProgress(VerbRun run, IReadOnlyList<string> names)
    {
        (_run, _names, _began) = (run, names, run.Clock.GetTimestamp());
        if (run.Console.Painting is not null)
        {
            _painted = new PaintedLines(run.Console);
            // Half a second: what is quicker needs no progress.
            _timer = run.Clock.CreateTimer(_ => Show(), null, TimeSpan.FromMilliseconds(500), TimeSpan.FromMilliseconds(250));
        }
    }

    /// <inheritdoc/>
    public void Report(ScanStep value)
    {
        if (value.Done)
        {
            _looks.TryRemove(value.Part, out _);
        }
        else
        {
            _looks[value.Part] = true;
        }
    }

    /// <summary>One more name is done: its report is written in the place of the painted lines.</summary>
    public void Write(Action report)
    {
        lock (_gate)
        {
            _painted?.Clear();
            report();
            _done++;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_timer is not null)
        {
            await _timer.DisposeAsync().ConfigureAwait(false);
            lock (_gate)
            {
                _painted?.Clear();
            }
        }
    }

    private void Show()
    {
        lock (_gate)
        {
            if (_done < _names.Count)
            {
                double seconds = _run.Clock.GetElapsedTime(_began).TotalSeconds;
                _painted?.Show([_names.Count > 1 ? _run.Sentence("check.progress", _done, _names.Count, seconds) : One(seconds)]);
            }
        }
    }

    private string One(double seconds)
    {
        string line = _run.Sentence("check.measuring", _names[0], seconds);
        string[] looks = [.. _looks.Keys.Where(look => look.Contains('.', StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(look => _run.Texts["check.look." + look])];
        return looks.Length > 0 ? $"{line} · {string.Join(", ", looks)}" : line;
    }
}
