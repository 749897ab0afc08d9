using System.IO.Compression;

namespace Sextant.Net.Http.Bodies;

/// <summary>Undoes one content coding (RFC 9110 section 8.4) within a bound: a kilobyte of gzip can hold a megabyte.</summary>
/// <param name="coding">One that is known.</param>
/// <param name="source">What is packed; it is not disposed.</param>
/// <param name="options">Has the bounds.</param>
/// <param name="place">Taken before what a decoder needs is in the sender's hands.</param>
internal sealed class Unpacking(string coding, BodyStage source, HttpFetcherOptions options, BodyPlace place) : BodyStage
{
    private PooledBytes? packed;
    private Stream? decoder;
    private int given;
    private bool broken;
    private bool over;

    /// <summary>Whether it did not end as it should.</summary>
    /// <param name="complete">False when the transfer was cut: then an early end is no fault of the server.</param>
    public bool HasFailed(bool complete) => broken && (complete || given >= options.MaxBody);

    /// <summary>Whether it can be undone.</summary>
    public static bool Knows(string coding) => coding is "gzip" or "x-gzip" or "br" or "deflate";

    public override async ValueTask<int> NextAsync(Memory<byte> into)
    {
        if (over)
        {
            return 0;
        }

        int read = 0;
        try
        {
            decoder ??= await OpenAsync().ConfigureAwait(false);
            // The source knows its own end: a decoder that were cancelled itself could not tell what it has.
            read = await decoder.ReadAsync(into, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException or IOException)
        {
            broken = true;
        }

        int taken = Math.Min(options.MaxBody - given, read);
        given += taken;
        broken |= taken < read;
        if (broken || read == 0)
        {
            End();
        }

        return taken;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            End();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<Stream> OpenAsync() => coding switch
    {
        "br" => new BrotliStream(await GatherAsync().ConfigureAwait(false), CompressionMode.Decompress),
        // RFC 9110 section 8.4.1.2: "deflate" is zlib, and some servers send it bare.
        "deflate" => HasZlibHeader((await source.PeekAsync(2).ConfigureAwait(false)).Span)
            ? new ZLibStream(source, CompressionMode.Decompress, leaveOpen: true)
            : new DeflateStream(source, CompressionMode.Decompress, leaveOpen: true),
        _ => new GZipStream(source, CompressionMode.Decompress, leaveOpen: true),
    };

    /// <summary>
    /// What a decoder of Brotli holds is the sender's choice, up to 16 MiB of window and 3 MiB of tables (RFC 7932 sections 3 and 9.1), where those of the others hold 40 KiB:
    /// it is not kept waiting for bytes, but runs through once they are all there.
    /// </summary>
    private async ValueTask<Stream> GatherAsync()
    {
        packed = new PooledBytes(options.MaxTransfer);
        byte[] piece = new byte[8 * 1024];
        for (int read; (read = await source.ReadAsync(piece).ConfigureAwait(false)) > 0;)
        {
            if (packed.Length + read > options.FreeHead)
            {
                await place.TakeAsync().ConfigureAwait(false);
            }

            if (packed.Add(piece.AsSpan(0, read)) < read)
            {
                throw new InvalidDataException("more within another coding than may be transferred");
            }
        }

        await place.TakeAsync().ConfigureAwait(false);
        return packed.Open();
    }

    // RFC 1950 section 2.2: method 8, and the two bytes are a multiple of 31.
    private static bool HasZlibHeader(ReadOnlySpan<byte> bytes) => bytes.Length >= 2 && (bytes[0] & 0x0F) == 8 && ((bytes[0] << 8) | bytes[1]) % 31 == 0;

    private void End()
    {
        over = true;
        decoder?.Dispose();
        packed?.Dispose();
        packed = null;
    }
}
