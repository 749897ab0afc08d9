using System.Net;
using Sextant.Net.Dialling;
using Sextant.Net.Guard;
using Sextant.Net.Smtp;
using Sextant.Net.Tls;
using Sextant.Testing;
using Sextant.Wire;

namespace Sextant.Net.Tests.Smtp;

/// <summary>Conversations with a real Postfix.</summary>
public sealed class PostfixTests
{
    [Fact]
    public async Task A_real_mail_server_is_talked_to_over_both_families_and_through_starttls()
    {
        Assert.SkipWhen(PostfixServer.Absent is not null, PostfixServer.Absent ?? "");
        using var ca = new TestCa();
        await using var postfix = await PostfixServer.StartAsync(
            "mx.hue.example",
            "smtpd_tls_security_level = may\nsmtpd_tls_chain_files = {folder}/mx.key, {folder}/mx.pem",
            folder =>
            {
                using var certificate = ca.Issue("mx.hue.example");
                ca.Write(certificate, Path.Combine(folder, "mx.pem"), Path.Combine(folder, "mx.key"));
            });

        foreach (var (virtualAddress, real) in ((string, IPAddress)[])[("2001:ee0:25::1", IPAddress.IPv6Loopback), ("113.160.1.25", IPAddress.Loopback)])
        {
            var outcome = await TalkAsync(ca, virtualAddress, new IPEndPoint(real, postfix.Port));

            Assert.Null(outcome.Failure);
            Assert.Equal("mx.hue.example ESMTP Postfix", outcome.Greeting!.Text);
            Assert.True(outcome.StartTlsOffered);
            Assert.Null(outcome.StartTlsFailure);
            Assert.Equal("1.3", outcome.Tls!.Protocol);
            Assert.Empty(outcome.Tls.Certificate!.Failures);
            Assert.Equal(250, outcome.SecondEhlo!.Code);
            Assert.Equal(221, outcome.Quit!.Code);
        }
    }

    [Fact]
    public async Task A_real_mail_server_that_refuses_everybody_is_understood()
    {
        Assert.SkipWhen(PostfixServer.Absent is not null, PostfixServer.Absent ?? "");
        using var ca = new TestCa();
        await using var postfix = await PostfixServer.StartAsync(
            "mx.hue.example", "smtpd_delay_reject = no\nsmtpd_client_restrictions = check_client_access static:{554 not you}");

        var outcome = await TalkAsync(ca, "2001:ee0:25::1", new IPEndPoint(IPAddress.IPv6Loopback, postfix.Port));

        Assert.Equal(Failure.SmtpRejected, outcome.Failure);
        Assert.Equal(554, outcome.Greeting!.Code);
    }

    private static async Task<SmtpOutcome> TalkAsync(TestCa ca, string address, IPEndPoint real)
    {
        var dialler = new Dialler(new MappedNetwork().Map(address, 25, real), new DialGuard(), null, TimeProvider.System);
        var dialogue = new SmtpDialogue(dialler, new TlsDialogue(TrustAnchors.OnlyPem(ca.RootPem), TimeProvider.System), new SmtpOptions(), TimeProvider.System);
        return await dialogue.TalkAsync(
            new SmtpRequest { Address = IPAddress.Parse(address), ServerName = "mx.hue.example", EhloName = "probe.example" }, default);
    }
}
