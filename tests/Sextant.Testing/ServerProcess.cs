using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sextant.Testing;

/// <summary>A real server in a process of its own, killed with all its children when disposed and also when the tests are killed.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    // The keeper waits on its standard input, which the kernel closes when the tests end in any way, and then ends its own process group.
    // Whoever stops the tests by their process group must not stop it first.
    private const string Keeper = """
        set -m
        "$@" </dev/null &
        server=$!
        trap '' HUP INT TERM
        cat >/dev/null || true
        kill -TERM -- -$server 2>/dev/null
        for i in 1 2 3 4 5 6 7 8 9 10; do [ -n "$(jobs -r)" ] || break; sleep 0.05; done
        kill -KILL -- -$server 2>/dev/null
        """;

    private readonly Process keeper;
    private readonly StringBuilder log = new();

    private ServerProcess(Process keeper) => this.keeper = keeper;

    /// <summary>What the server wrote so far.</summary>
    public string Log
    {
        get
        {
            lock (log)
            {
                return log.ToString();
            }
        }
    }

    /// <summary>Where a program is, looking also where distributions keep servers; null when it is not installed.</summary>
    public static string? Find(string program) =>
        new[] { "/usr/sbin", "/usr/bin", "/sbin", "/usr/local/sbin", "/usr/local/bin" }
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>Starts a server in the foreground and waits until it accepts TCP connections.</summary>
    /// <exception cref="InvalidOperationException">It did not come up within ten seconds; the message holds its log.</exception>
    public static Task<ServerProcess> StartAsync(string program, IEnumerable<string> arguments, IPEndPoint ready) =>
        StartAsync(program, arguments, ready, () => new Socket(ready.AddressFamily, SocketType.Stream, ProtocolType.Tcp));

    /// <summary>The same for a server in another network: the socket says in which one it is awaited.</summary>
    public static async Task<ServerProcess> StartAsync(string program, IEnumerable<string> arguments, IPEndPoint ready, Func<Socket> open)
    {
        var start = new ProcessStartInfo("/bin/bash")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in (string[])["-c", Keeper, "keeper", program, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        var server = new ServerProcess(Process.Start(start)!);
        server.keeper.OutputDataReceived += (_, line) => server.Append(line.Data);
        server.keeper.ErrorDataReceived += (_, line) => server.Append(line.Data);
        server.keeper.BeginOutputReadLine();
        server.keeper.BeginErrorReadLine();
        for (int attempt = 0; attempt < 200; attempt++)
        {
            using Socket socket = open();
            try
            {
                await socket.ConnectAsync(ready);
                return server;
            }
            catch (SocketException)
            {
                await Task.Delay(50);
            }
        }

        await server.DisposeAsync();
        throw new InvalidOperationException($"{program} did not answer at {ready} within 10 s: {server.Log}");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        keeper.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await keeper.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            keeper.Kill(entireProcessTree: true);
        }

        keeper.Dispose();
    }

    private void Append(string? line)
    {
        lock (log)
        {
            log.AppendLine(line);
        }
    }
}
