using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Sextant.Testing;

/// <summary>A real Postfix with a queue of its own, receiving on one port of loopback, both families. It resolves no names.</summary>
public sealed class PostfixServer : IAsyncDisposable
{
    private const string Master = "/usr/lib/postfix/sbin/master";

    private readonly TemporaryFolder folder;
    private readonly ServerProcess process;

    private PostfixServer(TemporaryFolder folder, ServerProcess process, int port)
    {
        this.folder = folder;
        this.process = process;
        Port = port;
    }

    /// <summary>The port it receives on.</summary>
    public int Port { get; }

    /// <summary>Letters that were taken on and lie in the queue, as Postfix shows them.</summary>
    public IReadOnlyList<string> Letters()
    {
        var letters = new List<string>();
        foreach (string file in Directory.GetFiles(Path.Combine(folder["queue"], "incoming"), "*", SearchOption.AllDirectories))
        {
            using Process shown = Process.Start(new ProcessStartInfo("/usr/sbin/postcat", ["-c", folder.Path, file]) { RedirectStandardOutput = true })!;
            letters.Add(shown.StandardOutput.ReadToEnd());
            shown.WaitForExit();
        }

        return letters;
    }

    /// <summary>Why it cannot be run here; null when it can.</summary>
    public static string? Absent =>
        !File.Exists(Master) ? "Postfix is not installed (apt install postfix): mail was not tested with a real server."
        : Environment.UserName != "root" ? "Postfix's master runs as root only: mail was not tested with a real server."
        : null;

    /// <summary>Starts Postfix.</summary>
    /// <param name="settings">Further lines of main.cf; <c>{folder}</c> stands for a folder.</param>
    /// <param name="prepare">Writes certificates into the folder.</param>
    public static async Task<PostfixServer> StartAsync(string hostName, string settings, Action<string>? prepare = null)
    {
        var folder = new TemporaryFolder();
        try
        {
            int port = Ports.Free();
            Lay(folder);
            prepare?.Invoke(folder.Path);
            File.WriteAllText(folder["main.cf"], $"""
                compatibility_level = 3.6
                queue_directory = {folder["queue"]}
                data_directory = {folder["data"]}
                command_directory = /usr/sbin
                daemon_directory = /usr/lib/postfix/sbin
                myhostname = {hostName}
                mydestination = {hostName}
                alias_maps =
                alias_database =
                maillog_file = /dev/stdout
                smtpd_peername_lookup = no
                {settings.Replace("{folder}", folder.Path, StringComparison.Ordinal)}

                """);
            File.WriteAllText(folder["master.cf"], string.Create(CultureInfo.InvariantCulture, $"""
                127.0.0.1:{port} inet n - n - - smtpd
                [::1]:{port} inet n - n - - smtpd
                tlsmgr unix - - n 1000? 1 tlsmgr
                cleanup unix n - n - 0 cleanup
                rewrite unix - - n - - trivial-rewrite
                proxymap unix - - n - - proxymap
                anvil unix - - n - 1 anvil
                postlog unix-dgram n - n - 1 postlogd

                """));
            var process = await ServerProcess.StartAsync(
                "/usr/bin/env", ["MAIL_CONFIG=" + folder.Path, Master, "-c", folder.Path, "-d"], new IPEndPoint(IPAddress.Loopback, port));
            return new PostfixServer(folder, process, port);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        folder.Dispose();
    }

    // What "postfix set-permissions" does for the system's own instance.
    private static void Lay(TemporaryFolder folder)
    {
        Run("/bin/chmod", "755", folder.Path); // its processes run as another user
        var owned = new List<string> { folder["data"] };
        foreach (string queue in (string[])["public", "private", "incoming", "active", "deferred", "maildrop", "hold", "corrupt", "bounce", "defer", "saved", "trace", "flush"])
        {
            owned.Add(Path.Combine(folder["queue"], queue));
        }

        Directory.CreateDirectory(Path.Combine(folder["queue"], "pid"));
        owned.ForEach(path => Directory.CreateDirectory(path));
        Run("/bin/chown", ["postfix", .. owned]);
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
    }
}
