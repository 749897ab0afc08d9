using System.Buffers;
using Sextant.Net.Http.Exchanges;
using Sextant.Wire;

namespace Sextant.Net.Http.Bodies;

/// <summary>Reads a response's body once, piece by piece, within bounds of size, time and memory, and keeps what came when it ends badly.</summary>
internal sealed class BodyReader(HttpFetcherOptions options)
{
    // Two: a server and a proxy may each compress; more is a bomb.
    private const int MaxCodings = 2;

    private readonly BodyPlaces places = new(options.MaxLongBodies);

    /// <summary>What of a body was read.</summary>
    public readonly record struct Reading(FetchedBody Body, bool Cut, Failure? Failure);

    /// <param name="reply">Its header fields are there.</param>
    /// <param name="time">The exchange's.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async ValueTask<Reading> ReadAsync(HttpReply reply, ExchangeTime time)
    {
        var place = new BodyPlace(places, time);
        var body = new FetchedBody(options.MaxHead, place);
        try
        {
            var transfer = new BodyTransfer(reply.Body, options, time);
            Failure? failure = await ReadAsync(transfer, CodingsOf(reply), body, place).ConfigureAwait(false);
            if (body.Length <= options.FreeHead)
            {
                place.Leave();
            }

            return new Reading(body, transfer.Cut, transfer.Failure ?? failure);
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    // In the order they were applied.
    private static List<string> CodingsOf(HttpReply reply) =>
        [.. reply.Values("Content-Encoding").SelectMany(value => value.Split(',')).Select(coding => coding.Trim().ToLowerInvariant()).Where(coding => coding is not ("" or "identity"))];

    private async ValueTask<Failure?> ReadAsync(BodyTransfer transfer, List<string> codings, FetchedBody body, BodyPlace place)
    {
        bool known = codings.Count <= MaxCodings && codings.TrueForAll(Unpacking.Knows);
        List<BodyStage> stages = [transfer];
        for (int i = codings.Count - 1; known && i >= 0; i--)
        {
            stages.Add(new Unpacking(codings[i], stages[^1], options, place));
        }

        byte[] piece = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            for (int read; known && (read = await stages[^1].NextAsync(piece).ConfigureAwait(false)) > 0;)
            {
                if (body.Length + read > options.FreeHead)
                {
                    await place.TakeAsync().ConfigureAwait(false);
                }

                body.Add(piece.AsSpan(0, read));
            }

            // What lies behind the end of a coding was sent too, and how it ends counts.
            for (int i = stages.Count - 1; i >= 0; i--)
            {
                while (await stages[i].NextAsync(piece).ConfigureAwait(false) > 0)
                {
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
            stages.ForEach(stage => stage.Dispose());
        }

        bool complete = transfer is { Cut: false, Failure: null };
        return !known || stages.OfType<Unpacking>().Any(one => one.HasFailed(complete)) ? Failure.HttpCompression : null;
    }
}
