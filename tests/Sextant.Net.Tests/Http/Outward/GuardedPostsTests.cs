using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sextant.Net.Dns;
using Sextant.Net.Guard;
using Sextant.Net.Http.Outward;
using Sextant.Testing;
using Sextant.Wire.Addresses;

namespace Sextant.Net.Tests.Http.Outward;

/// <summary>Bodies sent to a real server on loopback that takes them, fails, is slow, answers without end, and sends elsewhere.</summary>
public sealed class GuardedPostsTests
{
    private static readonly DialGuardOptions Own = new() { OwnNetworks = [IpPrefix.Parse("127.0.0.0/8")], GlobalPrefixes = [IpPrefix.Parse("127.0.0.0/8")], AllowOwnHost = true };

    [Fact(Timeout = 600_000)]
    public async Task A_body_arrives_as_it_is_and_the_answers_status_is_told()
    {
        using var ca = new TestCa();
        await using var receiver = new HookReceiver(ca);
        using GuardedPosts posts = Posts(ca, Own);
        PostOutcome taken = await posts.PostAsync(receiver.Url, """{"a":"Huế"}""", new Dictionary<string, string> { ["Sextant-Event"] = "ping" }, default);
        Assert.Equal((204, null), (taken.Status, taken.Fault));
        ReceivedHook got = Assert.Single(receiver.Received);
        Assert.Equal(("POST /hook HTTP/1.1", """{"a":"Huế"}""", "ping", "application/json; charset=utf-8"), (got.Line, got.Body, got.Headers["Sextant-Event"], got.Headers["Content-Type"]));

        receiver.Answer = (_, stream, stop) => HookReceiver.SayAsync(stream, "503 Busy", "", stop);
        Assert.Equal(503, (await posts.PostAsync(receiver.Url, "{}", new Dictionary<string, string>(), default)).Status);
        Assert.Equal(2, receiver.Connections); // none is kept: the next one is judged anew
    }

