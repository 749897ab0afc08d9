using System.Net.Sockets;
using Sextant.Net.Dialling;
using Sextant.Net.Timing;
using Sextant.Wire.Dns;

namespace Sextant.Net.Dns.Sharing;

/// <summary>A question that waits for its answer at a port that others wait at too.</summary>
internal sealed class WaitingQuestion(DnsQuery query, DnsExchange begun, TimeProvider time) : IAlarm
{
    // Whoever waits goes on elsewhere: the port has the next datagram to read.
    private readonly TaskCompletionSource<DnsExchange> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StrayDatagrams _stray = new();
    private readonly Lock _gate = new();
    private readonly long _started = time.GetTimestamp();

    public DnsQuery Query => query;

    /// <summary>True once its time was up.</summary>
    public bool TimeIsUp { get; private set; }

    /// <summary>Waits for its answer; when the time is up, what came for it until then.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async ValueTask<DnsExchange> WaitAsync(TimeWheel wheel, TimeSpan timeout, CancellationToken cancellation)
    {
        int place = wheel.Set(this, timeout);
        try
        {
            using var outer = cancellation.UnsafeRegister(static (question, token) => ((WaitingQuestion)question!)._answer.TrySetCanceled(token), this);
            return await _answer.Task.ConfigureAwait(false);
        }
        finally
        {
            wheel.Clear(place, this);
        }
    }

    /// <summary>Takes a datagram: the answer, or something else that came for this question.</summary>
    public void Take(ReadOnlyMemory<byte> bytes)
    {
        lock (_gate)
        {
            DnsMatch match = query.Match(bytes.Span, out DnsMessage? message, out DnsFault fault);
            if (match is DnsMatch.Answer or DnsMatch.Malformed)
            {
                _answer.TrySetResult(End(DnsAnswers.Take(begun, query, bytes, message, fault)));
                return;
            }

            _stray.Add(match, fault, bytes);
            if (_stray.Count == StrayDatagrams.Most)
            {
                _answer.TrySetResult(End(_stray.Into(begun)));
            }
        }
    }

    /// <summary>What the system says of the way befell this question too.</summary>
    public void Fail(SocketException exception) => _answer.TrySetResult(Failed(exception));

    /// <summary>The exchange when it could not be sent.</summary>
    public DnsExchange Failed(SocketException exception) => End(begun with { Failure = SocketFailures.ToFailure(exception) });

    void IAlarm.Ring()
    {
        TimeIsUp = true;
        lock (_gate)
        {
            _answer.TrySetResult(End(_stray.Into(begun)));
        }
    }

    private DnsExchange End(DnsExchange exchange) => exchange with { Duration = time.GetElapsedTime(_started), StrayDatagrams = _stray.Count };
}
