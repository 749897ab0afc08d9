using Sextant.Wire;
using Sextant.Lab.Dns;

namespace Sextant.Lab.Country;

/// <summary>
/// The imaginary country: its own root, TLD, <c>gov.</c> and <c>com.</c> zones, and organisations in which everything occurs that a
/// measurement must judge right. Each target says what a right measurement finds; the lab itself judges nothing.
/// </summary>
public static class LabCountry
{
    /// <summary>The country's top-level domain; it exists nowhere else.</summary>
    public const string TopLevelDomain = "lab";

    private static readonly LabText OpenResolver = new(
        "Máy chủ tên miền phân giải cả tên lạ cho mọi người hỏi: chỉ là nhận xét về lớp.", "A name server that resolves foreign names for anyone: a remark as far as the class goes.");

    private static readonly LabText Unresolvable = new(
        "Vùng không phân giải được: không đánh giá được dịch vụ này.", "The zone does not resolve: the service cannot be judged.");

    private static readonly LabText AaaaZone = new(
        "Máy chủ của vùng xử lý sai câu hỏi AAAA.", "The zone's servers treat AAAA questions wrongly.");

    /// <summary>The country's name.</summary>
    public static LabText Name { get; } = new("Xứ Lục Phân (tưởng tượng)", "Sextania (imaginary)");

    /// <summary>The organisations.</summary>
    public static IReadOnlyList<LabOrganisation> Organisations { get; } = [.. Roster.Residents.Select(r => r.Organisation)];

    /// <summary>Every target with the class that a right measurement gives.</summary>
    public static IReadOnlyList<LabCase> Cases { get; } = [.. ResidentCases(), .. ExhibitCases(), .. NameServerCases()];

    /// <summary>The script of the country.</summary>
    public static World Build(WorldOptions? options = null)
    {
        var world = new World(options);
        foreach (string suffix in new[] { TopLevelDomain, "gov." + TopLevelDomain, "com." + TopLevelDomain })
        {
            world.Zone(suffix);
            world.PublicSuffix(suffix);
        }

        foreach (string server in Places.SharedServers)
        {
            world.Zone("dns.gov." + TopLevelDomain).Ns(server);
        }

        foreach (var resident in Roster.Residents)
        {
            var stage = new Stage(world, resident.Organisation.Domain, resident.Organisation.Name, isDomain: true);
            resident.Zone.Play(stage);
            resident.Web.Play(stage);
            resident.Mail.Play(stage);
        }

        foreach (var plot in Roster.Exhibits)
        {
            plot.Play(new Stage(world, ExhibitHost(plot), new LabText(plot.Vi, plot.En), isDomain: false));
        }

        foreach (string server in Places.ServersInV4OnlyZone)
        {
            world.NameServer(server);
        }

        world.NameServer(Places.OpenResolver).Does(DnsTrouble.Recurses, Family.V6);
        return world;
    }

    private static string ExhibitHost(Plot plot) => plot.Id["web-".Length..] + "." + Places.Museum;

    private static IEnumerable<LabCase> ResidentCases()
    {
        foreach (var resident in Roster.Residents)
        {
            foreach (var (kind, plot) in new[] { (LabKind.Site, resident.Web), (LabKind.Mail, resident.Mail), (LabKind.Zone, resident.Zone) })
            {
                yield return resident.Unresolvable && kind != LabKind.Zone
                    ? Case(plot, kind, resident) with { Id = resident.Zone.Id, Expected = LabClass.Unknown, Shows = Unresolvable }
                    : Case(plot, kind, resident);
            }
        }
    }

    private static LabCase Case(Plot plot, LabKind kind, Resident resident) => new(
        plot.Id, resident.Organisation.Domain, kind, plot.Expected, new LabText(plot.Vi, plot.En), plot.Needs, resident.Organisation.Slug);

    private static IEnumerable<LabCase> ExhibitCases()
    {
        var museum = Roster.Residents.First(r => r.Organisation.Domain == Places.Museum);
        foreach (var plot in Roster.Exhibits)
        {
            yield return Case(plot, LabKind.Site, museum) with { Name = ExhibitHost(plot) };
            if (plot.HasOwnZone)
            {
                yield return new LabCase(
                    plot.Id.Replace("web-", "zone-", StringComparison.Ordinal), ExhibitHost(plot), LabKind.Zone, LabClass.Broken, AaaaZone, null, museum.Organisation.Slug);
            }
        }
    }

    private static IEnumerable<LabCase> NameServerCases()
    {
        var (shared, own) = (ZonePlots.Healthy, Roster.Residents);
        yield return NameServer("server-healthy", Places.SharedServers[0], LabClass.Ready, new LabText(shared.Vi, shared.En));
        yield return NameServer("server-open-resolver", Places.OpenResolver, LabClass.Ready, OpenResolver);
        foreach (var resident in own.Where(r => IsOfTheServers(r.Zone)))
        {
            yield return NameServer(
                resident.Zone.Id.Replace("zone-", "server-", StringComparison.Ordinal), "ns1." + resident.Organisation.Domain, resident.Zone.Expected,
                new LabText(resident.Zone.Vi, resident.Zone.En));
        }
    }

    /// <summary>Whether each server of the zone shows the zone's fault by itself.</summary>
    private static bool IsOfTheServers(Plot zone) =>
        (zone.Expected is LabClass.Broken or LabClass.None && zone.Id is not ("zone-bogus" or "zone-dead")) || zone.Id is "zone-udp-only" or "zone-omits-aa";

    private static LabCase NameServer(string id, string host, LabClass expected, LabText shows)
    {
        string domain = host[(host.IndexOf('.', StringComparison.Ordinal) + 1)..];
        var owner = Roster.Residents.FirstOrDefault(r => r.Organisation.Domain == domain);
        return new LabCase(id, host, LabKind.NameServer, expected, shows, null, owner?.Organisation.Slug ?? "");
    }
}
