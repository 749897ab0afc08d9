using System.Net;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Checks.Tests.Building;

/// <summary>The pieces from which the worlds of these tests are made. Documentation addresses count as global in them.</summary>
internal static class Seen
{
    public static readonly DateTimeOffset At = new(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<Attempt> Once(double ms = 12) => [new Attempt(At, ms)];

    public static IReadOnlyList<Attempt> Thrice(Failure failure) => [.. Enumerable.Range(0, 3).Select(i => new Attempt(At.AddSeconds(2 * i), 3000, failure))];

    /// <summary>Questions put once each, the first of them lost.</summary>
    public static QuerySample Sample(string address, int asked, int lost, double ms = 12) => new()
    {
        Address = IPAddress.Parse(address),
        Attempts = [.. Enumerable.Range(0, asked).Select(i => i < lost ? new Attempt(At, 3000, Failure.TimedOut) : new Attempt(At, ms))],
    };

    /// <summary>Questions of four types in turn; all of some types are lost.</summary>
    public static QuerySample SampleByType(string address, int asked, string[] lost)
    {
        string[] types = [.. Enumerable.Range(0, asked).Select(i => new[] { "SOA", "NS", "A", "MX" }[i % 4])];
        return new()
        {
            Address = IPAddress.Parse(address),
            Types = types,
            Attempts = [.. types.Select(type => lost.Contains(type) ? new Attempt(At, 3000, Failure.TimedOut) : new Attempt(At, 12))],
        };
    }

    /// <summary>A large answer asked for whole: arrived, or lost three times.</summary>
    public static ServerAnswer[] Large(string address, string zone, bool arrives, string server = "ns1.example.gov.vn")
    {
        var cut = new ServerAnswer { Server = server, Address = IPAddress.Parse(address), Transport = "udp", Name = zone, Type = "TXT", UdpPayload = 1232, Attempts = Once(), Rcode = "NOERROR", Authoritative = true, Truncated = true, Size = 40 };
        ServerAnswer whole = cut with { Transport = "tcp", Truncated = false, Data = ["long"], AnswerCount = 1, Size = 2100 };
        return
        [
            cut, whole,
            arrives
                ? whole with { Transport = "udp", UdpPayload = 4096 }
                : cut with { Truncated = false, Rcode = null, Authoritative = false, Size = null, UdpPayload = 4096, Failure = Failure.TimedOut, Attempts = Thrice(Failure.TimedOut) },
        ];
    }

    public static Lookup Addresses(string name, string type, params string[] addresses) => new()
    {
        Name = name,
        Type = type,
        Attempts = Once(),
        Failure = addresses.Length == 0 ? Failure.DnsNoData : null,
        Addresses = [.. addresses.Select(IPAddress.Parse)],
    };

    public static Lookup Data(string name, string type, params string[] data) => new()
    {
        Name = name,
        Type = type,
        Attempts = Once(),
        Failure = data.Length == 0 ? Failure.DnsNoData : null,
        Data = data,
    };

    public static Lookup Failed(string name, string type, Failure failure, int tries = 3) => new()
    {
        Name = name,
        Type = type,
        Attempts = [.. Thrice(failure).Take(tries)],
        Failure = failure,
    };

    /// <summary>A vantage with which nothing is wrong and that has references for every way out.</summary>
    public static VantageObservation Vantage { get; } = new()
    {
        Name = "test",
        CheckedAt = At,
        Ipv4 = true,
        Ipv6 = true,
        Resolver = true,
        Dns64 = false,
        EhloName = "vantage.example.net",
        ForwardConfirmedV4 = true,
        ForwardConfirmedV6 = true,
        Port25V4 = true,
        Port25V6 = true,
        Anchors = [.. from family in new[] { Family.V4, Family.V6 }
                      from port in new[] { 25, 53, 80, 443 }
                      select new AnchorLook { Role = "dual", Name = "anchor.example.net", Family = family, Port = port, Healthy = true }],
    };

    public static Scan Scan(string name, TargetKind kind, VantageObservation? vantage = null) => new()
    {
        Name = name,
        Kinds = [kind],
        StartedAt = At,
        FinishedAt = At.AddSeconds(20),
        Vantage = vantage ?? Vantage,
        Context = new ScanContext { Program = "test", GlobalPrefixes = ["2001:db8::/32", "192.0.2.0/24"] },
    };
}
