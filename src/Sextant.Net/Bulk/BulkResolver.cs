using System.Net;
using System.Net.Sockets;
using Sextant.Net.Bulk.Datagrams;
using Sextant.Net.Bulk.Engine;
using Sextant.Net.Bulk.Iteration;
using Sextant.Net.Dns;

namespace Sextant.Net.Bulk;

/// <summary>
/// Resolves lists of any length: one thread for each core, each with its own sockets, slots and servers' states, sharing only the list and
/// the place for the answers. Made for one run.
/// </summary>
public sealed class BulkResolver
{
    private readonly BulkOptions _options;
    private readonly INetwork _network;
    private readonly TimeProvider _time;
    private readonly List<BulkCounts> _counts = [];
    private readonly Lock _gate = new();
    private int _buffer = int.MaxValue;

    /// <exception cref="ArgumentException">No resolver, no type, or a size that makes no sense.</exception>
    public BulkResolver(BulkOptions options, INetwork network, TimeProvider time)
    {
        if (options.Resolvers.Count > 64 || (options.Resolvers.Count == 0) != options.Iteration is not null || options.Types.Count is 0 or > 64)
        {
            throw new ArgumentException("1 to 64 resolvers and types.", nameof(options));
        }

        if (options.InFlight is < 1 or > 16_384 || options.Threads is < 1 or > 256 || options.PortsPerResolver is < 1 or > 64 || options.Tries is < 1 or > 50)
        {
            throw new ArgumentException("Out of range: InFlight 1-16384, Threads 1-256, PortsPerResolver 1-64, Tries 1-50.", nameof(options));
        }

        (_options, _network, _time) = (options, network, time);
    }

    /// <summary>The smallest receive buffer that a socket was given; less than was wanted where this process may not raise it.</summary>
    public int ReceiveBuffer => _buffer;

    /// <summary>What passed until now, of all threads.</summary>
    public BulkCounts Counts
    {
        get
        {
            var sum = new BulkCounts();
            lock (_gate)
            {
                _counts.ForEach(sum.Add);
            }

            return sum;
        }
    }

    /// <summary>Works through the list.</summary>
    /// <exception cref="OperationCanceledException">Stopped; what was put is put.</exception>
    public async Task RunAsync(IBulkWork work, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task[] threads = [.. Enumerable.Range(0, _options.Threads).Select(_ => StartThread(work, stop))];
        await Task.WhenAll(threads).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
    }

    private Task StartThread(IBulkWork work, CancellationTokenSource stop)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                RunThread(work, stop.Token);
                done.SetResult();
            }
            catch (Exception exception)
            {
                // One thread's end must be all threads' end: the others would wait for its answers.
                stop.Cancel();
                done.SetException(exception);
            }
        })
        { IsBackground = true, Name = "bulk dns" };
        thread.Start();
        return done.Task;
    }

    private void RunThread(IBulkWork work, CancellationToken cancellation)
    {
        IBulkHands hands = work.TakeHands();
        bool iterates = _options.Iteration is not null;
        (DatagramPort port, int[][] lanesOf) = OpenLanes(iterates ? OpenFamilies() : OpenResolvers());
        var tcp = new TcpLanes(_network, _time, _options.Timeout, _options.TcpLanes);
        using var courier = new Courier(CourierOptions.Of(_options, connected: !iterates, _time), port, lanesOf, tcp, _time);
        lock (_gate)
        {
            _counts.Add(courier.Counts);
        }

        try
        {
            courier.Run(
                iterates ? new IterativeQuestioner(_options, courier, hands, _network, _time) : new StubQuestioner(_options, courier, Servers(), hands, _time), cancellation);
        }
        finally
        {
            hands.Flush();
            tcp.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private Server[] Servers() =>
    [
        .. _options.Resolvers.Select((resolver, group) => new Server(
            new ServerPlace(resolver, group), new ServerPace(_options.Rate(resolver.Address) / _options.Threads), _options.InFlight, _time.TimestampFrequency)),
    ];

    private IEnumerable<Func<Socket>> OpenResolvers() => _options.Resolvers.Select(resolver => (Func<Socket>)(() => _network.OpenUdp(resolver)));

    /// <summary>A group for each family, IPv4 first; one that is not asked has no way out.</summary>
    private IEnumerable<Func<Socket>?> OpenFamilies()
    {
        FamilyMode mode = _options.Iteration!.Families;
        return
        [
            mode == FamilyMode.V6Only ? null : () => _network.OpenUdp(AddressFamily.InterNetwork),
            mode == FamilyMode.V4Only || !Socket.OSSupportsIPv6 ? null : () => _network.OpenUdp(AddressFamily.InterNetworkV6),
        ];
    }

    private (DatagramPort Port, int[][] LanesOf) OpenLanes(IEnumerable<Func<Socket>?> groups)
    {
        var sockets = new List<Socket>();
        var lanesOf = new List<int[]>();
        try
        {
            foreach (Func<Socket>? open in groups)
            {
                int[] lanes = open is null ? [] : [.. Enumerable.Range(sockets.Count, _options.PortsPerResolver)];
                lanesOf.Add(lanes);
                sockets.AddRange(lanes.Select(_ => Raised(open!())));
            }

            return (DatagramPort.Open(sockets, _options.Io), [.. lanesOf]);
        }
        catch
        {
            sockets.ForEach(s => s.Dispose());
            throw;
        }
    }

    private Socket Raised(Socket socket)
    {
        int bytes = ReceiveBuffers.Raise(socket, _options.ReceiveBuffer);
        lock (_gate)
        {
            _buffer = Math.Min(_buffer, bytes);
        }

        return socket;
    }
}
