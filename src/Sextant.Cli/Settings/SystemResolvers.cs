using System.Net;

namespace Sextant.Cli.Settings;

/// <summary>The resolvers of the machine, used when no <c>--resolver</c> is set.</summary>
internal static class SystemResolvers
{
    // resolv.conf(5): up to MAXNS name servers, and the local machine when none is named.
    private const int Most = 3;

    /// <summary>The <c>nameserver</c> lines of a resolv.conf; addresses with a scope (link-local) are left out: they cannot be dialled by address alone.</summary>
    public static IReadOnlyList<IPEndPoint> Read(string path = "/etc/resolv.conf")
    {
        try
        {
            return
            [
                .. from line in File.ReadLines(path).Take(1000)
                   let words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)
                   where words.Length >= 2 && words[0] == "nameserver"
                   select Endpoints.TryAddress(words[1], out IPAddress? address) ? address : null into address
                   where address is not null
                   select new IPEndPoint(address, 53) into endpoint
                   select endpoint,
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The configured resolvers, else the first three of the system.</summary>
    public static IReadOnlyList<IPEndPoint> Or(IReadOnlyList<IPEndPoint> configured) =>
        configured.Count > 0 ? configured : [.. Read().Take(Most)];
}
