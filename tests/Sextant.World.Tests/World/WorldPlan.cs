using System.Net;
using Sextant.Testing;

namespace Sextant.World.Tests.World;

/// <summary>All that the rows of one world ask for, before it starts.</summary>
internal sealed class WorldPlan : IDisposable
{
    private readonly List<IPAddress> authorities = [];
    private readonly TemporaryFolder folder = new();
    private readonly List<IPAddress> addresses = [];
    private readonly List<string> filters = [];
    private readonly List<string> leaving = [];
    private readonly List<string> coming = [];
    private readonly List<string> nginx = [];
    private readonly List<Func<RunningWorld, Task<IAsyncDisposable>>> servers = [];
    private readonly Dictionary<Row, Plot> plots = [];
    private int certificates;
    private int sites4;
    private int sites6;

    public WorldPlan(AddressPlan plan, IEnumerable<Row> rows)
    {
        Plan = plan;
        File.WriteAllText(folder["ca.pem"], Authority.RootPem);
        foreach (Row row in rows)
        {
            var plot = new Plot(this, row);
            row.Play(plot);
            plots.Add(row, plot);
        }
    }

    /// <summary>Its addresses.</summary>
    public AddressPlan Plan { get; }

    /// <summary>Its certificate authority.</summary>
    public TestCa Authority { get; } = new("World");

    /// <summary>Files of the world.</summary>
    public string this[string name] => folder[name];

    /// <summary>The folder of the world.</summary>
    public string Folder => folder.Path;

    /// <summary>What each row asked for.</summary>
    public IReadOnlyDictionary<Row, Plot> Plots => plots;

    /// <summary>Address records of the vantages, in the zone of the shared name servers.</summary>
    public IEnumerable<string> Vantages =>
        from number in Enum.GetValues<VantageKind>().Select(kind => (int)kind + 1)
        from line in (string[])[$"vantage{number} A {Plan.Link(number, 2, false)}", $"vantage{number} AAAA {Plan.Link(number, 2, true)}"]
        select line;

    /// <summary>Addresses that are the world's.</summary>
    public IReadOnlyList<IPAddress> Addresses => addresses;

    /// <summary>Rules of nftables for packets that reach the world.</summary>
    public IReadOnlyList<string> Filters => filters;

    /// <summary>Rules of nftables for packets that leave the world.</summary>
    public IReadOnlyList<string> FiltersLeaving => leaving;

    /// <summary>Rules of nftables for packets that come to a vantage.</summary>
    public IReadOnlyList<string> FiltersAtVantage => coming;

    /// <summary>Blocks inside nginx's <c>http</c>.</summary>
    public IReadOnlyList<string> NginxBlocks => nginx;

    /// <summary>Servers of the tests' own.</summary>
    public IReadOnlyList<Func<RunningWorld, Task<IAsyncDisposable>>> Servers => servers;

    /// <summary>Further addresses on which the rows' NSD serves every row's zone.</summary>
    public IReadOnlyList<IPAddress> Authorities => authorities;

    /// <summary>A new address on which the rows' NSD serves every row's zone.</summary>
    public IPAddress NewAuthority(bool v6)
    {
        IPAddress address = NewAddress(v6);
        authorities.Add(address);
        return address;
    }

    /// <summary>An address nobody has yet.</summary>
    public IPAddress NewAddress(bool v6)
    {
        IPAddress address = Plan.Site(v6 ? ++sites6 : ++sites4, v6);
        addresses.Add(address);
        return address;
    }

    /// <summary>An address in a network of its own, which one row's operator excludes.</summary>
    public IPAddress NeverDialled
    {
        get
        {
            var address = IPAddress.Parse(Plan.V6 + ":dddd::80");
            addresses.Add(address);
            return address;
        }
    }

    /// <summary>A rule for packets that reach the world, in nftables' words.</summary>
    public void Filter(string rule) => filters.Add(rule);

    /// <summary>A rule for packets that leave the world.</summary>
    public void FilterLeaving(string rule) => leaving.Add(rule);

    /// <summary>A rule for packets that come to a vantage, before they are put together from fragments.</summary>
    public void FilterAtVantage(string rule) => coming.Add(rule);

    /// <summary>A block inside nginx's <c>http</c>.</summary>
    public void Nginx(string block) => nginx.Add(block);

    /// <summary>A server that starts with the world and ends with it.</summary>
    public void Server(Func<RunningWorld, Task<IAsyncDisposable>> start) => servers.Add(start);

    /// <summary>Writes a certificate; gives its file and its key's.</summary>
    public (string File, string Key) Certificate(LeafWishes wishes)
    {
        int number = ++certificates;
        (string file, string key) = (folder[$"{number}.pem"], folder[$"{number}.key"]);
        using var certificate = Authority.Issue(wishes);
        Authority.Write(certificate, file, key);
        return (file, key);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Authority.Dispose();
        folder.Dispose();
    }
}
