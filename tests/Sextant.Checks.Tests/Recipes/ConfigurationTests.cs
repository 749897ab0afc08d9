using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using Sextant.Checks.Recipes;
using Sextant.Testing;

namespace Sextant.Checks.Tests.Recipes;

/// <summary>What a recipe tells people to write is read by the very software it is for.</summary>
public sealed class ConfigurationTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Nginx_takes_it() => CheckEach("nginx", Find("nginx"), part => ["-t", "-e", "stderr", "-p", folder.Path, "-c", Write("nginx.conf", $$"""
        pid {{folder.Path}}/nginx.pid;
        error_log stderr;
        events {}
        http {
            access_log off;
            client_body_temp_path {{folder.Path}}/body; proxy_temp_path {{folder.Path}}/proxy; fastcgi_temp_path {{folder.Path}}/fastcgi;
            uwsgi_temp_path {{folder.Path}}/uwsgi; scgi_temp_path {{folder.Path}}/scgi;
        {{Loopback(WithCertificate(part.Text))}}
        }
        """)]);

    [Fact]
    public void Apache_takes_it() => CheckEach("apache", Find("apache2", "httpd"), part => ["-t", "-d", folder.Path, "-f", Write("apache.conf", $$"""
        LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
        LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
        LoadModule authz_host_module /usr/lib/apache2/modules/mod_authz_host.so
        LoadModule alias_module /usr/lib/apache2/modules/mod_alias.so
        LoadModule ssl_module /usr/lib/apache2/modules/mod_ssl.so
        ServerName localhost
        DefaultRuntimeDir {{folder.Path}}
        PidFile {{folder.Path}}/apache.pid
        ErrorLog {{folder.Path}}/error.log
        Listen 127.0.0.1:10080
        {{WithCertificate(part.Text).Replace("/var/www/www.example.gov.vn", folder.Path, StringComparison.Ordinal)}}
        """)]);

    [Fact]
    public void Postfix_takes_it() => CheckEach("postfix", Find("postconf"), part =>
    {
        Write("main.cf", "compatibility_level = 3.6\nmyhostname = mx1.example.gov.vn\nmydomain = example.gov.vn\n" + part.Text);
        Write("master.cf", "smtp inet n - y - - smtpd\n");
        return ["-c", folder.Path, "-n"];
    });

    [Fact]
    public void Bind_takes_it() => CheckEach("named", Find("named-checkconf"), part => [Write("named.conf", part.Text.Replace("/var/cache/bind", folder.Path, StringComparison.Ordinal))]);

    [Fact]
    public void Nsd_takes_it() => CheckEach("nsd", Find("nsd-checkconf"), part => [Write("nsd.conf", part.Text)]);

    [Fact]
    public void PowerDns_takes_it() => CheckEach("pdns", Find("pdns_server"), part =>
    {
        Write("bind.conf", "");
        Write("pdns.conf", $"launch=bind\nbind-config={folder.Path}/bind.conf\nsocket-dir={folder.Path}\n{part.Text}");
        return ["--config-dir=" + folder.Path, "--config=check"];
    });

    [Fact]
    public void Knot_takes_it() => CheckEach("knot", Find("knotc"), part => ["-c", Write("knot.conf", part.Text), "conf-check"]);

    [Fact]
    public void BIND_reads_the_zone_lines() => CheckEach("zone", Find("named-checkzone"), part => ["example.gov.vn", Write("zone", Zone(part))]);

    [Fact]
    public void NSD_reads_the_zone_lines() => CheckEach("zone", Find("nsd-checkzone"), part => ["example.gov.vn", Write("zone", Zone(part))]);

    [Fact]
    public void The_shell_reads_the_commands() => CheckEach("shell", Find("bash"), part => ["-n", Write("commands", part.Text)]);

    [Fact]
    public void Nftables_takes_it()
    {
        string nft = Find("nft");
        (int probe, string said) = Run(nft, ["-c", "-f", Write("nft", "table inet sextant {\n}\n")]);
        Assert.SkipUnless(probe == 0, $"nft may not look at the kernel's tables here: {said.Trim()}");
        CheckEach("nft", nft, part => ["-c", "-f", Write("nft", part.Text)]);
    }

    [Fact]
    public void A_web_config_is_XML() => Assert.All(
        Samples.Parts("iis").Where(p => p.Part.Place == "web.config"), p => Assert.Equal("configuration", XDocument.Parse(p.Part.Text).Root!.Name.LocalName));

    [Fact]
    public void Each_syntax_has_some() => Assert.All(
        new[] { "nginx", "apache", "iis", "postfix", "named", "nsd", "pdns", "knot", "zone", "nft", "shell" }, s => Assert.NotEmpty(Samples.Parts(s)));

    // Checkers warn about what they do not know and end with 0 all the same, so what they say counts too.
    private void CheckEach(string syntax, string checker, Func<ConfigurationPart, string[]> arguments)
    {
        string? Fault(ConfigurationPart part)
        {
            (int code, string said) = Run(checker, arguments(part));
            return code != 0 || said.Contains("warn", StringComparison.OrdinalIgnoreCase) ? $"{Path.GetFileName(checker)} ended with {code}: {said}\n{part.Text}" : null;
        }

        IReadOnlyList<(string From, ConfigurationPart Part)> parts = Samples.Parts(syntax);
        string[] faults = [.. parts.Select(p => (p.From, Fault: Fault(p.Part))).Where(p => p.Fault is not null).Select(p => $"{p.From}: {p.Fault}")];
        Assert.True(faults.Length == 0, string.Join("\n\n", faults));
        Assert.NotNull(Fault(parts[0].Part with { Text = parts[0].Part.Text + Nonsense(syntax) })); // or the checker looks at nothing
    }

    private static string Nonsense(string syntax) => syntax switch
    {
        "zone" => "odd 3600 IN AAAA not-an-address\n",
        "shell" => "if then\n",
        "postfix" => "sextant_nonsense = yes\n",
        "pdns" => "sextant-nonsense=yes\n",
        "nsd" or "knot" => "server:\n    sextant-nonsense: yes\n",
        _ => "SextantNonsense yes;\n",
    };

    private static string Zone(ConfigurationPart part) => $"""
        $ORIGIN example.gov.vn.
        @ 3600 IN SOA ns1 hostmaster 1 7200 3600 1209600 300
        {(part.Text.Contains(" NS ", StringComparison.Ordinal) ? "" : "@ 3600 IN NS ns1")}
        ns1 3600 IN A 192.0.2.53
        ns2 3600 IN A 192.0.2.54
        mx1 3600 IN A 192.0.2.25
        {part.Text}
        """;

    private string WithCertificate(string text)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = new CertificateRequest("CN=www.example.gov.vn", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return text
            .Replace("/etc/ssl/certs/site.pem", Write("site.pem", certificate.ExportCertificatePem()), StringComparison.Ordinal)
            .Replace("/etc/ssl/private/site.key", Write("site.key", key.ExportPkcs8PrivateKeyPem()), StringComparison.Ordinal);
    }

    // nginx -t opens what it would listen on: loopback, high ports.
    private static string Loopback(string text) => text
        .Replace("listen [::]:", "listen [::1]:10", StringComparison.Ordinal)
        .Replace("listen 80", "listen 127.0.0.1:1080", StringComparison.Ordinal)
        .Replace("listen 443", "listen 127.0.0.1:10443", StringComparison.Ordinal);

    private string Write(string name, string text)
    {
        string path = Path.Combine(folder.Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static string Find(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            foreach (string place in (ReadOnlySpan<string>)["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin", "/bin"])
            {
                if (File.Exists(Path.Combine(place, name)))
                {
                    return Path.Combine(place, name);
                }
            }
        }

        Assert.Skip($"{names[0]} is not installed, so its configuration could not be checked.");
        return "";
    }

    private static (int Code, string Said) Run(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(20_000))
        {
            process.Kill();
            return (-1, "did not end within 20 s");
        }

        return (process.ExitCode, output.Result + error.Result);
    }
}
