using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Sextant.Testing;

namespace Sextant.World.Tests.World;

/// <summary>What one row puts into the world: records, servers, rules. Everything is collected first; then the world starts once.</summary>
internal sealed class Plot(WorldPlan world, Row row)
{
    private readonly List<string> records = [];
    private string? certificate;

    /// <summary>The world it is put into.</summary>
    public WorldPlan World => world;

    /// <summary>The row's word.</summary>
    public string Id => row.Id;

    /// <summary>The row's domain.</summary>
    public string Domain { get; } = row.Id + ".vn";

    /// <summary>What is checked: the domain unless set.</summary>
    public string Target { get; set; } = row.Id + ".vn";

    /// <summary>The name servers that the parent delegates to, with glue where they need it; the world's two by default.</summary>
    public IList<string> Delegation { get; } = [];

    /// <summary>NS and address lines of the zone itself, where they differ from the delegation; the delegation's when empty.</summary>
    public IList<string> Child { get; } = [];

    /// <summary>False leaves the domain out of the parent zone.</summary>
    public bool Delegated { get; set; } = true;

    /// <summary>Reworks the signed zone's text; null leaves the zone unsigned.</summary>
    public Func<string, string>? Sign { get; set; }

    /// <summary>The zone's records.</summary>
    public IReadOnlyList<string> Records => records;

    /// <summary>A new address of the world, on which nothing listens yet (connections are refused).</summary>
    public IPAddress Address(bool v6) => world.NewAddress(v6);

    /// <summary>A new IPv6 address.</summary>
    public IPAddress V6() => Address(true);

    /// <summary>A new IPv4 address.</summary>
    public IPAddress V4() => Address(false);

    /// <summary>An address of the world to which all packets are dropped.</summary>
    public IPAddress Silent(bool v6)
    {
        IPAddress address = Address(v6);
        world.Filter($"{(v6 ? "ip6" : "ip")} daddr {address} drop");
        return address;
    }

    /// <summary>Adds records to the zone, one a line; <c>@</c> is the domain.</summary>
    public void Record(params string[] lines) => records.AddRange(lines);

    /// <summary>A and AAAA of the apex and of <c>www</c>.</summary>
    public void Names(params IPAddress[] addresses)
    {
        NameOf("@", addresses);
        NameOf("www", addresses);
    }

    /// <summary>A and AAAA of one name.</summary>
    public void NameOf(string name, params IPAddress[] addresses)
    {
        foreach (IPAddress address in addresses)
        {
            Record($"{name} {(address.AddressFamily == AddressFamily.InterNetworkV6 ? "AAAA" : "A")} {address}");
        }
    }

    /// <summary>A site as it should be: new addresses of both families, apex and <c>www</c>, ports 80 and 443. Returns the addresses.</summary>
    public (IPAddress V4, IPAddress V6) Site(string? v4Block = null, string? v6Block = null)
    {
        (IPAddress v4, IPAddress v6) = (V4(), V6());
        Names(v4, v6);
        Serve(v4, v4Block);
        Serve(v6, v6Block ?? v4Block);
        return (v4, v6);
    }

    /// <summary>nginx on ports 80 and 443 of an address; the block is what stands inside <c>server { }</c>.</summary>
    public void Serve(IPAddress address, string? block = null, string? certificate = null)
    {
        ServePlain(address, block);
        ServeSecure(address, block, certificate);
    }

    /// <summary>nginx on port 80.</summary>
    public void ServePlain(IPAddress address, string? block = null) =>
        world.Nginx($"server {{ listen {Listen(address)}:80; server_name _; {block ?? Page()} }}");

    /// <summary>nginx on port 443.</summary>
    public void ServeSecure(IPAddress address, string? block = null, string? certificate = null, bool http2 = true) => world.Nginx(
        $"server {{ listen {Listen(address)}:443 ssl{(http2 ? " http2" : "")}; server_name _; {certificate ?? Certificate()} {block ?? Page()} }}");

