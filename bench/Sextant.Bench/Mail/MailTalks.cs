using System.Globalization;
using System.Net;
using System.Text;
using Sextant.Bench.Measuring;
using Sextant.Bench.Web;
using Sextant.Net.Dialling;
using Sextant.Net.Guard;
using Sextant.Net.Smtp;
using Sextant.Net.Tls;
using Sextant.Testing;

namespace Sextant.Bench.Mail;

/// <summary>
/// What a conversation with a mail server costs the one who measures, as probes make it: greeting, EHLO, STARTTLS, the handshake recorded and judged, EHLO inside it, QUIT. Processor time of this process is counted,
/// which the server has no part in.
/// </summary>
internal static class MailTalks
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<string> RunAsync()
    {
        await using MailServer server = await MailServer.StartAsync();
        await using PostfixServer? postfix = PostfixServer.Absent is null ? await StartPostfixAsync(server.Folder) : null;
        var trust = TrustAnchors.OnlyPem(server.RootPem);
        ZgrabPeer? peer = BenchRun.Asked.Peers.TryGetValue("zgrab2", out string? program) ? new ZgrabPeer(program, server.Folder, MailServer.Host) : null;
        var rows = new StringBuilder();
        var ratios = new StringBuilder();
        foreach ((string family, IPAddress address) in new[] { ("IPv4", IPAddress.Loopback), ("IPv6", IPAddress.IPv6Loopback) })
        {
            bool ipv6 = address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6;
            int plain = BenchRun.Asked.Times(5000, 50);
            int secure = BenchRun.Asked.Times(1000, 20);
            var talk = new Contender("conversation: greeting, EHLO, QUIT", plain, Contest.Spent(Talking(trust, address, server.Port, startTls: false)), Ours: true);
            var whole = new Contender("conversation with STARTTLS, chain judged, EHLO again", secure, Contest.Spent(Talking(trust, address, server.Port, startTls: true)), Ours: true);
            var peerTalk = new Contender("zgrab2: greeting, EHLO, QUIT", plain, count => peer?.TalkAsync(ipv6, server.Port, secure: false, count) ?? Contest.Nothing);
            var peerWhole = new Contender("zgrab2: with STARTTLS, chain judged, without EHLO again", secure, count => peer?.TalkAsync(ipv6, server.Port, secure: true, count) ?? Contest.Nothing);
            List<Contender> all = [talk, peerTalk, whole, peerWhole, .. postfix is null ? [] : AgainstPostfix(postfix, trust, address)];
            await Contest.InTurnsAsync(all);
            all.Where(one => one.Micros.Count > 0).ToList().ForEach(one =>
                rows.AppendLine(CultureInfo.InvariantCulture, $"| {one.Name}, {family} | {one.Median:N0} | {one.Micros.Min():N0} | {one.Micros.Max():N0} | {one.Allocated} |"));
            Row(ratios, "zgrab2: greeting, EHLO, QUIT", family, peerTalk.Median / talk.Median);
            Row(ratios, "zgrab2: with STARTTLS", family, peerWhole.Median / whole.Median);
        }

        return $"smtp\n\n| one | µs of processor time, median of {Contest.Rounds} rounds in turn | least | most | bytes allocated |\n|---|---:|---:|---:|---:|\n{rows}\n"
            + $"| its processor time to ours | family | |\n|---|---|---:|\n{ratios}" + (postfix is null ? $"\n{PostfixServer.Absent}\n" : "");
    }

    // It has a process for each conversation under way, since its queue of connections is shorter than ours; and keeps no log, which this process would have to read.
    private static Contender[] AgainstPostfix(PostfixServer postfix, TrustAnchors trust, IPAddress address) =>
    [
        new("conversation with Postfix", BenchRun.Asked.Times(1000, 20), Contest.Spent(Talking(trust, address, postfix.Port, startTls: false)), Ours: true),
        new("conversation with Postfix, STARTTLS, chain judged, EHLO again", BenchRun.Asked.Times(500, 20), Contest.Spent(Talking(trust, address, postfix.Port, startTls: true)), Ours: true),
    ];

    private static Task<PostfixServer> StartPostfixAsync(string folder) => PostfixServer.StartAsync(
        MailServer.Host,
        """
        smtpd_tls_security_level = may
        smtpd_tls_cert_file = {folder}/chain.pem
        smtpd_tls_key_file = {folder}/key.pem
        smtpd_client_connection_count_limit = 0
        default_process_limit = 250
        max_use = 100000
        maillog_file =
        """,
        own => Array.ForEach(["chain.pem", "key.pem"], name => File.Copy(Path.Combine(folder, name), Path.Combine(own, name))));

    private static void Row(StringBuilder ratios, string what, string family, double? ratio) => ratios.AppendLine(
        CultureInfo.InvariantCulture, $"| {what} | {family} | {(ratio is { } r ? $"{r:N2}x" : "not measured: name it by --peer zgrab2=PATH")} |");

    private static Func<Task> Talking(TrustAnchors trust, IPAddress address, int port, bool startTls)
    {
        var options = new SmtpOptions { ConnectTimeout = Patience, GreetingTimeout = Patience, ReplyTimeout = Patience, TlsTimeout = Patience, StartTls = startTls };
        var dialler = new Dialler(new Redirected(port), new DialGuard(Redirected.Guard), null, TimeProvider.System);
        var dialogue = new SmtpDialogue(dialler, new TlsDialogue(trust, TimeProvider.System), options, TimeProvider.System);
        var request = new SmtpRequest { Address = address, ServerName = MailServer.Host, EhloName = "probe.example" };
        return async () =>
        {
            SmtpOutcome outcome = await dialogue.TalkAsync(request, default);
            bool whole = outcome is { Failure: null, StartTlsOffered: true, Quit.Code: 221 }
                && (!startTls || outcome is { StartTlsFailure: null, SecondEhlo.Code: 250, Tls.Certificate.Failures.Count: 0 });
            if (!whole)
            {
                throw new InvalidOperationException($"conversation: {outcome.Failure} {outcome.StartTlsFailure} {outcome.Tls?.Failure}");
            }
        };
    }
}
