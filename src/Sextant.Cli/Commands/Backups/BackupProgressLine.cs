using Sextant.Cli.Screen;
using Sextant.Cli.Verbs;
using Sextant.Store.Backups;

namespace Sextant.Cli.Commands.Backups;

/// <summary>How far a backup or a restore is: a painted line where a person watches, a line a minute in a log.</summary>
internal sealed class BackupProgressLine(VerbRun run, string key) : IDisposable
{
    /// <summary>A quarter of a second: what the eye follows.</summary>
    private static readonly TimeSpan Painted = TimeSpan.FromMilliseconds(250);

    /// <summary>A minute: a log stays short.</summary>
    private static readonly TimeSpan Logged = TimeSpan.FromMinutes(1);

    private readonly PaintedLines? _painted = run.Console.Painting is null ? null : new PaintedLines(run.Console);
    private long _shown = run.Clock.GetTimestamp();

    /// <summary>Called for each piece.</summary>
    public void Report(BackupProgress progress)
    {
        if (run.Clock.GetElapsedTime(_shown) < (_painted is null ? Logged : Painted))
        {
            return;
        }

        _shown = run.Clock.GetTimestamp();
        if (_painted is null)
        {
            run.Complain(key, progress.Bytes >> 20, progress.Fresh >> 20, progress.Part);
            return;
        }

        _painted.Show([run.Sentence(key, progress.Bytes >> 20, progress.Fresh >> 20, progress.Part)]);
    }

    /// <summary>Takes the line away.</summary>
    public void Clear() => _painted?.Clear();

    public void Dispose() => Clear();
}
