using System.Net;
using Sextant.Lab.Tls;
using Sextant.Wire;

namespace Sextant.Lab.Http;

/// <summary>What a site shows on one of its addresses: the state that the lines of its script change.</summary>
public sealed class SiteFace
{
    internal SiteFace(string host, IPAddress address)
    {
        Host = host;
        Address = address;
        Reply = request => LabReply.Page(Pages.Portal(host));
    }

    /// <summary>The site's host name.</summary>
    public string Host { get; }

    /// <summary>The virtual address.</summary>
    public IPAddress Address { get; }

    /// <summary>The address's family.</summary>
    public Family Family => Where.FamilyOf(Address);

    /// <summary>Whether anybody listens on port 80.</summary>
    public bool Http { get; set; } = true;

    /// <summary>Whether anybody listens on port 443.</summary>
    public bool Https { get; set; } = true;

    /// <summary>Whether port 80 sends visitors to https (when 443 is open) instead of answering itself.</summary>
    public bool UpgradesToHttps { get; set; } = true;

    /// <summary>The certificate on port 443.</summary>
    public CertificateKind Certificate { get; set; }

    /// <summary>Whether HTTP/2 is offered by ALPN.</summary>
    public bool Http2 { get; set; }

    /// <summary>Whether the handshake is cut off with nonsense instead of a certificate.</summary>
    public bool TlsBroken { get; set; }

    /// <summary>What is answered.</summary>
    public Func<LabRequest, LabReply> Reply { get; set; }

    internal LabReply Answer(LabRequest request) =>
        !request.Secure && UpgradesToHttps && Https ? LabReply.Redirect($"https://{Host}{request.Target}") : Reply(request);
}
