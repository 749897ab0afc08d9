using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sextant.Net.Dialling;
using Sextant.Net.Dns;
using Sextant.Net.Guard;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Net.Http.Outward;

/// <summary>What came of sending a body somewhere.</summary>
/// <param name="Status">The answer's status; null: none came.</param>
/// <param name="Fault">Why, in a word.</param>
public sealed record PostOutcome(int? Status, string? Fault, TimeSpan Took);

/// <summary>
/// Sends bodies to addresses that a person gave: over TLS alone, each time resolved anew by our own resolvers and each address judged by the guard before it is dialled, so that a name that
/// begins to lead inwards (DNS rebinding) leads nowhere. Nothing is followed, nothing of an answer but its status is read, and it all ends in time.
/// </summary>
public sealed class GuardedPosts : IDisposable
{
    /// <summary>10 s for one attempt in all: who takes longer should take it on and work later.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>4 s for one connection: leaves time for a second address.</summary>
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(4);

    private readonly INetwork _network;
    private readonly StubClient _stub;
    private readonly DialGuard _guard;
    private readonly TimeProvider _clock;
    private readonly HttpMessageInvoker _client;

    /// <param name="network">How connections are opened.</param>
    /// <param name="stub">How names are resolved.</param>
    /// <param name="guard">Which addresses may be dialled.</param>
    /// <param name="clock">Measures.</param>
    /// <param name="roots">Roots beside the system's; null: those alone.</param>
    public GuardedPosts(INetwork network, StubClient stub, DialGuard guard, TimeProvider clock, X509Certificate2Collection? roots = null)
    {
        (_network, _stub, _guard, _clock) = (network, stub, guard, clock);
        _client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, UseProxy = false, AutomaticDecompression = DecompressionMethods.None,
            // No connection is kept: the next delivery is judged anew.
            PooledConnectionLifetime = TimeSpan.Zero,
            MaxResponseHeadersLength = 16, // KiB: nothing of them is used
            ConnectCallback = (context, cancellation) => ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellation),
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = roots is null ? null : Policy(roots) },
        });
    }

    /// <summary>Sends a body once. What the network does is in the outcome, never thrown.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<PostOutcome> PostAsync(Uri url, string json, IReadOnlyDictionary<string, string> headers, CancellationToken cancellation)
    {
        long begun = _clock.GetTimestamp();
        if (url.Scheme != Uri.UriSchemeHttps || url.Port is not (443 or >= 1024))
        {
            return new PostOutcome(null, Failure.AddressForbidden.ToWord(), TimeSpan.Zero);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(json, Encoding.UTF8, "application/json"), Version = HttpVersion.Version11 };
        request.Headers.ConnectionClose = true;
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var limit = new CancellationTokenSource(Limit, _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            // The status is known with the headers; whatever follows is not read, however long it goes on.
            using HttpResponseMessage response = await _client.SendAsync(request, both.Token).ConfigureAwait(false);
            return new PostOutcome((int)response.StatusCode, null, _clock.GetElapsedTime(begun));
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested && fault is HttpRequestException or OperationCanceledException or IOException)
        {
            return new PostOutcome(null, WordOf(fault), _clock.GetElapsedTime(begun));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static X509ChainPolicy Policy(X509Certificate2Collection roots)
    {
        // The extra roots beside the system's: an authority of one's own.
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        policy.CustomTrustStore.AddRange(roots);
        using var system = new X509Store(StoreName.Root, StoreLocation.LocalMachine);
        system.Open(OpenFlags.ReadOnly);
        policy.CustomTrustStore.AddRange(system.Certificates);
        return policy;
    }

    private static string WordOf(Exception fault)
    {
        for (Exception? one = fault; one is not null; one = one.InnerException)
        {
            switch (one)
            {
                case NowhereException nowhere:
                    return nowhere.Failure.ToWord();
                case AuthenticationException:
                    return "tls";
                case SocketException socket:
                    return SocketFailures.ToFailure(socket).ToWord();
                case OperationCanceledException:
                    return Failure.TimedOut.ToWord();
            }
        }

        return "no-answer";
    }

    private async ValueTask<Stream> ConnectAsync(string host, int port, CancellationToken cancellation)
    {
        Failure last = Failure.DnsNoData;
        foreach (IPAddress address in await AddressesAsync(host, cancellation).ConfigureAwait(false))
        {
            if (_guard.Judge(address) is { } verdict)
            {
                last = verdict;
                continue;
            }

            using var limit = new CancellationTokenSource(ConnectLimit, _clock);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
            try
            {
                return new NetworkStream(await _network.ConnectTcpAsync(new IPEndPoint(address, port), both.Token).ConfigureAwait(false), ownsSocket: true);
            }
            catch (SocketException refused)
            {
                last = SocketFailures.ToFailure(refused);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                last = Failure.TimedOut;
            }
        }

        throw new NowhereException(last);
    }

    /// <summary>IPv6 first: it is what this program is about.</summary>
    private async Task<IReadOnlyList<IPAddress>> AddressesAsync(string host, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(host, out IPAddress? literal))
        {
            return [literal];
        }

        if (!DnsName.TryParse(host, out DnsName? name))
        {
            throw new NowhereException(Failure.DnsNxdomain);
        }

        StubAnswer six = await _stub.LookupAsync(name, DnsType.Aaaa, cancellation).ConfigureAwait(false);
        StubAnswer four = await _stub.LookupAsync(name, DnsType.A, cancellation).ConfigureAwait(false);
        IPAddress[] found =
        [
            .. six.Records.Select(record => record.RData).OfType<AaaaRecord>().Select(data => data.Address), .. four.Records.Select(record => record.RData).OfType<ARecord>().Select(data => data.Address),
        ];
        return found.Length > 0 ? found : throw new NowhereException(six.Failure ?? four.Failure ?? Failure.DnsNoData);
    }

    private sealed class NowhereException(Failure failure) : IOException(failure.ToWord())
    {
        public Failure Failure { get; } = failure;
    }
}
