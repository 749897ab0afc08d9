using System.Buffers;
using Sextant.Net.Http.Exchanges;
using Sextant.Wire;

namespace Sextant.Net.Http;

/// <summary>Reads a response's body within bounds of size and time, and keeps what came when it ends badly.</summary>
internal sealed class BodyReader(HttpFetcherOptions options, TimeProvider time)
{
    /// <summary>What of a body was read.</summary>
    public readonly record struct Reading(byte[] Bytes, bool Cut, Failure? Failure);

    /// <param name="limit">Ends at the fetch's time limit.</param>
    /// <param name="cancellation">The caller's own.</param>
    public async ValueTask<Reading> ReadAsync(HttpReply reply, CancellationToken limit, CancellationToken cancellation)
    {
        var raw = await ReadTransferAsync(reply.Body, limit, cancellation).ConfigureAwait(false);
        var codings = reply.Values("Content-Encoding").SelectMany(value => value.Split(','))
            .Select(coding => coding.Trim().ToLowerInvariant()).Where(coding => coding is not ("" or "identity")).ToList();
        if (codings.Count == 0)
        {
            return raw;
        }

        var (bytes, failure) = Decompression.Undo(raw.Bytes, codings, options.MaxBody, complete: !raw.Cut && raw.Failure is null);
        return new Reading(bytes, raw.Cut, raw.Failure ?? failure);
    }

    private async ValueTask<Reading> ReadTransferAsync(IHttpBody body, CancellationToken limit, CancellationToken cancellation)
    {
        var kept = new MemoryStream();
        byte[] buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        long passedOver = 0;
        long lastByte = time.GetTimestamp();
        bool declared = body.LengthDeclared;
        try
        {
            for (int read; (read = await body.ReadAsync(buffer, limit).ConfigureAwait(false)) > 0; lastByte = time.GetTimestamp())
            {
                int room = (int)Math.Min(options.MaxTransfer - kept.Length, read);
                kept.Write(buffer, 0, room);
                passedOver += read - room;
                if (passedOver > 0 && (declared || passedOver > options.MaxPassedOver))
                {
                    return new Reading(kept.ToArray(), Cut: true, declared ? null : Failure.HttpEndless);
                }
            }

            return new Reading(kept.ToArray(), passedOver > 0, null);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            bool flows = time.GetElapsedTime(lastByte) < options.Silence;
            return new Reading(kept.ToArray(), Cut: true, flows ? Failure.HttpEndless : Failure.TimedOut);
        }
        catch (Exception exception) when (exception is IOException)
        {
            return new Reading(kept.ToArray(), Cut: true, HttpFailures.ToFailure(exception));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
