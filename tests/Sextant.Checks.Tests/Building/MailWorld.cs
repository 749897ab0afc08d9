using System.Net;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Checks.Tests.Building;

/// <summary>A mail domain with two servers on both families, healthy until a test breaks something.</summary>
internal sealed class MailWorld
{
    public const string Domain = "example.gov.vn";

    public List<MxWorld> Hosts { get; } =
    [
        new("mx1." + Domain) { V4 = ["192.0.2.25"], V6 = ["2001:db8::25"] },
        new("mx2." + Domain) { V4 = ["192.0.2.26"], V6 = ["2001:db8::26"] },
    ];

    public Func<SmtpLook, SmtpLook?> Alter { get; set; } = s => s;

    public Func<MailObservation, MailObservation> Finally { get; set; } = m => m;

    public VantageObservation Vantage { get; set; } = Seen.Vantage;

    public MxWorld this[int host] => Hosts[host];

    public static Scan With(Action<MailWorld>? change = null)
    {
        var world = new MailWorld();
        change?.Invoke(world);
        return world.Build();
    }

    /// <summary>Changes conversations over one family, with one server or with all.</summary>
    public void Over(Family family, Func<SmtpLook, SmtpLook?> change, int? host = null)
    {
        Func<SmtpLook, SmtpLook?> before = Alter;
        string[]? only = host is { } index ? [.. Hosts[index].V4, .. Hosts[index].V6] : null;
        Alter = s => before(s) is { } now ? now.Family == family && only?.Contains(now.Address.ToString()) != false ? change(now) : now : null;
    }

    private Scan Build()
    {
        var mail = new MailObservation
        {
            Domain = Domain,
            Mx = Seen.Data(Domain, "MX", [.. Hosts.Select((h, i) => $"{10 * (i + 1)} {h.Name}.")]),
            Hosts = [.. Hosts.Select((h, i) => new MxHost
            {
                Preference = 10 * (i + 1),
                Name = h.Name,
                A = h.A ?? Seen.Addresses(h.Name, "A", h.V4),
                Aaaa = h.Aaaa ?? Seen.Addresses(h.Name, "AAAA", h.V6),
                Sessions = [.. h.V6.Concat(h.V4).Select(a => Alter(Session(h.Name, IPAddress.Parse(a)))).OfType<SmtpLook>()],
            })],
        };
        return Seen.Scan(Domain, TargetKind.Mail, Vantage) with { Mail = Finally(mail) };
    }

    private static SmtpLook Session(string name, IPAddress address) => new()
    {
        Address = address,
        Attempts = Seen.Once(80),
        Connected = true,
        ConnectMs = 10,
        GreetingMs = 30,
        GreetingCode = 220,
        Greeting = name + " ESMTP Postfix",
        EhloCode = 250,
        StartTlsOffered = true,
        Tls = new TlsLook { Address = address, Port = 25, ServerName = name, Attempts = Seen.Once(), Protocol = "1.3" },
    };
}

/// <summary>One mail server of a <see cref="MailWorld"/>.</summary>
internal sealed class MxWorld(string name)
{
    public string Name { get; } = name;

    public string[] V4 { get; set; } = [];

    public string[] V6 { get; set; } = [];

    public Lookup? A { get; set; }

    public Lookup? Aaaa { get; set; }
}

/// <summary>What a mail server may do to a connection.</summary>
internal static class Talking
{
    private static SmtpLook Failing(SmtpLook s, Failure failure, bool connected, int? code = null, int tries = 3) => s with
    {
        Attempts = [.. Seen.Thrice(failure).Take(tries)],
        Failure = failure,
        Connected = connected,
        ConnectMs = connected ? 10 : null,
        GreetingMs = code is null ? null : 30,
        GreetingCode = code,
        Greeting = null,
        EhloCode = null,
        StartTlsOffered = false,
        Tls = null,
    };

    public static SmtpLook Dropped(this SmtpLook s, int tries = 3) => Failing(s, Failure.TimedOut, false, null, tries);

    public static SmtpLook RefusedPort(this SmtpLook s) => Failing(s, Failure.ConnectionRefused, false);

    public static SmtpLook NoGreeting(this SmtpLook s) => Failing(s, Failure.SmtpNoGreeting, true);

    public static SmtpLook Closed(this SmtpLook s) => Failing(s, Failure.ConnectionClosed, true);

    public static SmtpLook Garbage(this SmtpLook s) => Failing(s, Failure.SmtpMalformed, true);

    public static SmtpLook Rejected(this SmtpLook s) => Failing(s, Failure.SmtpRejected, true, 554);

    public static SmtpLook Deferred(this SmtpLook s) => Failing(s, Failure.SmtpDeferred, true, 421);

    public static SmtpLook WithoutStartTls(this SmtpLook s) => s with { StartTlsOffered = false, Tls = null };

    public static SmtpLook StartTlsFails(this SmtpLook s, int tries = 3) => s with
    {
        StartTls = Failure.SmtpStarttlsFailed,
        Tls = null,
        Attempts = [.. Seen.Thrice(Failure.SmtpStarttlsFailed).Take(tries)],
    };

    public static SmtpLook Certificate(this SmtpLook s, params Failure[] faults) => s with { Tls = s.Tls! with { Certificate = faults } };
}
