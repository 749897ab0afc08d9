using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Sextant.Cli.Settings;
using Sextant.Web;

namespace Sextant.Cli.Parts.Outward;

/// <summary>
/// The identity providers of the settings, each with the client that asks it. Not the guarded dialling of measuring: a provider is named by whoever runs the program, stands often
/// inside the own network, and is asked by name over TLS.
/// </summary>
internal static class ProviderLines
{
    /// <summary>10 s: longer than a page for signing in may take to open.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>5 min: a connection goes by what its name says by then.</summary>
    private static readonly TimeSpan ConnectionLasts = TimeSpan.FromMinutes(5);

    public static IReadOnlyList<ProviderLine> Of(SextantSettings settings) => settings.SignInProviders.Count == 0
        ? []
        : [.. settings.SignInProviders.Select(provider => new ProviderLine(provider, Client(settings.Dialling.CaFile), Patience))];

    private static HttpClient Client(string? caFile)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(5), PooledConnectionLifetime = ConnectionLasts, MaxConnectionsPerServer = 8,
        };
        if (caFile is not null)
        {
            var roots = new X509Certificate2Collection();
            roots.ImportFromPemFile(caFile);
            handler.SslOptions.CertificateChainPolicy = Chain(roots);
        }

        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan }; // each question has a time limit of its own
    }

    private static X509ChainPolicy Chain(X509Certificate2Collection own)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        using var system = new X509Store(StoreName.Root, StoreLocation.LocalMachine);
        system.Open(OpenFlags.ReadOnly);
        policy.CustomTrustStore.AddRange(system.Certificates);
        policy.CustomTrustStore.AddRange(own);
        return policy;
    }
}
