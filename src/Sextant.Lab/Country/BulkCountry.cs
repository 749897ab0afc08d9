using System.Globalization;
using Sextant.Lab.Http;
using Sextant.Lab.Tls;
using Sextant.Wire;

namespace Sextant.Lab.Country;

/// <summary>A name of a bulk country and the classes that a right measurement gives.</summary>
/// <param name="Name">The name.</param>
/// <param name="Site">Its web site's class.</param>
/// <param name="Mail">Its mail's class.</param>
/// <param name="Zone">Its zone's class.</param>
public sealed record BulkName(string Name, LabClass Site, LabClass Mail, LabClass Zone);

/// <summary>
/// Many names with a known mix of faults, as registrable domains under <see cref="Suffix"/>. As in a real country they lie with hosters: some hundred names share
/// the addresses of one web farm, its name servers and its mail server. So a campaign over them has class counts that are known exactly.
/// </summary>
public static class BulkCountry
{
    /// <summary>Below this the names are registered.</summary>
    public const string Suffix = "bulk.lab";

    /// <summary>100,000: each name costs some kilobytes of script, and more is a matter for a generator of real servers.</summary>
    public const int MostNames = 100_000;

    // Names of one hoster: enough that many names share each address, as with hosters outside, and few enough that a thousand names have one of each kind of name servers.
    private const int NamesOfHoster = 200;

    // What happens to the web of a name, by its number; twenty places, so that shares are multiples of 5 %.
    private static readonly (LabClass Class, Action<World, Hoster, string> Play)[] Webs =
    [
        .. Enumerable.Repeat<(LabClass, Action<World, Hoster, string>)>((LabClass.Ready, (w, h, n) => At(w, h.Web, n)), 10),
        .. Enumerable.Repeat<(LabClass, Action<World, Hoster, string>)>((LabClass.None, (w, h, n) => Each(w, n, site => site.OnV4(h.Web.V4).OnlyV4())), 4),
        (LabClass.Broken, (w, h, n) => At(w, h.Shut, n)),
        (LabClass.Broken, (w, h, n) => At(w, h.Web, n, site => site.Certificate(CertificateKind.Expired, Family.V6))),
        (LabClass.Broken, (w, h, n) => At(w, h.Web, n, site => site.ShowsHostingDefault(Family.V6))),
        (LabClass.Partial, (w, h, n) => At(w, h.Web, n, site => site.Publishes(h.Dead))),
        (LabClass.Unknown, (w, h, n) => At(w, h.Web, n, site => site.Challenges())),
        (LabClass.NotApplicable, (w, _, n) => w.Zone(n)),
    ];

    /// <summary>Writes the script of so many names.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one or more than <see cref="MostNames"/>.</exception>
    public static (World World, IReadOnlyList<BulkName> Names) Build(int names, WorldOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(names, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(names, MostNames);
        World world = new World(options).PublicSuffix("lab").PublicSuffix(Suffix);
        world.Zone(Suffix);
        var all = new List<BulkName>(names);
        Hoster hoster = Hoster.Settle(world, 0);
        for (int i = 0; i < names; i++)
        {
            if (i > 0 && i % NamesOfHoster == 0)
            {
                hoster = Hoster.Settle(world, i / NamesOfHoster);
            }

            all.Add(Register(world, hoster, i));
        }

        return (world, all);
    }

    private static BulkName Register(World world, Hoster hoster, int number)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"t{number + 1:00000}.{Suffix}");
        foreach (string server in hoster.Servers)
        {
            world.Zone(name).Ns(server);
        }

        (LabClass site, Action<World, Hoster, string> play) = Webs[number % Webs.Length];
        play(world, hoster, name);

        // By twenties: each kind of web meets each kind of mail.
        LabClass mail = (number / Webs.Length % 4) switch { 0 => LabClass.Ready, 1 => LabClass.None, _ => LabClass.NotApplicable };
        if (mail != LabClass.NotApplicable)
        {
            world.Mail(name, m => m.Exchange(mail == LabClass.Ready ? hoster.Mail : hoster.MailV4));
        }

        return new BulkName(name, site, mail, hoster.Zone);
    }

    private static void At(World world, (string V4, string V6) farm, string name, Action<SiteScript>? script = null) =>
        Each(world, name, site =>
        {
            site.OnV4(farm.V4).OnV6(farm.V6);
            script?.Invoke(site);
        });

    // One page for both hosts, as hosters configure it.
    private static void Each(World world, string name, Action<SiteScript> script)
    {
        string page = Pages.Portal(name, name);
        foreach (string host in new[] { name, "www." + name })
        {
            script(world.Site(host).Page(page));
        }
    }

    /// <summary>A hosting company: its web farm, one address pair whose HTTPS is shut on IPv6, an address that nobody has, name servers, mail servers.</summary>
    private sealed record Hoster((string V4, string V6) Web, (string V4, string V6) Shut, string Dead, string[] Servers, LabClass Zone, string Mail, string MailV4)
    {
        public static Hoster Settle(World world, int number)
        {
            string domain = string.Create(CultureInfo.InvariantCulture, $"hoster{number + 1}.lab");
            (string V4, string V6) web = Pair(world, "web." + domain);
            (string V4, string V6) shut = Pair(world, "shut." + domain);
            world.Refuse(shut.V6, 443);
            string dead = world.Addresses.Next("nobody." + domain, Family.V6).ToString();
            world.Refuse(dead);

            // Three hosters of five have IPv6 on both servers, one on one of them, one on none.
            LabClass zone = (number % 5) switch { 3 => LabClass.Partial, 4 => LabClass.None, _ => LabClass.Ready };
            string[] servers = ["ns1." + domain, "ns2." + domain];
            world.Zone(domain).Ns(servers[0], s => V4Only(s, zone == LabClass.None)).Ns(servers[1], s => V4Only(s, zone != LabClass.Ready));
            world.MailHost("mx." + domain);
            world.MailHost("mx4." + domain).OnlyV4();
            return new Hoster(web, shut, dead, servers, zone, "mx." + domain, "mx4." + domain);
        }

        private static void V4Only(Dns.NameServerScript server, bool only)
        {
            if (only)
            {
                server.OnlyV4();
            }
        }

        private static (string V4, string V6) Pair(World world, string name) =>
            (world.Addresses.Next(name, Family.V4).ToString(), world.Addresses.Next(name, Family.V6).ToString());
    }
}
