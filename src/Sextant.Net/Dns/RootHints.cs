using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Sextant.Wire.Dns;

namespace Sextant.Net.Dns;

/// <summary>One root name server with its addresses.</summary>
public sealed record RootServer(DnsName Name, IReadOnlyList<IPAddress> Addresses);

/// <summary>Where every walk begins: the names and addresses of the root's servers, read from a file in the form of <c>named.root</c>.</summary>
public sealed class RootHints
{
    /// <summary>13 names are in use; a file that lists hundreds is not one of root servers.</summary>
    private const int MaxServers = 64;

    private static readonly Lazy<RootHints> OfIana = new(ReadBuiltin);

    private RootHints(IReadOnlyList<RootServer> servers) => Servers = servers;

    /// <summary>The root of the public Internet.</summary>
    public static RootHints Builtin => OfIana.Value;

    public IReadOnlyList<RootServer> Servers { get; }

    /// <summary>Reads the text of a hints file.</summary>
    /// <exception cref="FormatException">It cannot be read; the message names the line.</exception>
    public static RootHints Parse(string text) =>
        TryParse(text, out RootHints? hints, out string fault) ? hints : throw new FormatException(fault);

    /// <summary>Reads the text of a hints file: NS records of the root, and A and AAAA records of the servers they name.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out RootHints? hints, out string fault)
    {
        hints = null;
        var addresses = new Dictionary<DnsName, List<IPAddress>>();
        var servers = new List<DnsName>();
        int number = 0;
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (ReadLine(line, servers, addresses) is { } wrong)
            {
                fault = string.Create(CultureInfo.InvariantCulture, $"Root hints, line {number}: {wrong}.");
                return false;
            }
        }

        RootServer[] found = [.. servers.Distinct().Take(MaxServers).Select(n => new RootServer(n, addresses.GetValueOrDefault(n) ?? []))];
        fault = found.Any(s => s.Addresses.Count > 0) ? string.Empty : "Root hints: no name server of the root with an address.";
        hints = fault.Length == 0 ? new RootHints(found) : null;
        return hints is not null;
    }

    /// <summary>Null when the line is read or is of no concern.</summary>
    private static string? ReadLine(ReadOnlySpan<char> line, List<DnsName> servers, Dictionary<DnsName, List<IPAddress>> addresses)
    {
        int comment = line.IndexOf(';');
        string[] fields = (comment < 0 ? line : line[..comment]).ToString()
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length == 0)
        {
            return null;
        }

        // Owner, then TTL and class in any order or not at all, then type and data (RFC 1035 section 5.1).
        int type = 1;
        while (type < fields.Length && (uint.TryParse(fields[type], CultureInfo.InvariantCulture, out _) || fields[type].Equals("IN", StringComparison.OrdinalIgnoreCase)))
        {
            type++;
        }

        if (type != fields.Length - 2)
        {
            return "not 'owner TTL type data'";
        }

        if (!DnsName.TryParse(fields[0], out DnsName? owner))
        {
            return $"'{fields[0]}' is not a name";
        }

        return ReadRecord(owner, fields[type].ToUpperInvariant(), fields[^1], servers, addresses);
    }

    private static string? ReadRecord(
        DnsName owner, string type, string data, List<DnsName> servers, Dictionary<DnsName, List<IPAddress>> addresses)
    {
        switch (type)
        {
            case "NS" when owner.IsRoot:
                if (!DnsName.TryParse(data, out DnsName? server))
                {
                    return $"'{data}' is not a name";
                }

                servers.Add(server);
                return null;
            case "A" or "AAAA":
                if (!IPAddress.TryParse(data, out IPAddress? address)
                    || address.AddressFamily != (type == "A" ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6))
                {
                    return $"'{data}' is not an address of type {type}";
                }

                if (!addresses.TryGetValue(owner, out List<IPAddress>? list))
                {
                    addresses[owner] = list = [];
                }

                list.Add(address);
                return null;
            default:
                return $"a record of type {type} of '{owner}' does not belong here";
        }
    }

    private static RootHints ReadBuiltin()
    {
        using Stream stream = typeof(RootHints).Assembly.GetManifestResourceStream("root-hints.txt")!;
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd());
    }
}