    [Fact(Timeout = 600_000)]
    public async Task Nothing_is_followed_and_an_answer_without_end_is_not_read()
    {
        using var ca = new TestCa();
        await using var elsewhere = new HookReceiver(ca);
        await using var receiver = new HookReceiver(ca) { Answer = (_, stream, stop) => HookReceiver.SayAsync(stream, "307 There", $"Location: {elsewhere.Url}\r\n", stop) };
        using GuardedPosts posts = Posts(ca, Own);
        Assert.Equal(307, (await posts.PostAsync(receiver.Url, "{}", new Dictionary<string, string>(), default)).Status);
        Assert.Equal(0, elsewhere.Connections);

        long sent = 0;
        receiver.Answer = async (_, stream, stop) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray(), stop);
            byte[] piece = Encoding.ASCII.GetBytes("2000\r\n" + new string('x', 8192) + "\r\n");
            for (; ; sent += piece.Length)
            {
                await stream.WriteAsync(piece, stop);
            }
        };
        Assert.Equal(200, (await posts.PostAsync(receiver.Url, "{}", new Dictionary<string, string>(), default)).Status);
        Assert.True(sent < 64 << 20, $"{sent} bytes were taken");

        // Headers without end: the bound of headers ends it.
        receiver.Answer = async (_, stream, stop) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray(), stop);
            for (int i = 0; ; i++)
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"X-{i}: {new string('y', 1000)}\r\n"), stop);
            }
        };
        PostOutcome endless = await posts.PostAsync(receiver.Url, "{}", new Dictionary<string, string>(), default);
        Assert.Equal((null, "no-answer"), (endless.Status, endless.Fault));
    }

    [Fact(Timeout = 600_000)]
    public async Task Who_is_slow_is_waited_for_ten_seconds()
    {
        using var ca = new TestCa();
        var heard = new TaskCompletionSource();
        await using var receiver = new HookReceiver(ca)
        {
            Answer = async (_, _, stop) =>
            {
                heard.SetResult();
                await Task.Delay(Timeout.Infinite, stop);
            },
        };
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));
        using GuardedPosts posts = Posts(ca, Own, clock);
        Task<PostOutcome> waits = posts.PostAsync(receiver.Url, "{}", new Dictionary<string, string>(), default);
        await heard.Task;
        clock.Advance(TimeSpan.FromSeconds(9));
        Assert.False(waits.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((null, "timed-out"), ((await waits).Status, (await waits).Fault));
    }

    [Theory(Timeout = 600_000)]
    [InlineData("https://127.0.0.1:{0}/")]
    [InlineData("https://[::1]:{0}/")]
    [InlineData("https://[::ffff:127.0.0.1]:{0}/")]
    [InlineData("https://10.0.0.1:{0}/")]
    [InlineData("https://169.254.169.254/latest")]
    [InlineData("https://[fe80::1]:{0}/")]
    [InlineData("https://[fd00::1]:{0}/")]
    [InlineData("https://[64:ff9b::7f00:1]:{0}/")]
    [InlineData("https://0.0.0.0:{0}/")]
    [InlineData("http://127.0.0.1:{0}/")]
    [InlineData("https://192.0.2.1:25/")]
    public async Task Inwards_nothing_goes_unless_the_network_is_ones_own(string url)
    {
        using var ca = new TestCa();
        await using var receiver = new HookReceiver(ca);
        using GuardedPosts posts = Posts(ca, new DialGuardOptions());
        PostOutcome refused = await posts.PostAsync(new Uri(string.Format(System.Globalization.CultureInfo.InvariantCulture, url, receiver.Port)), "{}", new Dictionary<string, string>(), default);
        Assert.Equal((null, "address-forbidden"), (refused.Status, refused.Fault));
        Assert.Equal(0, receiver.Connections);
    }

    [Fact(Timeout = 600_000)]
    public async Task A_name_that_begins_to_lead_inwards_leads_nowhere()
    {
        using var ca = new TestCa();
        await using var receiver = new HookReceiver(ca, "hooks.example.vn");
        await using var names = new TurningNames();
        using GuardedPosts inwards = Posts(ca, new DialGuardOptions { Resolvers = [names.EndPoint] }, null, names.EndPoint);
        var url = new Uri($"https://hooks.example.vn:{receiver.Port}/");
        names.Address = IPAddress.Loopback;
        Assert.Equal("address-forbidden", (await inwards.PostAsync(url, "{}", new Dictionary<string, string>(), default)).Fault);
        Assert.Equal(0, receiver.Connections);

        // The same name in a network of one's own is reached; pointed at the cloud's credentials right after, it is not.
        using GuardedPosts own = Posts(ca, Own with { Resolvers = [names.EndPoint] }, null, names.EndPoint);
        Assert.Equal(204, (await own.PostAsync(url, "{}", new Dictionary<string, string>(), default)).Status);
        names.Address = IPAddress.Parse("169.254.169.254");
        Assert.Equal("address-forbidden", (await own.PostAsync(url, "{}", new Dictionary<string, string>(), default)).Fault);
        Assert.Equal(1, receiver.Connections);
    }

    [Fact(Timeout = 600_000)]
    public async Task A_server_with_anothers_certificate_or_nobodys_gets_nothing()
    {
        using var ca = new TestCa();
        using var strangers = new TestCa("Strangers");
        await using var other = new HookReceiver(ca, "elsewhere.example");
        await using var nobody = new HookReceiver(strangers);
        using GuardedPosts posts = Posts(ca, Own);
        Assert.Equal("tls", (await posts.PostAsync(other.Url, "{}", new Dictionary<string, string>(), default)).Fault);
        Assert.Equal("tls", (await posts.PostAsync(nobody.Url, "{}", new Dictionary<string, string>(), default)).Fault);
        Assert.Empty(other.Received);
        Assert.Empty(nobody.Received);
    }

    private static GuardedPosts Posts(TestCa ca, DialGuardOptions guard, TimeProvider? clock = null, IPEndPoint? resolver = null)
    {
        var network = new MachineNetwork();
        IPEndPoint resolves = resolver ?? new IPEndPoint(IPAddress.Loopback, 9);
        var dns = new DnsTransport(network, new DialGuard(new DialGuardOptions { Resolvers = [resolves] }), null, TimeProvider.System);
        return new GuardedPosts(
            network, new StubClient(dns, new StubOptions { Resolvers = [resolves] }), new DialGuard(guard), clock ?? TimeProvider.System, [X509Certificate2.CreateFromPem(ca.RootPem)]);
    }
}
