using System.Net;
using Sextant.Testing;
using Sextant.World.Tests.World;

namespace Sextant.World.Tests.Mail;

/// <summary>Mail domains: Postfix where it can be made to do it, scripts for the rest.</summary>
internal static class MailRows
{
    private static readonly string[] Talk = ["220 mx ESMTP", "250 mx", "221 bye"];
    private static readonly string[] Hostile = ["220 \u001b[31mRED\u001b]0;x\u0007<script>", "250 mx", "221 bye"];

    /// <summary>Empty where there is no Postfix: <see cref="PostfixIsThere"/> says why.</summary>
    public static IReadOnlyList<Row> Rows { get; } = PostfixServer.Absent is not null ? [] :
    [
        Domain("thu-tot", "ready", plot => plot.Mx(plot.Postfix(false), plot.Postfix(true)), "mail-v6-greets", "mail-starttls-same"),
        Domain("thu-chi-ipv6", "ready", plot => plot.Mx(plot.Postfix(true)), "mail-v6-greets"),
        Domain("thu-chi-ipv4", "none", plot => plot.Mx(plot.Postfix(false)), "mail-v6-missing"),
        Domain("thu-mot-tren-hai", "partial", plot =>
        {
            plot.Mx(plot.Postfix(false), plot.Postfix(true));
            plot.Record("@ MX 20 mx2", $"mx2 A {plot.Postfix(false, "mx2")}");
        }, "mail-mx-aaaa-missing"),
        Domain("thu-khong-mx", "not-applicable", plot => plot.Record("@ A 198.51.100.80"), "mail-no-mx"),
        Domain("thu-null-mx", "not-applicable", plot => plot.Record("@ MX 0 ."), "mail-null-mx"),
        Domain("thu-mx-bi-danh", "ready", plot => plot.Record("@ MX 10 mx", "mx CNAME mx.thu-tot.vn."), "mail-mx-alias"),
        Domain("thu-dong-cua", "broken", plot => plot.Mx(plot.Postfix(false), plot.V6()), "mail-v6-no-greeting:connection-refused"),
        Domain("thu-im-lang", "broken", plot => plot.Mx(plot.Postfix(false), plot.Silent(true)), "mail-v6-no-greeting:timed-out"),
        Domain("thu-mot-dia-chi-chet", "partial", plot => plot.Mx(plot.Postfix(false), plot.Postfix(true), plot.V6()), "mail-mx-v6-dead"),
        Domain("thu-chet-ca-hai", "unknown", plot => plot.Mx(plot.V4(), plot.V6()), "mail-dead-both"),
        Domain("thu-tu-choi", "broken", plot => plot.Mx(plot.Postfix(false), plot.Postfix(true, "mx", "smtpd_delay_reject=no", "smtpd_client_restrictions=reject")), "mail-v6-rejected"),
        Domain("thu-hoan", "unknown", plot => plot.Mx(plot.Postfix(false), plot.Postfix(true, "mx", "smtpd_delay_reject=no", "smtpd_client_restrictions=defer")), "mail-v6-deferred") with { Cause = "smtp-deferred" },
        // Greylisting as Postfix does it: at RCPT, which is never said.
        Domain("thu-xam", "ready", plot => plot.Mx(plot.Postfix(false), plot.Postfix(true, "mx", "smtpd_recipient_restrictions=defer")), "mail-v6-greets"),
        Domain("thu-khong-chao", "broken", plot => plot.Mx(plot.Postfix(false), plot.Scripted(true, Never)), "mail-v6-no-greeting:smtp-no-greeting"),
        Domain("thu-khong-chao-ca-hai", "unknown", plot => plot.Mx(plot.Scripted(false, Never), plot.Scripted(true, Never)), "mail-dead-both"),
        Domain("thu-chao-cham", "partial", plot => plot.Mx(
            plot.Scripted(false, ScriptedMail.Saying(Talk)), plot.Scripted(true, ScriptedMail.After(TimeSpan.FromSeconds(11), ScriptedMail.Saying(Talk)))), "mail-v6-slow"),
        Domain("thu-rac", "broken", plot => plot.Mx(plot.Postfix(false), plot.Scripted(true, ScriptedMail.Saying("\0\u0001HELLO"))), "mail-v6-no-greeting:smtp-malformed"),
        Domain("thu-ma-doc", "ready", plot => plot.Mx(plot.Scripted(false, ScriptedMail.Saying(Hostile)), plot.Scripted(true, ScriptedMail.Saying(Hostile))), "mail-v6-greets"),
        Domain("thu-khong-starttls", "partial", plot => plot.Mx(plot.Postfix(false), plot.Postfix(true, "mx", "smtpd_tls_security_level=none")), "mail-starttls-missing"),
        Domain("thu-starttls-hong", "partial", plot => plot.Mx(plot.Postfix(false), plot.Postfix(true, "mx", "smtpd_tls_cert_file=/khong-co", "smtpd_tls_key_file=/khong-co")), "mail-starttls-failing"),
        Domain("thu-het-han", "partial", plot => plot.Mx(plot.Postfix(false), plot.Expired(true)), "mail-starttls-certificate:tls-expired"),
        Domain("thu-het-han-ca-hai", "ready", plot => plot.Mx(plot.Expired(false), plot.Expired(true)), "mail-starttls-fault-both"),
        Domain("thu-noi-bo", "unknown", plot => plot.Mx(IPAddress.Parse("10.0.0.1"), IPAddress.Loopback, IPAddress.IPv6Loopback, IPAddress.Parse("fe80::1")), "mail-mx-not-global"),
        Domain("thu-noi-bo-ipv6", "broken", plot => plot.Mx(plot.Postfix(false), IPAddress.IPv6Loopback, IPAddress.Parse("fc00::25")), "mail-v6-none-global"),
        Domain("thu-hai-muoi-mot-thieu", "partial", plot =>
        {
            (IPAddress four, IPAddress six) = (plot.Scripted(false, ScriptedMail.Saying(Talk)), plot.Scripted(true, ScriptedMail.Saying(Talk)));
            plot.Record([.. Enumerable.Range(1, 20).SelectMany(i => new[] { $"@ MX {i} mx{i}", $"mx{i} A {four}", i < 20 ? $"mx{i} AAAA {six}" : "" })]);
        }, "mail-mx-aaaa-missing"),
        Domain("thu-bogus", "unknown", plot =>
        {
            plot.Record("@ MX 10 mx.thu-tot.vn.");
            plot.Sign = text => text.Replace("mx.thu-tot.vn.", "mx.thu-khac.vn.", StringComparison.Ordinal);
        }, "mail-mx-open:dns-bogus") with { Cause = "dns-bogus" },
    ];

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private static Row Domain(string id, string expected, Action<Plot> play, params string[] tags) => Row.Mail(id, expected, play, tags) with
    {
        Together = "mail",
        Options = ["--kind", "mail", "--retry-spacing", "200ms-400ms", "--concurrency", "9", "--anchor", "smtp=mx.thu-tot.vn"],
    };

