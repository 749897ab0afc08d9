using System.Net;
using Microsoft.IdentityModel.Protocols;

namespace Sextant.Web.Access.Providers;

/// <summary>
/// Asks a provider: over TLS, or on this very machine; so long and so much, and no more. A provider that is slow, endless or gone costs one sign-in its patience.
/// </summary>
public sealed class ProviderCalls(HttpClient client, TimeSpan patience) : IDocumentRetriever
{
    /// <summary>256 KiB: metadata and keys of large providers have some 20.</summary>
    private const int MostOctets = 256 * 1024;

    /// <summary>What stands at an address.</summary>
    /// <exception cref="ProviderException">It could not be had.</exception>
    public async Task<string> GetDocumentAsync(string address, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Safe(address));
        (HttpStatusCode status, string body) = await SendAsync(request, cancel).ConfigureAwait(false);
        return status == HttpStatusCode.OK ? body : throw new ProviderException(ProviderFault.Unreachable, $"{(int)status}");
    }

    /// <summary>An answer, whatever its status.</summary>
    /// <exception cref="ProviderException">None came in time, or too much of one.</exception>
    internal async Task<(HttpStatusCode Status, string Body)> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bounded.CancelAfter(patience);
        try
        {
            using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, bounded.Token).ConfigureAwait(false);
            await using Stream stream = await response.Content.ReadAsStreamAsync(bounded.Token).ConfigureAwait(false);
            var body = new MemoryStream();
            byte[] buffer = new byte[8192];
            while (await stream.ReadAsync(buffer, bounded.Token).ConfigureAwait(false) is > 0 and var read)
            {
                body.Write(buffer, 0, read);
                if (body.Length > MostOctets)
                {
                    throw new ProviderException(ProviderFault.Unreachable, "too long");
                }
            }

            return (response.StatusCode, System.Text.Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length));
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException || (fault is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new ProviderException(ProviderFault.Unreachable, fault.Message);
        }
    }

    /// <summary>An address that may be asked, or that a browser may be sent to.</summary>
    /// <exception cref="ProviderException">It would be asked in the clear.</exception>
    internal static Uri Safe(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)) && uri.UserInfo.Length == 0
            ? uri
            : throw new ProviderException(ProviderFault.Metadata, "address");
}
