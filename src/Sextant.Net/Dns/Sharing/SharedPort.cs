using System.Buffers;
using System.Net.Sockets;
using Sextant.Wire.Dns;

namespace Sextant.Net.Dns.Sharing;

/// <summary>
/// One socket, connected to one server, from which some questions leave. The system drops what comes from elsewhere; who an answer is for says its id,
/// and whether it is the answer the whole question. It takes questions until it has had enough of them or one was not answered, and closes when the
/// last one is done.
/// </summary>
internal sealed class SharedPort
{
    /// <summary>
    /// 32: then a new port is drawn. Opening and closing a socket costs about ten calls of the system, a question three; and who would forge an answer must hit
    /// one of few ids at a port that is gone within moments (RFC 5452 section 9.2).
    /// </summary>
    public const int MostQuestions = 32;

    private readonly Socket _socket;
    private readonly Lock _gate = new();
    private readonly Dictionary<ushort, WaitingQuestion?> _questions = []; // null: answered or given up; what still comes for it is late, not stray
    private int _waiting;
    private bool _closing;
    private bool _rested;

    public SharedPort(Socket connected)
    {
        _socket = connected;
        _socket.Blocking = false;
        _ = ListenAsync();
    }

    /// <summary>Takes a question in; false when it takes no more.</summary>
    public bool TryEnter(WaitingQuestion question)
    {
        lock (_gate)
        {
            if (_closing || !_questions.TryAdd(question.Query.Id, question))
            {
                return false;
            }

            _waiting++;
            _rested = false;
            _closing = _questions.Count == MostQuestions;
            return true;
        }
    }

    public async ValueTask SendAsync(byte[] query, CancellationToken cancellation)
    {
        try
        {
            await _socket.SendAsync(query, SocketFlags.None, cancellation).ConfigureAwait(false);
        }
        catch (SocketException exception)
        {
            // The system tells with the next call what befell an earlier datagram: it is about the server, not about this question.
            Fail(exception);
            throw;
        }
    }

    /// <summary>The question is done, one way or another.</summary>
    public void Leave(WaitingQuestion question)
    {
        lock (_gate)
        {
            _questions[question.Query.Id] = null;
            _waiting--;
        }

        CloseWhenDone();
    }

    /// <summary>Takes no more questions: what was not answered here is asked again from another port, for a way may be broken for one port alone.</summary>
    public void Retire()
    {
        lock (_gate)
        {
            _closing = true;
        }

        CloseWhenDone();
    }

    /// <summary>Called now and then: true, and closed, when nobody has waited since the last call.</summary>
    public bool TryRest()
    {
        lock (_gate)
        {
            if (!_rested || _waiting > 0)
            {
                _rested = _waiting == 0;
                return _closing && _waiting == 0;
            }

            _closing = true;
        }

        CloseWhenDone();
        return true;
    }

    private void CloseWhenDone()
    {
        lock (_gate)
        {
            if (!_closing || _waiting > 0)
            {
                return;
            }
        }

        _socket.Dispose();
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                // Waits without a buffer, as many ports do.
                await _socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.Peek, CancellationToken.None).ConfigureAwait(false);
                byte[] buffer = ArrayPool<byte>.Shared.Rent(UdpDialogue.LargestDatagram);
                try
                {
                    while (TryReceive(buffer, out int length))
                    {
                        Hand(buffer.AsMemory(0, length));
                    }
                }
                finally
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                }
            }
        }
        catch (SocketException exception)
        {
            Fail(exception);
        }
        catch (ObjectDisposedException)
        {
            // The last question is done.
        }
    }

    private bool TryReceive(byte[] buffer, out int length)
    {
        length = _socket.Receive(buffer.AsSpan(0, UdpDialogue.LargestDatagram), SocketFlags.None, out SocketError error);
        return error switch
        {
            SocketError.Success => true,
            SocketError.WouldBlock => false,
            _ => throw new SocketException((int)error),
        };
    }

    private void Hand(ReadOnlyMemory<byte> bytes)
    {
        foreach (WaitingQuestion question in For(bytes.Span))
        {
            question.Take(bytes);
        }
    }

    // By its id; where that is nobody's, whose question it repeats; where it repeats none, all that wait have seen it.
    private WaitingQuestion[] For(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (DnsHeader.TryRead(bytes, out DnsHeader header) && _questions.TryGetValue(header.Id, out WaitingQuestion? one))
            {
                return one is null ? [] : [one];
            }

            WaitingQuestion[] waiting = [.. _questions.Values.OfType<WaitingQuestion>()];
            WaitingQuestion[] alike = DnsReader.TryRead(bytes, out DnsMessage? message, out _) ? [.. waiting.Where(question => message.Question == question.Query.Question)] : [];
            return alike.Length > 0 ? alike : waiting;
        }
    }

    private void Fail(SocketException exception)
    {
        WaitingQuestion[] waiting;
        lock (_gate)
        {
            _closing = true;
            waiting = [.. _questions.Values.OfType<WaitingQuestion>()];
        }

        foreach (WaitingQuestion question in waiting)
        {
            question.Fail(exception);
        }

        CloseWhenDone();
    }
}
