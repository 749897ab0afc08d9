using System.Net;
using System.Net.Sockets;
using Sextant.Net.Dialling;
using Sextant.Net.Guard;
using Sextant.Net.Pacing;
using Sextant.Testing;
using Sextant.Wire;

namespace Sextant.Net.Tests.Dialling;

public sealed class DiallerTests
{
    private const string Site = "2001:ee0::80";

    private readonly MappedNetwork network = new();

    [Fact]
    public async Task A_connection_is_opened_to_the_very_endpoint()
    {
        await using var server = new ScriptedServer((stream, token) => stream.WriteAsync("hi"u8.ToArray(), token).AsTask());
        network.Map(Site, 80, server.EndPoint);

        using var dial = await Dialler().ConnectAsync(new IPEndPoint(IPAddress.Parse(Site), 80), TimeSpan.FromSeconds(2), default);

        Assert.Null(dial.Failure);
        byte[] two = new byte[2];
        await dial.Stream!.ReadExactlyAsync(two);
        Assert.Equal("hi"u8.ToArray(), two);
        Assert.InRange(dial.Duration, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task The_system_knows_how_long_connecting_took_however_late_the_program_hears_of_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux tells");
        await using var server = new ScriptedServer((_, token) => Task.Delay(Timeout.Infinite, token));
        INetwork machine = new MachineNetwork();
        var dialler = new Dialler(new LateNetwork(machine, server.EndPoint), new DialGuard(), null, TimeProvider.System);

        using var dial = await dialler.ConnectAsync(new IPEndPoint(IPAddress.Parse(Site), 80), TimeSpan.FromSeconds(20), default);

        Assert.Null(dial.Failure);
        Assert.InRange(dial.Duration, TimeSpan.FromMicroseconds(1), LateNetwork.Late / 2);
    }

    [Theory]
    [MemberData(nameof(DialGuardTests_Forbidden))]
    public async Task A_forbidden_address_is_never_dialled(string address)
    {
        using var dial = await Dialler().ConnectAsync(new IPEndPoint(IPAddress.Parse(address), 80), TimeSpan.FromSeconds(2), default);

        Assert.Equal(Failure.AddressForbidden, dial.Failure);
        Assert.Null(dial.Stream);
        Assert.Empty(network.Dialled);
    }

    public static TheoryData<string> DialGuardTests_Forbidden => Guard.DialGuardTests.ForbiddenRows;

    [Fact]
    public async Task A_closed_port_is_refused()
    {
        network.Map(Site, 443, new IPEndPoint(IPAddress.IPv6Loopback, Ports.Free()));

        using var dial = await Dialler().ConnectAsync(new IPEndPoint(IPAddress.Parse(Site), 443), TimeSpan.FromSeconds(2), default);

        Assert.Equal(Failure.ConnectionRefused, dial.Failure);
    }

    [Fact]
    public async Task Silence_times_out_at_the_limit()
    {
        var silent = new SilentNetwork();
        var dialler = new Dialler(silent, new DialGuard(), null, TimeProvider.System);

        using var dial = await dialler.ConnectAsync(new IPEndPoint(IPAddress.Parse(Site), 443), TimeSpan.FromMilliseconds(100), default);

        Assert.Equal(Failure.TimedOut, dial.Failure);
        Assert.InRange(dial.Duration, TimeSpan.FromMilliseconds(90), TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task The_callers_own_cancellation_is_thrown()
    {
        var dialler = new Dialler(new SilentNetwork(), new DialGuard(), null, TimeProvider.System);
        using var cancel = new CancellationTokenSource(50);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => dialler.ConnectAsync(new IPEndPoint(IPAddress.Parse(Site), 443), TimeSpan.FromSeconds(5), cancel.Token).AsTask());
    }

    [Fact]
    public async Task A_failed_dial_gives_its_place_back()
    {
        var dialler = new Dialler(network, new DialGuard(), new Pacer(new() { SmtpPerAddress = 1000 }, TimeProvider.System), TimeProvider.System);
        for (int i = 0; i < 3; i++)
        {
            var dial = await dialler.ConnectAsync(new IPEndPoint(IPAddress.Parse(Site), 25), TimeSpan.FromSeconds(1), default).AsTask().WaitAsync(TimeSpan.FromSeconds(2));
            Assert.Equal(Failure.HostUnreachable, dial.Failure); // not disposed on purpose
        }
    }

    [Theory]
    [InlineData(SocketError.ConnectionRefused, Failure.ConnectionRefused)]
    [InlineData(SocketError.ConnectionReset, Failure.ConnectionReset)]
    [InlineData(SocketError.TimedOut, Failure.TimedOut)]
    [InlineData(SocketError.NetworkUnreachable, Failure.NetworkUnreachable)]
    [InlineData(SocketError.HostUnreachable, Failure.HostUnreachable)]
    [InlineData(SocketError.MessageSize, Failure.MessageTooLarge)]
    [InlineData(SocketError.NoBufferSpaceAvailable, Failure.VantageOverloaded)]
    [InlineData(SocketError.TooManyOpenSockets, Failure.VantageOverloaded)] // ours, and nothing was asked
    [InlineData(SocketError.ProtocolNotSupported, Failure.NetworkFault)]
    public void What_the_system_says_has_a_word(SocketError error, Failure failure)
    {
        Assert.Equal(failure, SocketFailures.ToFailure(new SocketException((int)error)));
        Assert.Equal(failure, SocketFailures.ToFailure(new IOException("wrapped", new SocketException((int)error))));
    }

    private Dialler Dialler() => new(network, new DialGuard(), null, TimeProvider.System);

    /// <summary>A machine so busy that a program hears late of its connections.</summary>
    private sealed class LateNetwork(INetwork machine, IPEndPoint server) : INetwork
    {
        public static readonly TimeSpan Late = TimeSpan.FromMilliseconds(800);

        public async ValueTask<Socket> ConnectTcpAsync(IPEndPoint remote, CancellationToken cancellation)
        {
            Socket socket = await machine.ConnectTcpAsync(server, cancellation);
            await Task.Delay(Late, cancellation);
            return socket;
        }

        public TimeSpan? ConnectTime(Socket connected) => machine.ConnectTime(connected);

        public Socket OpenUdp(IPEndPoint remote) => machine.OpenUdp(server);
    }

    private sealed class SilentNetwork : INetwork
    {
        public async ValueTask<Socket> ConnectTcpAsync(IPEndPoint remote, CancellationToken cancellation)
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            throw new InvalidOperationException();
        }

        public Socket OpenUdp(IPEndPoint remote) => throw new NotSupportedException();
    }
}
