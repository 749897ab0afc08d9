using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Sextant.Net.Dialling;
using Sextant.Net.Dns;
using Sextant.Net.Timing;
using Sextant.Wire;

namespace Sextant.Net.Bulk.Engine;

/// <summary>A question for TCP.</summary>
internal sealed record TcpQuestion(int Slot, IPEndPoint Server, byte[] Bytes);

/// <summary>What came of it: an answer or a failure.</summary>
internal readonly record struct TcpReply(TcpQuestion Question, byte[]? Answer, Failure? Failure);

/// <summary>
/// Answers that do not fit a datagram are rare: a few connections, asynchronous, beside the thread that moves datagrams. A lane keeps its
/// connection for the next question to the same server (RFC 7766 section 6.2.1).
/// </summary>
internal sealed class TcpLanes : IAsyncDisposable
{
    private readonly INetwork _network;
    private readonly TimeWheel _wheel;
    private readonly TimeSpan _timeout;
    private readonly Channel<TcpQuestion> _questions = Channel.CreateUnbounded<TcpQuestion>();
    private readonly ConcurrentQueue<TcpReply> _replies = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly int _most;
    private readonly List<Task> _lanes = [];
    private int _busy;

    public TcpLanes(INetwork network, TimeProvider time, TimeSpan timeout, int most)
    {
        (_network, _wheel, _timeout, _most) = (network, TimeWheel.Of(time), timeout, most);
    }

    /// <summary>Questions given and replies not yet taken.</summary>
    public int Pending { get; private set; }

    /// <summary>Puts a question; the slots bound how many there can be.</summary>
    public void Ask(TcpQuestion question)
    {
        Pending++;
        if (_lanes.Count < _most && Volatile.Read(ref _busy) >= _lanes.Count)
        {
            _lanes.Add(Task.Run(RunAsync));
        }

        _questions.Writer.TryWrite(question);
    }

    public bool TryTake(out TcpReply reply)
    {
        bool taken = _replies.TryDequeue(out reply);
        Pending -= taken ? 1 : 0;
        return taken;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_lanes).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        Socket? socket = null;
        IPEndPoint? peer = null;
        try
        {
            await foreach (TcpQuestion question in _questions.Reader.ReadAllAsync(_stop.Token).ConfigureAwait(false))
            {
                Interlocked.Increment(ref _busy);
                bool kept = socket is not null && question.Server.Equals(peer);
                if (!kept)
                {
                    socket?.Dispose();
                    socket = null;
                }

                (socket, TcpReply reply) = await AskAsync(socket, question).ConfigureAwait(false);
                if (kept && reply.Answer is null && socket is null)
                {
                    // The server had closed a connection that it need not keep.
                    (socket, reply) = await AskAsync(null, question).ConfigureAwait(false);
                }

                peer = question.Server;
                Interlocked.Decrement(ref _busy);
                _replies.Enqueue(reply);
            }
        }
        finally
        {
            socket?.Dispose();
        }
    }

    private async Task<(Socket? Kept, TcpReply Reply)> AskAsync(Socket? socket, TcpQuestion question)
    {
        using TimeLimit limit = _wheel.Limit(_timeout, _stop.Token);
        Failure failure = Failure.ConnectionClosed;
        try
        {
            socket ??= await _network.ConnectTcpAsync(question.Server, limit.Token).ConfigureAwait(false);
            await DnsFrames.SendAsync(socket, question.Bytes, limit.Token).ConfigureAwait(false);
            if (await DnsFrames.ReceiveAsync(socket, limit.Token).ConfigureAwait(false) is { } answer)
            {
                return (socket, new TcpReply(question, answer, null));
            }
        }
        catch (SocketException exception)
        {
            failure = SocketFailures.ToFailure(exception);
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            failure = Failure.TimedOut;
        }

        socket?.Dispose();
        return (null, new TcpReply(question, null, failure));
    }
}
