using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Sextant.Wire.Addresses;

namespace Sextant.Checks.Recipes;

/// <summary>
/// Fills <c>{{zone}}</c>, <c>{{host}}</c>, <c>{{address}}</c> ... from a finding. Its values come from the target: what is no plain host
/// name or no IPv6 address is replaced by an example, so that nothing hostile reaches a configuration file or a shell.
/// </summary>
internal sealed partial class Placeholders
{
    private const string ExampleAddress = "2001:db8::1";

    private readonly Finding finding;

    private Placeholders(Finding finding) => this.finding = finding;

    public static string Fill(string text, Finding finding)
    {
        var own = new Placeholders(finding);
        return Pattern().Replace(text, match => own.Value(match.Groups[1].Value));
    }

    private string Value(string name) => name switch
    {
        "address" => Address(),
        "host" => Host("host", "subject") ?? "www.example.vn",
        "zone" => Host("zone", "subject") ?? "example.vn",
        "domain" => Host("subject") ?? "example.vn",
        "server" => Host("server", "host", "subject") ?? "ns1.example.vn",
        "name" => Host("name", "server", "host", "subject") ?? "www.example.vn",
        "link" => Host("link", "zone", "subject") ?? "example.vn",
        _ => throw new InvalidDataException($"A remedy uses the unknown placeholder {name}."),
    };

    private string? Host(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            string? value = name == "subject" ? finding.Subject : finding.Parameters.GetValueOrDefault(name);
            string folded = value?.TrimEnd('.').ToLowerInvariant() ?? "";
            if (folded.Length is > 0 and <= 253 && HostPattern().IsMatch(folded))
            {
                return folded;
            }
        }

        return null;
    }

    // An address that cannot work is never put into a configuration.
    private string Address()
    {
        string? value = finding.Parameters.GetValueOrDefault("address") ?? finding.Parameters.GetValueOrDefault("addresses")?.Split(',')[0].Trim();
        return StrictAddress.TryParse(value, out IPAddress? address) && address.AddressFamily == AddressFamily.InterNetworkV6 && address.ScopeId == 0
            && AddressKind.Classify(address) is AddressScope.GlobalUnicast or AddressScope.Documentation
            ? address.ToString()
            : ExampleAddress;
    }

    [GeneratedRegex(@"\{\{([a-z]+)\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();

    // Letters, digits, hyphen and underscore in two labels or more: what no configuration language and no shell reads as more than a word.
    [GeneratedRegex(@"\A(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex HostPattern();
}
