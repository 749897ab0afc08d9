using System.Diagnostics;
using System.Net;
using System.Net.Security;
using Sextant.Lab.Mail;
using Sextant.Lab.Tls;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Lab.Tests.Mail;

public sealed class MailTests
{
    private const string Host = "mail.example.lab";

    public static TheoryData<string, Action<MailHostScript>, int, string?> Lines => new()
    {
        { "silent", m => m.NeverGreets(Family.V6), 0, null },
        { "closes", m => m.Closes(Family.V6), 0, null },
        { "421", m => m.Greets("421 busy", Family.V6), 0, "421 busy" },
        { "554", m => m.Greets("554 no", Family.V6), 0, "554 no" },
        { "ehlo", m => m.AnswersEhlo("550 go away", Family.V6), 1, "550 go away" },
        { "greylist", m => m.Greylists(Family.V6), 3, "450 4.2.0" },
    };

    [Theory]
    [MemberData(nameof(Lines), DisableDiscoveryEnumeration = true)]
    public async Task A_line_for_one_family_is_heard_there_and_only_there(string what, Action<MailHostScript> line, int step, string? reply)
    {
        Assert.NotEmpty(what);
        await using var running = await WorldOf(line).StartAsync();
        var visitor = new Visitor(running);
        Assert.Equal(reply is null ? null : reply, (await TalkAsync(visitor, running, Family.V6, step))?[..(reply?.Length ?? 0)]);
        Assert.StartsWith("2", await TalkAsync(visitor, running, Family.V4, step), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Starttls_is_missing_fails_or_shows_an_expired_certificate()
    {
        await using var missing = await WorldOf(m => m.WithoutStarttls(Family.V6)).StartAsync();
        Assert.DoesNotContain("STARTTLS", await TalkAsync(new Visitor(missing), missing, Family.V6, 1), StringComparison.Ordinal);
        await using var failing = await WorldOf(m => m.BreaksTls(Family.V6)).StartAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => SecureAsync(failing, Family.V6));
        await SecureAsync(failing, Family.V4);
        await using var expired = await WorldOf(m => m.Certificate(CertificateKind.Expired, Family.V6)).StartAsync();
        await Assert.ThrowsAnyAsync<System.Security.Authentication.AuthenticationException>(() => SecureAsync(expired, Family.V6));
        await SecureAsync(expired, Family.V4);
    }

    [Fact]
    public async Task A_slow_server_greets_late()
    {
        await using var running = await WorldOf(m => m.GreetsAfter(TimeSpan.FromMilliseconds(200), Family.V6)).StartAsync();
        var watch = Stopwatch.StartNew();
        Assert.StartsWith("220", await TalkAsync(new Visitor(running), running, Family.V6, 0), StringComparison.Ordinal);
        Assert.True(watch.ElapsedMilliseconds >= 190);
    }

    [Fact]
    public async Task Exchanges_null_and_foreign_hosts_stand_in_the_zone()
    {
        var world = new World();
        world.Mail("many.lab").Exchange("mx1").Exchange("mx2", 20, m => m.OnlyV4()).Exchange("mail.example.lab", 30);
        world.MailHost("mail.example.lab");
        world.Mail("none.lab").NullMx();
        await using var running = await world.StartAsync();
        var visitor = new Visitor(running);
        var many = (await visitor.AskAsync(running.Resolvers[0], "many.lab", DnsType.Mx, Ask.Recursive))!.Answers.Select(r => r.RData.ToString()).Order();
        Assert.Equal(["10 mx1.many.lab.", "20 mx2.many.lab.", "30 mail.example.lab."], many);
        Assert.True(((MxRecord)(await visitor.AskAsync(running.Resolvers[0], "none.lab", DnsType.Mx, Ask.Recursive))!.Answers[0].RData).IsNull);
        Assert.Empty((await visitor.AskAsync(running.Resolvers[0], "mx2.many.lab", DnsType.Aaaa, Ask.Recursive))!.Answers);
    }

    private static World WorldOf(Action<MailHostScript> line)
    {
        var world = new World();
        world.Mail("example.lab").Server(line);
        return world;
    }

    private static async Task<IPEndPoint> AddressAsync(Visitor visitor, RunningWorld running, Family family)
    {
        var answer = await visitor.AskAsync(running.Resolvers[0], Host, family == Family.V6 ? DnsType.Aaaa : DnsType.A, Ask.Recursive);
        return new IPEndPoint(IPAddress.Parse(answer!.Answers[0].RData.ToString()), 25);
    }

    private static async Task<string?> TalkAsync(Visitor visitor, RunningWorld running, Family family, int step)
    {
        await using var stream = await visitor.ConnectAsync(await AddressAsync(visitor, running, family));
        string[] lines = ["EHLO vantage.anchor.test", "MAIL FROM:<>", "RCPT TO:<postmaster@example.lab>"];
        return (await visitor.TalkAsync(stream, lines[..step]))[step];
    }

    private static async Task SecureAsync(RunningWorld running, Family family)
    {
        var visitor = new Visitor(running);
        await using var stream = await visitor.ConnectAsync(await AddressAsync(visitor, running, family));
        var heard = await visitor.TalkAsync(stream, "EHLO vantage.anchor.test", "STARTTLS");
        Assert.StartsWith("220", heard[2], StringComparison.Ordinal);
        await using var tls = new SslStream(stream);
        await tls.AuthenticateAsClientAsync(visitor.Options(Host));
        await tls.WriteAsync("EHLO vantage.anchor.test\r\n"u8.ToArray());
        byte[] reply = new byte[3];
        await tls.ReadExactlyAsync(reply);
        Assert.Equal("250"u8.ToArray(), reply);
    }
}
