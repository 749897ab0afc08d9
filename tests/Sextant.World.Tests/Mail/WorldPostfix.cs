using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Sextant.Testing;
using Sextant.World.Tests.World;

namespace Sextant.World.Tests.Mail;

/// <summary>One Postfix for all rows of a world; each address has a service with settings of its own.</summary>
internal sealed class WorldPostfix
{
    private static readonly ConditionalWeakTable<WorldPlan, WorldPostfix> Known = [];
    private readonly WorldPlan plan;
    private readonly List<string> services = [];
    private IPAddress? first;

    private WorldPostfix(WorldPlan plan)
    {
        this.plan = plan;
        plan.Server(async running =>
        {
            await StartAsync(running);
            return new Nothing();
        });
    }

    /// <summary>The Postfix of a world.</summary>
    public static WorldPostfix Of(WorldPlan plan) => Known.GetValue(plan, p => new WorldPostfix(p));

    /// <summary>Receives at an address; settings are those of main.cf.</summary>
    public void Receive(IPAddress address, string certificate, string key, params string[] settings)
    {
        first ??= address;
        string host = address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
        string[] all = [$"smtpd_tls_cert_file={certificate}", $"smtpd_tls_key_file={key}", .. settings];
        services.Add($"{host}:25 inet n - n - - smtpd\n{string.Concat(all.Select(s => $"  -o {s}\n"))}");
    }

    private async Task StartAsync(RunningWorld running)
    {
        string folder = Path.Combine(plan.Folder, "postfix");
        string queue = Path.Combine(folder, "queue");
        Directory.CreateDirectory(Path.Combine(queue, "pid"));
        string[] owned =
        [
            Path.Combine(folder, "data"),
            .. new[] { "public", "private", "incoming", "active", "deferred", "maildrop", "hold", "corrupt", "bounce", "defer", "saved", "trace", "flush" }
                .Select(name => Path.Combine(queue, name)),
        ];
        foreach (string path in owned)
        {
            Directory.CreateDirectory(path);
        }

        await SucceedAsync(NetNamespace.CommandAsync("chown", ["postfix", .. owned], null));
        // Its processes run as another user and pass through the world's folder.
        await SucceedAsync(NetNamespace.CommandAsync("chmod", ["a+rx", plan.Folder, folder], null));
        File.WriteAllText(Path.Combine(folder, "main.cf"), $"""
            compatibility_level = 3.6
            queue_directory = {queue}
            data_directory = {folder}/data
            command_directory = /usr/sbin
            daemon_directory = /usr/lib/postfix/sbin
            myhostname = mx.thu-tot.vn
            mydestination = thu-tot.vn
            alias_maps =
            alias_database =
            maillog_file = /dev/stdout
            smtpd_peername_lookup = no
            smtpd_tls_security_level = may
            smtpd_client_connection_rate_limit = 0

            """);
        File.WriteAllText(Path.Combine(folder, "master.cf"), string.Concat(services) + string.Create(CultureInfo.InvariantCulture, $"""
            tlsmgr unix - - n 1000? 1 tlsmgr
            rewrite unix - - n - - trivial-rewrite
            proxymap unix - - n - - proxymap
            anvil unix - - n - 1 anvil
            postlog unix-dgram n - n - 1 postlogd

            """));
        await running.ServeAsync("env", ["MAIL_CONFIG=" + folder, "/usr/lib/postfix/sbin/master", "-c", folder, "-d"], new IPEndPoint(first!, 25));
    }

    private static async Task SucceedAsync(Task<(int Code, string Said)> command)
    {
        (int code, string said) = await command;
        Assert.True(code == 0, said);
    }

    private sealed class Nothing : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
