using System.Net;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Web.Tests.Hosting;

/// <summary>
/// A scan of a site that is broken over IPv6 and of a mail server, every word of which a stranger chose: markup, marks that turn the
/// direction of writing, and escapes for terminals.
/// </summary>
public static class HostileScan
{
    public const string Words = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>\u202Egnp.exe\u2066\u001b[31mred\u0007";

    public static Scan Of(string name, DateTimeOffset at) => new()
    {
        Name = name,
        Kinds = [TargetKind.Site, TargetKind.Mail],
        StartedAt = at,
        FinishedAt = at.AddSeconds(3),
        Vantage = new VantageObservation
        {
            Name = "hanoi-1",
            CheckedAt = at,
            Ipv4 = true,
            Ipv6 = true,
            Resolver = true,
            Dns64 = false,
            Anchors = [.. from family in new[] { Family.V4, Family.V6 } from port in new[] { 25, 53, 80, 443 } select new AnchorLook { Role = "dual", Name = "anchor.vn", Family = family, Port = port, Healthy = true }],
        },
        Context = new ScanContext { Program = "test", GlobalPrefixes = ["2001:db8::/32", "203.0.113.0/24"] },
        Web = new WebObservation { Site = name, Hosts = [Host(name, at)] },
        Mail = new MailObservation
        {
            Domain = name,
            Mx = Look(name, "MX", at) with { Data = [$"10 mx.{name}."] },
            Hosts = [new MxHost { Preference = 10, Name = "mx." + name, A = Look("mx." + name, "A", at), Aaaa = Look("mx." + name, "AAAA", at), Sessions = [Talk("203.0.113.9", at), Talk("2001:db8::9", at)] }],
        },
    };

    private static HostObservation Host(string name, DateTimeOffset at) => new()
    {
        Name = name,
        A = Look(name, "A", at),
        Aaaa = Look(name, "AAAA", at),
        Https = Look(name, "HTTPS", at) with { Addresses = [], Data = [Words] },
        Ports = [Port("203.0.113.9", 443, null), Port("203.0.113.9", 80, null), Port("2001:db8::9", 443, Failure.ConnectionRefused), Port("2001:db8::9", 80, null)],
        Fetches = [Page(Family.V4, "203.0.113.9", name, at), Page(Family.V6, "2001:db8::9", name, at)],
    };

    private static Lookup Look(string name, string type, DateTimeOffset at) => new()
    {
        Name = name,
        Type = type,
        Addresses = type switch { "A" => [IPAddress.Parse("203.0.113.9")], "AAAA" => [IPAddress.Parse("2001:db8::9")], _ => [] },
        Attempts = [new Attempt(at, 4)],
        Ttl = 300,
    };

    private static PortLook Port(string address, int port, Failure? failure) => new()
    {
        Address = IPAddress.Parse(address),
        Port = port,
        Attempts = [.. Enumerable.Range(0, failure is null ? 1 : 3).Select(at => new Attempt(DateTimeOffset.UnixEpoch.AddSeconds(at), 5, failure))],
    };

    private static Fetch Page(Family family, string address, string name, DateTimeOffset at) => new()
    {
        Family = family,
        Address = IPAddress.Parse(address),
        Url = $"http://{name}/",
        Status = 200,
        FinalUrl = $"http://{name}/{Words}",
        Attempts = [new Attempt(at, 20)],
        Hops = [new Hop { Url = $"http://{name}/", Address = IPAddress.Parse(address), Port = 80, HttpVersion = "1.1", Status = 200, Server = Words, Location = Words, ConnectMs = 2, FirstByteMs = 9 }],
        Page = new PageShape { Length = 10, Sha256 = new string('0', 64), Title = Words },
    };

    private static SmtpLook Talk(string address, DateTimeOffset at) => new()
    {
        Address = IPAddress.Parse(address),
        Attempts = [new Attempt(at, 30)],
        Connected = true,
        GreetingCode = 220,
        Greeting = Words,
        EhloCode = 250,
    };
}
