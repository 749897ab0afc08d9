using System.Net;
using System.Net.Sockets;
using Sextant.Net.Timing;
using Sextant.Wire.Dns;

namespace Sextant.Net.Dns.Sharing;

/// <summary>Asks over UDP from ports that questions to one server share; a server has one at a time that takes questions.</summary>
internal sealed class SharedPorts
{
    // As long as a port waits for a next question, or twice that: a name's questions to a server come in bursts, a round trip apart.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private readonly INetwork _network;
    private readonly TimeProvider _time;
    private readonly TimeWheel _wheel;
    private readonly Dictionary<IPEndPoint, SharedPort> _ports = [];
    private readonly Lock _gate = new();
    private readonly ITimer _sweeping;

    public SharedPorts(INetwork network, TimeProvider time)
    {
        (_network, _time, _wheel) = (network, time, TimeWheel.Of(time));
        _sweeping = time.CreateTimer(_ => Sweep(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Ports open to take questions.</summary>
    public int Open
    {
        get
        {
            lock (_gate)
            {
                return _ports.Count;
            }
        }
    }

    /// <summary>Puts one question. What the network did, is in the exchange.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async ValueTask<DnsExchange> AskAsync(IPEndPoint server, DnsQuery query, TimeSpan timeout, CancellationToken cancellation)
    {
        var question = new WaitingQuestion(query, query.Begin(server, DnsProtocol.Udp, _time), _time);
        SharedPort? port = null;
        try
        {
            port = Enter(server, question);
            await port.SendAsync(query.Bytes, cancellation).ConfigureAwait(false);
            DnsExchange exchange = await question.WaitAsync(_wheel, timeout, cancellation).ConfigureAwait(false);
            if (question.TimeIsUp)
            {
                port.Retire();
            }

            return exchange;
        }
        catch (SocketException exception)
        {
            return question.Failed(exception);
        }
        finally
        {
            port?.Leave(question);
        }
    }

    private SharedPort Enter(IPEndPoint server, WaitingQuestion question)
    {
        lock (_gate)
        {
            if (_ports.TryGetValue(server, out SharedPort? open) && open.TryEnter(question))
            {
                return open;
            }
        }

        var fresh = new SharedPort(_network.OpenUdp(server));
        fresh.TryEnter(question);
        SharedPort? before;
        lock (_gate)
        {
            _ports.Remove(server, out before);
            _ports.Add(server, fresh);
            if (_ports.Count == 1)
            {
                _sweeping.Change(Rest, Rest);
            }
        }

        before?.Retire();
        return fresh;
    }

    private void Sweep()
    {
        lock (_gate)
        {
            foreach ((IPEndPoint server, SharedPort port) in _ports)
            {
                if (port.TryRest())
                {
                    _ports.Remove(server);
                }
            }

            if (_ports.Count == 0)
            {
                _sweeping.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }
    }
}
