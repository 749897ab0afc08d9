using System.Net;
using Sextant.Cli.Parts;
using Sextant.Cli.Settings;
using Sextant.Testing;
using Sextant.Testing.Dns;
using Sextant.Wire.Addresses;

namespace Sextant.Cli.Tests.Parts;

/// <summary>A zone at two real name servers (NSD), of which one lags behind, a resolver (Unbound), and a web server (nginx) with proofs right and wrong.</summary>
public sealed class OwnershipWorld : IAsyncLifetime
{
    public const string Value = "sextant-domain=abc";
    private readonly TestCa _ca = new();
    internal RealServers Network { get; } = new();

    internal MeasuringParts Parts { get; private set; } = null!;

    private readonly List<IAsyncDisposable> _servers = [];

    public async ValueTask InitializeAsync()
    {
        // ns1 has all that is published; ns2 lags behind where the name says so.
        RealNameServer upper = await KeepAsync(RealNameServer.NsdAsync(
            new ZoneFile(".", "@ NS a.root.invalid.\na.root.invalid. A 198.51.100.1\na.root.invalid. AAAA 2001:db8::1\nvn. NS a.root.invalid.\n"),
            new ZoneFile("vn", "@ NS a.root.invalid.\nhue NS ns1.hue\nhue NS ns2.hue\nns1.hue A 198.51.100.2\nns1.hue AAAA 2001:db8::2\nns2.hue A 198.51.100.3\nns2.hue AAAA 2001:db8::3\n")));
        RealNameServer first = await KeepAsync(RealNameServer.NsdAsync(new ZoneFile("hue.vn", Common + $"_sextant-domain TXT \"{Value}\"\n_sextant-domain TXT \"v=other\"\n_sextant-domain.lags TXT \"{Value}\"\n")));
        RealNameServer second = await KeepAsync(RealNameServer.NsdAsync(new ZoneFile("hue.vn", Common + $"_sextant-domain TXT \"{Value}\"\n")));
        UnboundServer resolver = await UnboundServer.StartAsync("", ("hue.vn", first.V4), ("vn", upper.V4), (".", upper.V4));
        _servers.Add(resolver);
        NginxServer web = await NginxServer.StartAsync(Web, folder =>
        {
            _ca.Write(_ca.Issue("*.hue.vn"), Path.Combine(folder, "good.pem"), Path.Combine(folder, "good.key"));
            _ca.Write(_ca.Issue("elsewhere.example"), Path.Combine(folder, "bad.pem"), Path.Combine(folder, "bad.key"));
            File.WriteAllText(Path.Combine(folder, "long.txt"), new string('x', 20_000) + "\n" + Value + "\n");
        });
        _servers.Add(web);
        foreach ((string four, string six, RealNameServer server) in ((string, string, RealNameServer)[])[("198.51.100.1", "2001:db8::1", upper), ("198.51.100.2", "2001:db8::2", first), ("198.51.100.3", "2001:db8::3", second)])
        {
            Network.Lead(four, 53, server.V4).Lead(six, 53, server.V6);
        }

        Network.Lead(resolver.EndPoint.Address.ToString(), resolver.EndPoint.Port, resolver.EndPoint);
        foreach ((int port, int real) in ((int, int)[])[(80, web.Plain), (443, web.Secure)])
        {
            Network.Lead("198.51.100.80", port, new IPEndPoint(IPAddress.Loopback, real)).Lead("2001:db8::80", port, new IPEndPoint(IPAddress.IPv6Loopback, real));
        }

        SextantSettings settings = SettingsReader.Read(new SettingsSources { Environment = new Dictionary<string, string>() }).Settings!;
        Parts = MeasuringParts.Build(
            settings,
            new MeasuringUse
            {
                Serving = true, Lab = true, Network = Network, Resolvers = [resolver.EndPoint], CaPem = _ca.RootPem, RootHints = ". 3600 NS a.root.invalid.\na.root.invalid. 3600 A 198.51.100.1\na.root.invalid. 3600 AAAA 2001:db8::1\n",
                GlobalPrefixes = [IpPrefix.Parse("198.51.100.0/24"), IpPrefix.Parse("2001:db8::/32")],
            },
            TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        Parts.Dispose();
        foreach (IAsyncDisposable server in _servers)
        {
            await server.DisposeAsync();
        }

        _ca.Dispose();
    }

    private const string Common = """
        @ NS ns1
        @ NS ns2
        ns1 A 198.51.100.2
        ns1 AAAA 2001:db8::2
        ns2 A 198.51.100.3
        ns2 AAAA 2001:db8::3
        good A 198.51.100.80
        good AAAA 2001:db8::80
        plain AAAA 2001:db8::80
        slash A 198.51.100.80
        text A 198.51.100.80
        long A 198.51.100.80
        away A 198.51.100.80
        inward A 198.51.100.80
        cert A 198.51.100.80
        lags A 198.51.100.80
        wrong A 198.51.100.80
        four A 127.0.0.1
        six AAAA ::1
        net10 A 10.0.0.5
        cloud A 169.254.169.254
        _sextant-domain.wrong TXT "sextant-domain=abd"
        _sextant-domain.alias CNAME _sextant-domain

        """;

    private const string Web = """
        server { {secure} ssl_certificate {folder}/good.pem; ssl_certificate_key {folder}/good.key; location / { return 404; } }
        server { {plain} location / { return 404; } }
        server { {secure} server_name good.hue.vn; ssl_certificate {folder}/good.pem; ssl_certificate_key {folder}/good.key; location = /.well-known/sextant-domain.txt { return 200 'sextant-domain=abc\n'; } }
        server { {plain} server_name plain.hue.vn; location = /.well-known/sextant-domain.txt { return 200 ' sextant-domain=abc\r\n'; } }
        server { {plain} server_name slash.hue.vn; location = /.well-known/sextant-domain.txt { return 301 http://slash.hue.vn/proof; } location = /proof { return 200 'sextant-domain=abc'; } }
        server { {plain} server_name text.hue.vn; location / { return 200 'we say sextant-domain=abc here'; } }
        server { {plain} server_name long.hue.vn; root {folder}; location / { try_files /long.txt =404; } }
        server { {plain} server_name away.hue.vn; location / { return 302 http://plain.hue.vn/.well-known/sextant-domain.txt; } }
        server { {plain} server_name inward.hue.vn; location / { return 302 http://127.0.0.1/.well-known/sextant-domain.txt; } }
        server { {secure} server_name cert.hue.vn; ssl_certificate {folder}/bad.pem; ssl_certificate_key {folder}/bad.key; location / { return 200 'sextant-domain=abc\n'; } }
        """;

    private async Task<RealNameServer> KeepAsync(Task<RealNameServer> starting)
    {
        RealNameServer server = await starting;
        _servers.Add(server);
        return server;
    }
}
