using System.Globalization;
using System.Runtime.InteropServices;
using Sextant.Bench.Measuring;
using Sextant.Bench.Web;

namespace Sextant.Bench.Mail;

/// <summary>A mail server in C (<c>bench/native/smtp-responder.c</c>) in a process of its own.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    public const string Host = "mail.bench.example";

    /// <summary>The hidden subject by which the bench starts itself as the server.</summary>
    public const string Word = "hold-mail-server";

    private readonly Child _child;

    private MailServer(Child child, string folder, string rootPem, int port) => (_child, Folder, RootPem, Port) = (child, folder, rootPem, port);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void Ready(int port);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int Serve([MarshalAs(UnmanagedType.LPUTF8Str)] string chain, [MarshalAs(UnmanagedType.LPUTF8Str)] string key, Ready ready);

    public string Folder { get; }

    public string RootPem { get; }

    public int Port { get; }

    private static string Library => Repository.Artifact("bench", "libsmtp-responder.so");

    /// <exception cref="InvalidOperationException">The server was not built.</exception>
    public static async Task<MailServer> StartAsync()
    {
        if (!File.Exists(Library))
        {
            throw new InvalidOperationException("the mail server in C is not built: bench/prepare");
        }

        string folder = Directory.CreateTempSubdirectory("sextant-bench-mail-").FullName;
        string root = BenchChain.Write(folder, Host);
        var child = Child.Start([.. Programs.Self, Word, folder]);
        string? said = await child.ReadLineAsync();
        return int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out int port)
            ? new MailServer(child, folder, root, port)
            : throw new InvalidOperationException($"the mail server did not start: {said}");
    }

    /// <summary>Serves until the input ends.</summary>
    public static async Task HoldAsync(string folder)
    {
        var serve = Marshal.GetDelegateForFunctionPointer<Serve>(NativeLibrary.GetExport(NativeLibrary.Load(Library), "smtp_serve"));
        var thread = new Thread(() => Console.WriteLine(serve(
            Path.Combine(folder, "chain.pem"), Path.Combine(folder, "key.pem"), port => Console.WriteLine(port.ToString(CultureInfo.InvariantCulture))))) { IsBackground = true };
        thread.Start();
        await Console.In.ReadToEndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _child.EndAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
