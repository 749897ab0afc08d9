namespace Sextant.Net.Http.Bodies;

/// <summary>
/// A body on its way: as transferred, or with a coding undone. How it ended is told by the stage, and reading never throws for it. As a stream it is what a decoder reads,
/// and fills each buffer: how much of a page comes out before a fault in it is then the page's matter, and not that of how it came in packets.
/// </summary>
internal abstract class BodyStage : AsyncStream
{
    private ReadOnlyMemory<byte> ahead;

    /// <inheritdoc/>
    public sealed override bool CanWrite => false;

    /// <summary>Reads on; 0 at the end, however often.</summary>
    public abstract ValueTask<int> NextAsync(Memory<byte> into);

    /// <inheritdoc/>
    public sealed override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int have = Math.Min(ahead.Length, buffer.Length);
        ahead[..have].CopyTo(buffer);
        ahead = ahead[have..];
        for (int read; have < buffer.Length && (read = await NextAsync(buffer[have..]).ConfigureAwait(false)) > 0;)
        {
            have += read;
        }

        return have;
    }

    /// <inheritdoc/>
    public sealed override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>The first bytes, which are read as a stream all the same; fewer when there are no more.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> PeekAsync(int count)
    {
        byte[] first = new byte[count];
        return ahead = first.AsMemory(0, await ReadAsync(first).ConfigureAwait(false));
    }
}