    private static Task Never(Stream stream, CancellationToken cancellation) => Task.Delay(Timeout.Infinite, cancellation);

    private static void Mx(this Plot plot, params IPAddress[] addresses)
    {
        plot.Record("@ MX 10 mx");
        plot.NameOf("mx", addresses);
    }

    private static IPAddress Postfix(this Plot plot, bool v6, string host = "mx", params string[] settings) =>
        plot.Receive(v6, new LeafWishes { Names = [$"{host}.{plot.Domain}"] }, settings);

    private static IPAddress Expired(this Plot plot, bool v6) => plot.Receive(
        v6, new LeafWishes { Names = ["mx." + plot.Domain], NotBefore = Now.AddDays(-40), NotAfter = Now.AddDays(-2) }, []);

    private static IPAddress Receive(this Plot plot, bool v6, LeafWishes wishes, string[] settings)
    {
        IPAddress address = plot.Address(v6);
        (string certificate, string key) = plot.World.Certificate(wishes);
        WorldPostfix.Of(plot.World).Receive(address, certificate, key, settings);
        return address;
    }

    private static IPAddress Scripted(this Plot plot, bool v6, Func<Stream, CancellationToken, Task> script)
    {
        IPAddress address = plot.Address(v6);
        plot.World.Server(running => Task.FromResult<IAsyncDisposable>(new ScriptedMail(running, address, script)));
        return address;
    }
}
