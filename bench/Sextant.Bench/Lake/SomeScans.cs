using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Sextant.Checks.Observations;
using Sextant.Measurement.Evidence;
using Sextant.Wire;

namespace Sextant.Bench.Lake;

/// <summary>Scans as they come from a site that answers, made up from its name.</summary>
internal static class SomeScans
{
    /// <summary>What its evidence would be called.</summary>
    public static string EvidenceOf(string name) => EvidenceHash.Of(Encoding.ASCII.GetBytes(name)).ToString();

    /// <summary>A site over both families and both schemes, with its www.</summary>
    /// <param name="broken">Whether it has no address over IPv6.</param>
    public static Scan Of(string name, DateTimeOffset at, IReadOnlyList<TargetKind> kinds, bool broken = false) => new()
    {
        Name = name,
        Kinds = kinds,
        StartedAt = at,
        FinishedAt = at.AddSeconds(2),
        Vantage = new VantageObservation { Name = "hanoi", CheckedAt = at, Ipv4 = true, Ipv6 = true, Resolver = true, Dns64 = false },
        Context = new ScanContext { Program = "0.1.0" },
        Web = new WebObservation { Site = name, Hosts = [HostOf(name, at, broken), HostOf("www." + name, at, broken)] },
    };

    private static HostObservation HostOf(string name, DateTimeOffset at, bool broken)
    {
        int hash = Math.Abs(BitConverter.ToInt32(System.Security.Cryptography.SHA256.HashData(Encoding.ASCII.GetBytes(name))) % 60_000);
        IPAddress v4 = new([103, 28, (byte)(hash / 250), (byte)((hash % 250) + 1)]);
        IPAddress v6 = IPAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"2405:4800:{hash:x}::{(hash % 999) + 1:x}"));
        Lookup Asked(string type, params IPAddress[] addresses) => new() { Name = name, Type = type, Attempts = [new Attempt(at, 3 + (hash % 40))], Addresses = [.. addresses] };
        return new HostObservation
        {
            Name = name,
            A = Asked("A", v4),
            Aaaa = broken ? Asked("AAAA") : Asked("AAAA", v6),
            Https = Asked("HTTPS"),
            Ports = [.. from address in new[] { v4, v6 } from port in new[] { 80, 443 } select new PortLook { Address = address, Port = port, Attempts = [new Attempt(at, 11.5 + (hash % 80))] }],
            Tls = [.. new[] { v4, v6 }.Select(address => new TlsLook { Address = address, Port = 443, ServerName = name, Attempts = [new Attempt(at, 30.5 + (hash % 50))], Connected = true, Protocol = "1.3", Alpn = "h2" })],
            Fetches = [.. from address in new[] { v4, v6 } from scheme in new[] { "http", "https" } select FetchOf(name, scheme, address, at, hash)],
        };
    }

    private static Fetch FetchOf(string name, string scheme, IPAddress address, DateTimeOffset at, int hash) => new()
    {
        Family = address.AddressFamily == AddressFamily.InterNetwork ? Family.V4 : Family.V6,
        Address = address,
        Url = $"{scheme}://{name}/",
        Attempts = [new Attempt(at, 60.5 + (hash % 300))],
        Status = 200,
        Hops = [new Hop { Url = $"{scheme}://{name}/", Address = address, Port = scheme == "http" ? 80 : 443, Status = 200, ConnectMs = 11, FirstByteMs = 40 + (hash % 200) }],
        Page = new PageShape { Length = 10_000 + hash, Sha256 = new string('0', 64), Title = name, TextShingles = [1, 2], SkeletonShingles = [3] },
    };
}
