using System.Net.Security;
using System.Security.Authentication;
using Sextant.Lab.Serving;
using Sextant.Lab.Tls;
using Sextant.Net.Tls;

namespace Sextant.Lab.Http;

/// <summary>The web server on one endpoint: HTTP/1.1 (and HTTP/2 where a site offers it), name-based virtual hosts, TLS on port 443.</summary>
internal sealed class HttpService(IReadOnlyDictionary<string, SiteFace> sites, SiteFace fallback, CertificateMaker? certificates) : ITcpService
{
    // A visitor of the world who keeps a connection longer than this many requests is cut: everything is bounded.
    private const int RequestsPerConnection = 1000;

    private static readonly byte[] Nonsense = "220 this is not TLS\r\n"u8.ToArray();

    public async Task ServeAsync(Stream stream, Served served, CancellationToken cancellation)
    {
        if (certificates is null)
        {
            await SpeakAsync(stream, false, served, cancellation).ConfigureAwait(false);
            return;
        }

        if (certificates.Acceptor is { } acceptor && IsPlain(fallback) && sites.Values.All(IsPlain))
        {
            Stream secured = await acceptor.AcceptAsync(stream, name => Shown(Find(name)), cancellation).ConfigureAwait(false);
            await using (secured.ConfigureAwait(false))
            {
                await SpeakAsync(secured, true, served, cancellation).ConfigureAwait(false);
                return;
            }
        }

        var tls = new SslStream(stream, leaveInnerStreamOpen: false);
        await using (tls.ConfigureAwait(false))
        {
            if (fallback.TlsBroken && sites.Values.All(s => s.TlsBroken))
            {
                await stream.WriteAsync(Nonsense, cancellation).ConfigureAwait(false);
                return;
            }

            await tls.AuthenticateAsServerAsync((_, hello, _, _) => ValueTask.FromResult(Options(hello.ServerName)), null, cancellation).ConfigureAwait(false);
            if (tls.NegotiatedApplicationProtocol == SslApplicationProtocol.Http2)
            {
                var connection = new Http2Connection(tls, Names.Fold(tls.TargetHostName), served, r => Answer(r.Host, r, served));
                await connection.ServeAsync(cancellation).ConfigureAwait(false);
                return;
            }

            await SpeakAsync(tls, true, served, cancellation).ConfigureAwait(false);
        }
    }

    private SiteFace Find(string? host) => host is not null && sites.TryGetValue(Names.Fold(host), out var site) ? site : fallback;

    // HTTP/2 reads and writes at once, and a handshake that is broken on purpose is broken the way the base library does.
    private static bool IsPlain(SiteFace site) => site is { TlsBroken: false, Http2: false };

    private ShownCertificate Shown(SiteFace site) => certificates!.For(site.Host, site.Certificate).Shown;

    private SslServerAuthenticationOptions Options(string? serverName)
    {
        var site = Find(serverName);
        if (site.TlsBroken)
        {
            throw new AuthenticationException("this site breaks the handshake");
        }

        return new SslServerAuthenticationOptions
        {
            ServerCertificateContext = certificates!.For(site.Host, site.Certificate).Context,
            ApplicationProtocols = site.Http2 ? [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11] : [SslApplicationProtocol.Http11],
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        };
    }

    private LabReply Answer(string host, LabRequest request, Served served)
    {
        var site = Find(host);
        int ordinal = served.Counters.Next("http", site.Host + "/" + site.Family);
        return site.Answer(request with { Ordinal = ordinal, At = served.Options.Clock.GetUtcNow() });
    }

    private async Task SpeakAsync(Stream stream, bool secure, Served served, CancellationToken cancellation)
    {
        var reader = new RequestReader(stream, served.At.Address, secure);
        for (int i = 0; i < RequestsPerConnection; i++)
        {
            var (request, keep) = await reader.ReadAsync(cancellation).ConfigureAwait(false);
            if (request is null)
            {
                return;
            }

            var reply = Answer(request.Host, request, served);
            await served.PauseAsync(reply.Thinks, cancellation).ConfigureAwait(false);
            if (!await ReplyWriter.WriteAsync(stream, request, reply, keep, served, cancellation).ConfigureAwait(false))
            {
                return;
            }
        }
    }
}
