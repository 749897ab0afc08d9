using System.Net;
using System.Runtime.InteropServices;
using System.Threading.Channels;
using Microsoft.Win32.SafeHandles;

namespace Sextant.World.Tests.World;

/// <summary>
/// A long way from a vantage to one address of the world: packets leave the vantage by a tunnel device and are put into the world by another,
/// later. Not every kernel can delay packets by itself; every one can do this.
/// </summary>
internal sealed partial class SlowWay : IAsyncDisposable
{
    private const ulong SetInterface = 0x400454CA; // TUNSETIFF
    private const short TunWithoutHead = 0x1001; // IFF_TUN | IFF_NO_PI
    private readonly CancellationTokenSource stop = new();
    private readonly SafeFileHandle from;
    private readonly SafeFileHandle to;
    private readonly Task working;

    private SlowWay(SafeFileHandle from, SafeFileHandle to, TimeSpan delay)
    {
        (this.from, this.to) = (from, to);
        var packets = Channel.CreateUnbounded<(byte[] Packet, long At)>();
        new Thread(() => Read(packets.Writer)) { IsBackground = true }.Start();
        working = WriteAsync(packets.Reader, delay);
    }

    /// <summary>Why there can be none here; null when there can.</summary>
    public static string? Missing => File.Exists("/dev/net/tun") ? null : "no /dev/net/tun on this machine";

    /// <summary>Makes one.</summary>
    public static async Task<IAsyncDisposable> StartAsync(RunningWorld world, VantageKind kind, IPAddress address, TimeSpan delay)
    {
        NetNamespace vantage = world.Vantage(kind);
        SafeFileHandle from = Open(vantage, "far0");
        SafeFileHandle to = Open(world.Network, "far0");
        await vantage.RunAsync("ip", ["-batch", "-"], $"link set far0 up\nroute add {address} dev far0\n");
        await world.Network.RunAsync("ip", ["link", "set", "far0", "up"]);
        return new SlowWay(from, to, delay);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        to.Dispose();
        stop.Dispose();
        // The reading thread ends with the process: a read of a tunnel cannot be called off.
    }

    private void Read(ChannelWriter<(byte[] Packet, long At)> packets)
    {
        byte[] buffer = new byte[70_000];
        while (!stop.IsCancellationRequested)
        {
            int length = (int)ReadFile(from, buffer, buffer.Length);
            if (length <= 0)
            {
                return;
            }

            packets.TryWrite((buffer[..length], TimeProvider.System.GetTimestamp()));
        }
    }

    private async Task WriteAsync(ChannelReader<(byte[] Packet, long At)> packets, TimeSpan delay)
    {
        await foreach ((byte[] packet, long at) in packets.ReadAllAsync(stop.Token))
        {
            TimeSpan left = delay - TimeProvider.System.GetElapsedTime(at);
            if (left > TimeSpan.Zero)
            {
                await Task.Delay(left, stop.Token);
            }

            _ = WriteFile(to, packet, packet.Length);
        }
    }

    private static SafeFileHandle Open(NetNamespace network, string name) => network.Within(() =>
    {
        int file = OpenFile("/dev/net/tun", 2);
        byte[] request = new byte[40];
        System.Text.Encoding.ASCII.GetBytes(name, request);
        BitConverter.TryWriteBytes(request.AsSpan(16), TunWithoutHead);
        return IoControl(file, SetInterface, request) == 0
            ? new SafeFileHandle(file, ownsHandle: true)
            : throw new InvalidOperationException($"TUNSETIFF: error {Marshal.GetLastPInvokeError()}");
    });

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFile(string path, int flags);

    // .NET's own reading asks a file for its position, which a tunnel has not.
    [LibraryImport("libc", EntryPoint = "read")]
    private static partial nint ReadFile(SafeFileHandle file, byte[] buffer, nint length);

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint WriteFile(SafeFileHandle file, byte[] buffer, nint length);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int IoControl(int file, ulong request, byte[] argument);
}
