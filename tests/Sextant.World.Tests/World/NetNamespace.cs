using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace Sextant.World.Tests.World;

/// <summary>
/// A network of its own: an unnamed network namespace, held by one process that ends with the tests, so nothing is left behind
/// however they end.
/// </summary>
internal sealed partial class NetNamespace : IDisposable
{
    private const int CloneNewNet = 0x40000000;
    private readonly Process holder;

    private NetNamespace(Process holder) => this.holder = holder;

    /// <summary>The process that holds it: how other tools name it.</summary>
    public string Pid => holder.Id.ToString(CultureInfo.InvariantCulture);

    /// <summary>Why no namespaces can be had here; null when they can.</summary>
    public static async Task<string?> MissingAsync()
    {
        (int code, string said) = await CommandAsync("unshare", ["-n", "ip", "link", "set", "lo", "up"], null);
        return code == 0 ? null : $"no network namespaces here (as root, or under `unshare -Ur`): {said.Trim()}";
    }

    /// <summary>Makes one, with loopback up.</summary>
    public static async Task<NetNamespace> CreateAsync()
    {
        // `cat` ends when the kernel closes its standard input: with the tests.
        Process holder = Process.Start(Start("unshare", ["-n", "sh", "-c", "ip link set lo up && echo up && exec cat"], input: true))!;
        string? line = await holder.StandardOutput.ReadLineAsync();
        return line == "up" ? new NetNamespace(holder) : throw new InvalidOperationException(await holder.StandardError.ReadToEndAsync());
    }

    /// <summary>A program and its arguments, so that it runs in here.</summary>
    public (string Program, string[] Arguments) Inside(string program, params IEnumerable<string> arguments) =>
        ("nsenter", ["--net=/proc/" + Pid + "/ns/net", "--", program, .. arguments]);

    /// <summary>Runs a program in here to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message holds what it said.</exception>
    public async Task<string> RunAsync(string program, string[] arguments, string? input = null)
    {
        (string entry, string[] all) = Inside(program, arguments);
        (int code, string said) = await CommandAsync(entry, all, input);
        return code == 0 ? said : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {said}\n{input}");
    }

    /// <summary>A socket that belongs to this network, whatever thread uses it later.</summary>
    public Socket Socket(AddressFamily family, SocketType type) =>
        Within(() => new Socket(family, type, type == SocketType.Dgram ? ProtocolType.Udp : ProtocolType.Tcp));

    /// <summary>Runs something on a thread that has entered this network and ends with it.</summary>
    public T Within<T>(Func<T> work)
    {
        T? made = default;
        Exception? fault = null;
        var thread = new Thread(() =>
        {
            try
            {
                int network = Open($"/proc/{Pid}/ns/net", 0);
                int entered = SetNs(network, CloneNewNet);
                _ = Close(network);
                made = entered == 0 ? work() : throw new InvalidOperationException($"setns: error {Marshal.GetLastPInvokeError()}");
            }
            catch (Exception e) when (e is SocketException or IOException or InvalidOperationException)
            {
                fault = e;
            }
        });
        thread.Start();
        thread.Join();
        return fault is null ? made! : throw fault;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        holder.StandardInput.Close();
        holder.WaitForExit(2000);
        holder.Dispose();
    }

    /// <summary>Runs a program to its end: its exit code, and what it said on either stream.</summary>
    public static async Task<(int Code, string Said)> CommandAsync(string program, IEnumerable<string> arguments, string? input)
    {
        try
        {
            using Process process = Process.Start(Start(program, arguments, input is not null))!;
            if (input is not null)
            {
                await process.StandardInput.WriteAsync(input);
                process.StandardInput.Close();
            }

            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return (process.ExitCode, output + await errors);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return (127, $"{program}: {e.Message}");
        }
    }

    private static ProcessStartInfo Start(string program, IEnumerable<string> arguments, bool input)
    {
        var start = new ProcessStartInfo(Testing.ServerProcess.Find(program) ?? program)
        {
            RedirectStandardInput = input, RedirectStandardOutput = true, RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    // .NET's own files seek, and these cannot.
    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNs(int file, int kind);
}
