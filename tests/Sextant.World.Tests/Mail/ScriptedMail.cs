using System.Net;
using System.Net.Sockets;
using System.Text;
using Sextant.World.Tests.World;

namespace Sextant.World.Tests.Mail;

/// <summary>A mail server of the world that does what a script says with each connection.</summary>
internal sealed class ScriptedMail : IAsyncDisposable
{
    private readonly CancellationTokenSource end = new();
    private readonly Socket listener;
    private readonly Func<Stream, CancellationToken, Task> script;

    public ScriptedMail(RunningWorld world, IPAddress address, Func<Stream, CancellationToken, Task> script)
    {
        this.script = script;
        listener = world.Network.Socket(address.AddressFamily, SocketType.Stream);
        listener.Bind(new IPEndPoint(address, 25));
        listener.Listen(100);
        _ = AcceptAsync();
    }

    /// <summary>Says something and waits for the other side to say something, over and over.</summary>
    public static Func<Stream, CancellationToken, Task> Saying(params string[] lines) => async (stream, cancellation) =>
    {
        byte[] heard = new byte[1000];
        foreach (string line in lines)
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(line + "\r\n"), cancellation);
            if (await stream.ReadAsync(heard, cancellation) == 0)
            {
                return;
            }
        }
    };

    /// <summary>Waits first.</summary>
    public static Func<Stream, CancellationToken, Task> After(TimeSpan pause, Func<Stream, CancellationToken, Task> script) => async (stream, cancellation) =>
    {
        await Task.Delay(pause, cancellation);
        await script(stream, cancellation);
    };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Dispose();
        end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptAsync(end.Token));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The world ends.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        await using var stream = new NetworkStream(client, ownsSocket: true);
        try
        {
            await script(stream, end.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client left.
        }
    }
}
