using System.Net;
using Sextant.Lab.Dns;
using Sextant.Lab.Http;
using Sextant.Wire;

namespace Sextant.Lab.Country;

/// <summary>Where a plot is played: one name of the country, a registrable domain or a single host.</summary>
internal sealed class Stage(World world, string name, LabText title, bool isDomain)
{
    public World World { get; } = world;

    public string Name { get; } = Names.Fold(name);

    public string WwwName => "www." + Name;

    public ZoneScript Zone => World.Zone(Name);

    public WorldOptions Options => World.Options;

    public SiteScript Apex => World.Site(Name);

    public SiteScript Www => World.Site(WwwName);

    /// <summary>An address that nobody has.</summary>
    public string Nobody => World.Addresses.Next("nobody." + Name, Family.V6).ToString();

    /// <summary>The web of the name: of a domain its apex and <c>www</c>, with one page; the script holds for both.</summary>
    public void Web(Action<SiteScript>? script = null)
    {
        foreach (var site in isDomain ? new[] { Apex, Www } : [Apex])
        {
            site.Page(Page);
            script?.Invoke(site);
        }
    }

    /// <summary>What the way to each of the web's addresses of a family does.</summary>
    public void Way(Family family, Action<World, IPAddress> line)
    {
        foreach (var site in isDomain ? new[] { Apex, Www } : [Apex])
        {
            line(World, family == Family.V6 ? site.V6 : site.V4);
        }
    }

    public string Page => Pages.Portal(Name, title.Vi + " | " + title.En);

    /// <summary>The zone at the country's shared name servers, which do this to it (and to no other).</summary>
    public void ZoneAtShared(DnsTrouble? trouble = null, Where on = default)
    {
        foreach (string server in Places.SharedServers)
        {
            Zone.Ns(server);
            if (trouble is { } t)
            {
                World.NameServer(server).Does(t, on, Name);
            }
        }
    }
}
