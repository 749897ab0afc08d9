using Sextant.Measurement.Storage;
using Sextant.Store.Files;

namespace Sextant.Measurement.Lake;

/// <summary>
/// Files that are on the disk and in no table yet. They exist once their rows are committed; disposed before that, they are removed.
/// When a commit ends in doubt (the database's answer never came) they stay: the sweep of the next start looks at the table and decides.
/// </summary>
internal sealed class StagedFiles(IReadOnlyList<LakeFileRow> rows, IReadOnlyList<string> paths, WriterMark writer) : IAsyncDisposable
{
    private bool _handedOver;

    internal IReadOnlyList<LakeFileRow> Rows { get; } = rows;

    /// <summary>Commits the transaction that holds the rows.</summary>
    internal async Task CommitAsync(Func<CancellationToken, Task> commit)
    {
        _handedOver = true;

        // Not to be cancelled: a commit that was cut short would leave us in doubt.
        try
        {
            await commit(CancellationToken.None).ConfigureAwait(false);
        }
        catch
        {
            writer.LeaveBehind();
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        if (!_handedOver)
        {
            LakeFolder.Remove(paths);
        }

        return ValueTask.CompletedTask;
    }
}
