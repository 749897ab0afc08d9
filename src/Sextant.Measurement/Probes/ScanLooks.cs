namespace Sextant.Measurement.Probes;

/// <summary>The looks that probes tell of while they work; each is a part of the kind before its dot.</summary>
public static class ScanLooks
{
    /// <summary>Addresses of all hosts of a site.</summary>
    public const string SiteAddresses = "site.addresses";

    /// <summary>Ports of all their addresses.</summary>
    public const string SitePorts = "site.ports";

    /// <summary>TLS on all their addresses.</summary>
    public const string SiteTls = "site.tls";

    /// <summary>Home pages over each family.</summary>
    public const string SitePages = "site.pages";

    /// <summary>The way to the hosts' names over IPv6 alone.</summary>
    public const string SitePath = "site.path";

    /// <summary>The MX records.</summary>
    public const string MailExchanges = "mail.exchanges";

    /// <summary>Addresses of the mail servers.</summary>
    public const string MailAddresses = "mail.addresses";

    /// <summary>Conversations with each of them.</summary>
    public const string MailSessions = "mail.sessions";

    /// <summary>What the parent delegates.</summary>
    public const string ZoneDelegation = "zone.delegation";

    /// <summary>What each name server says.</summary>
    public const string ZoneServers = "zone.servers";

    /// <summary>The way to the zone over one family alone.</summary>
    public const string ZonePath = "zone.path";
}
