namespace Sextant.Lab.Mail;

/// <summary>
/// The script of a domain's mail. Without a word it has one healthy server, <c>mail.DOMAIN</c>, as its MX;
/// the first <see cref="Exchange"/> takes its place.
/// </summary>
public sealed class MailScript
{
    private readonly Func<string, Action<MailHostScript>?, MailHostScript> _server;
    private readonly List<(ushort Preference, string Host)> _exchanges = [];
    private bool _null;

    internal MailScript(Func<string, Action<MailHostScript>?, MailHostScript> server, string domain)
    {
        _server = server;
        Domain = Names.Fold(domain);
    }

    /// <summary>The domain, lower case, without trailing dot.</summary>
    public string Domain { get; }

    /// <summary>Says by a NULL MX (RFC 7505) that the domain takes no mail.</summary>
    public MailScript NullMx()
    {
        _null = true;
        return this;
    }

    /// <summary>Adds an MX; a host without a dot is below the domain. A host of another domain is scripted there.</summary>
    public MailScript Exchange(string host, ushort preference = 10, Action<MailHostScript>? script = null)
    {
        string name = Names.Fold(host.Contains('.', StringComparison.Ordinal) ? host : host + "." + Domain);
        _exchanges.Add((preference, name));
        if (script is not null || Names.IsWithin(name, Domain))
        {
            _server(name, script);
        }

        return this;
    }

    /// <summary>Changes the domain's own server, <c>mail.DOMAIN</c>.</summary>
    public MailScript Server(Action<MailHostScript> script) => Exchange("mail", 10, script);

    internal IEnumerable<(ushort Preference, string Host)> Records => _null ? [(0, "")] : _exchanges;

    /// <summary>Called when the world is put together: a domain without a word gets its server.</summary>
    internal void Settle()
    {
        if (!_null && _exchanges.Count == 0)
        {
            Exchange("mail");
        }
    }
}
