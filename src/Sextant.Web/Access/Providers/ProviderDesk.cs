using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Sextant.Programme.People;

namespace Sextant.Web.Access.Providers;

/// <summary>The identity providers of this installation, and what browsers have begun with them.</summary>
public sealed class ProviderDesk(WebParts parts, SignInCookies cookies)
{
    private readonly ProviderClient[] _clients = [.. parts.Providers.Select(line => new ProviderClient(line, parts.Address, parts.Clock))];
    private readonly ITimeLimitedDataProtector _link = parts.People.Protection.CreateProtector("sextant.web.provider-link").ToTimeLimitedDataProtector();

    /// <summary>Every provider, as the settings list them.</summary>
    public IReadOnlyList<SignInProvider> All { get; } = [.. parts.Providers.Select(line => line.Provider)];

    /// <summary>One provider; null: there is none of that name.</summary>
    public ProviderClient? Find(string? name) => Array.Find(_clients, client => client.Provider.Name == name);

    /// <summary>What it is called; of one that the settings no longer have, its name.</summary>
    public string TitleOf(string name) => Find(name)?.Provider.Title ?? name;

    /// <summary>Begins: gives where the browser is to be sent, and the browser what it must come back with.</summary>
    /// <param name="back">Where to go when it is done.</param>
    /// <param name="link">The seal of a link at the own account; null: it is a sign-in.</param>
    /// <exception cref="ProviderException">It cannot begin.</exception>
    public async Task<string> BeginAsync(HttpContext context, string? name, string back, string? link)
    {
        ProviderClient client = Find(name) ?? throw new ProviderException(ProviderFault.NoProvider);
        Viewer viewer = context.Viewer();
        string? session = link is null ? null : Open(link) == $"{viewer.Session} {client.Provider.Name}" && parts.People.Own.IsFresh(viewer) ? viewer.Session : throw new ProviderException(ProviderFault.State);
        var step = new ProviderStep(client.Provider.Name, Word(), Word(), Word(), back, context.Request.PathBase)
        {
            // Who is signed in and comes here is asked whether it is still the same person: the provider must ask, not remember.
            Anew = viewer.Known ? parts.Clock.GetUtcNow() : null, Link = session,
        };
        string address = await client.AddressAsync(step, context.RequestAborted).ConfigureAwait(false);
        cookies.Leave(context, step);
        return address;
    }

    /// <summary>Takes what this browser has begun with a provider; it counts once.</summary>
    /// <exception cref="ProviderException">It has begun nothing with that one.</exception>
    public (ProviderClient Client, ProviderStep Step) Take(HttpContext context, string? name)
    {
        ProviderClient client = Find(name) ?? throw new ProviderException(ProviderFault.NoProvider);
        return cookies.TakeLeft(context) is { } step && step.Provider == client.Provider.Name ? (client, step) : throw new ProviderException(ProviderFault.State);
    }

    /// <summary>The seal by which a page of this person's own begins a link: another's page cannot make it.</summary>
    public string Seal(Viewer viewer, string provider) => _link.Protect($"{viewer.Session} {provider}", parts.People.Options.Fresh);

    private string? Open(string seal)
    {
        try
        {
            return _link.Unprotect(seal);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    // 256 bits: RFC 7636, section 7.1, for the verifier; the same for the others.
    private static string Word() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
