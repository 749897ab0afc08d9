namespace Sextant.Lab.Mail;

/// <summary>
/// The script of a domain's mail. Without a word it has one healthy server, <c>mail.DOMAIN</c>, as its MX;
/// the first <see cref="Exchange"/> takes its place.
/// </summary>
public sealed class MailScript
{
    private readonly World _world;
    private readonly List<(ushort Preference, string Host)> _exchanges = [];
    private bool _null;

    internal MailScript(World world, string domain)
    {
        _world = world;
        Domain = World.Fold(domain);
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
        string name = World.Fold(host.Contains('.', StringComparison.Ordinal) ? host : host + "." + Domain);
        _exchanges.Add((preference, name));
        script?.Invoke(_world.MailHost(name));
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

        // A host of the domain that no line describes is a healthy server of its own; one of another domain must be scripted there.
        foreach (var (_, host) in _exchanges)
        {
            if (host.EndsWith("." + Domain, StringComparison.Ordinal) && !_world.HasHost(host))
            {
                _world.MailHost(host);
            }
        }
    }
}
