using Sextant.Net.Http.Exchanges;
using Sextant.Wire;

namespace Sextant.Net.Http.Bodies;

/// <summary>A body as transferred, within bounds of size and time: it ends at the bound, and what lies beyond is passed over.</summary>
internal sealed class BodyTransfer(IHttpBody body, HttpFetcherOptions options, ExchangeTime time) : BodyStage
{
    private TimeSpan lastByte = time.Spent;
    private long given;
    private long passedOver;
    private bool over;

    /// <summary>More came than was read, or it ended too early.</summary>
    public bool Cut { get; private set; }

    /// <summary>Why it ended badly.</summary>
    public Failure? Failure { get; private set; }

    public override async ValueTask<int> NextAsync(Memory<byte> into)
    {
        try
        {
            while (!over)
            {
                int read = await body.ReadAsync(into, time.Token).ConfigureAwait(false);
                lastByte = time.Spent;
                int taken = Take(read);
                if (taken > 0)
                {
                    return taken;
                }
            }
        }
        catch (OperationCanceledException) when (!time.Outer.IsCancellationRequested)
        {
            bool flows = time.Spent - lastByte < options.Silence;
            End(cut: true, flows ? Wire.Failure.HttpEndless : Wire.Failure.TimedOut);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            End(cut: true, HttpFailures.ToFailure(exception));
        }

        return 0;
    }

    private int Take(int read)
    {
        int taken = (int)Math.Min(options.MaxTransfer - given, read);
        given += taken;
        passedOver += read - taken;
        if (read == 0)
        {
            End(cut: passedOver > 0, null);
        }
        else if (passedOver > 0 && (body.LengthDeclared || passedOver > options.MaxPassedOver))
        {
            End(cut: true, body.LengthDeclared ? null : Wire.Failure.HttpEndless);
        }

        return taken;
    }

    private void End(bool cut, Failure? failure) => (over, Cut, Failure) = (true, cut, failure);
}
