namespace Sextant.Web.Access;

/// <summary>
/// Where people reach the pages. Links in letters and the origin of passkeys are made from this alone, never from what a request calls its host: that is a stranger's word.
/// </summary>
public sealed class PublicAddress(Uri? configured)
{
    private Uri? _bound;

    /// <summary>The address: the one of the settings, else where the server listens.</summary>
    public Uri Url => configured ?? _bound ?? throw new InvalidOperationException("The server does not listen yet.");

    /// <summary>Whether browsers come over TLS; cookies are then for TLS alone.</summary>
    public bool IsSecure => configured?.Scheme == Uri.UriSchemeHttps;

    /// <summary><c>https://ipv6.example.gov.vn</c>: what a browser calls the origin.</summary>
    public string Origin => Url.GetLeftPart(UriPartial.Authority);

    /// <summary>The address of a page.</summary>
    public string Of(string path) => Origin + path;

    /// <summary>Where the server listens; a browser keeps passkeys for names only, so loopback is called by its name.</summary>
    public void Bind(Uri listening) => _bound = new UriBuilder(listening) { Host = "localhost" }.Uri;
}
