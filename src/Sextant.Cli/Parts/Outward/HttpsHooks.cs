using System.Net;
using System.Security.Cryptography.X509Certificates;
using Sextant.Cli.Settings;
using Sextant.Net;
using Sextant.Net.Dns;
using Sextant.Net.Guard;
using Sextant.Net.Http.Outward;
using Sextant.Programme.Webhooks;

namespace Sextant.Cli.Parts.Outward;

/// <summary>Hands events to other systems, behind the guard of the settings: inwards only into networks that the settings call one's own.</summary>
internal sealed class HttpsHooks(GuardedPosts posts) : IHookSender, IDisposable
{
    public static HttpsHooks Of(SextantSettings settings, TimeProvider clock)
    {
        IPEndPoint[] resolvers = [.. SystemResolvers.Or(settings.Resolving.Resolvers)];
        var network = new MachineNetwork();
        X509Certificate2Collection? roots = null;
        if (settings.Dialling.CaFile is { } file)
        {
            roots = [];
            roots.ImportFromPemFile(file);
        }

        var stub = new StubClient(new DnsTransport(network, new DialGuard(new DialGuardOptions { Resolvers = resolvers }), null, clock), new StubOptions { Resolvers = resolvers, Timeout = TimeSpan.FromSeconds(4) });
        return new HttpsHooks(new GuardedPosts(network, stub, MeasuringParts.GuardOfOutward(settings), clock, roots));
    }

    /// <inheritdoc/>
    public async Task<HookFate> SendAsync(HookRequest request, CancellationToken cancellation)
    {
        PostOutcome outcome = await posts.PostAsync(request.Url, request.Body, request.Headers, cancellation).ConfigureAwait(false);
        return new HookFate(outcome.Status, outcome.Fault, outcome.Took);
    }

    /// <inheritdoc/>
    public void Dispose() => posts.Dispose();
}