    /// <summary>A page with words of its own, so that another site's page differs.</summary>
    public string Page(string? extra = null, int status = 200) => Text.Page(Id, extra, status);

    /// <summary>nginx directives for a good certificate of the apex and <c>www</c>.</summary>
    public string Certificate() => certificate ??= Certificate(new LeafWishes { Names = [Domain, "*." + Domain] });

    /// <summary>nginx directives for a certificate as wished.</summary>
    public string Certificate(LeafWishes wishes)
    {
        (string file, string key) = world.Certificate(wishes);
        return $"ssl_certificate {file}; ssl_certificate_key {key};";
    }

    /// <summary>A server of the test's own on ports 80 and 443 of an address: what it does with a request after its head was read.</summary>
    public void Script(IPAddress address, Func<Stream, CancellationToken, Task> answer)
    {
        ScriptPort(address, 80, async (stream, token) =>
        {
            await ScriptedServer.ReadHeadAsync(stream, token);
            await answer(stream, token);
        });
        X509Certificate2 own = world.Authority.Issue(Domain, "*." + Domain);
        var context = SslStreamCertificateContext.Create(own, [world.Authority.Issuer], offline: true);
        ScriptPort(address, 443, async (stream, token) =>
        {
            await using var tls = new SslStream(stream);
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = context }, token);
            await ScriptedServer.ReadHeadAsync(tls, token);
            await answer(tls, token);
        });
    }

    /// <summary>A server of the test's own on one port: what it does with each connection.</summary>
    public void ScriptPort(IPAddress address, int port, Func<Stream, CancellationToken, Task> talk) => world.Server(running =>
    {
        Socket socket = running.Network.Socket(address.AddressFamily, SocketType.Stream);
        socket.Bind(new IPEndPoint(address, port));
        return Task.FromResult<IAsyncDisposable>(new ScriptedServer(talk, socket));
    });

    /// <summary>The domain's two name servers are a front of the test's own before NSD: it changes what the script wants changed.</summary>
    public void Front(DnsScript script)
    {
        foreach (string name in (string[])["ns1", "ns2"])
        {
            (IPAddress v4, IPAddress v6) = (V4(), V6());
            Delegation.Add($"@ NS {name}");
            Delegation.Add($"{name} A {v4}");
            Delegation.Add($"{name} AAAA {v6}");
            world.Server(running => Task.FromResult<IAsyncDisposable>(new DnsFront(running, v4, script)));
            world.Server(running => Task.FromResult<IAsyncDisposable>(new DnsFront(running, v6, script)));
        }
    }

    private static string Listen(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
}

/// <summary>Words of the world's pages.</summary>
internal static class Text
{
    /// <summary>A <c>location /</c> that answers with a page.</summary>
    public static string Page(string title, string? extra = null, int status = 200) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""location / { default_type "text/html; charset=utf-8"; return {{status}} '{{Html(title, extra)}}'; }""");

    /// <summary>A page.</summary>
    public static string Html(string title, string? extra = null) =>
        $"<!doctype html><html lang=\"vi\"><head><title>Cổng {title}</title></head><body><h1>Cổng thông tin {title}</h1>"
        + string.Concat(Enumerable.Range(0, 12).Select(i => $"<p>{title} mục {i}: {Sentence(title, i)}</p>")) + extra + "</body></html>";

    // Words that depend on the title: two sites share markup, as sites of one supplier do, but not their text.
    private static string Sentence(string title, int line)
    {
        string[] words = ["hồ sơ", "dịch vụ", "công bố", "lịch họp", "văn bản", "quy hoạch", "ngân sách", "thủ tục", "tin tức", "liên hệ", "tra cứu", "phản ánh", "giấy phép", "đấu thầu", "tuyển dụng", "y tế"];
        int at = title.Sum(c => c) + (line * 7);
        return string.Join(' ', Enumerable.Range(0, 9).Select(i => words[(at + (i * (1 + (at % 5)))) % words.Length]));
    }
}
