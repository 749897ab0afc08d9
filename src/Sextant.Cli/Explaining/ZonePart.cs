using Sextant.Checks.Observations;

namespace Sextant.Cli.Explaining;

/// <summary>A zone: the delegation, each server and what it answered, the walk from the root; and a name server by its name.</summary>
internal static class ZonePart
{
    public static void Write(Page page, ZoneObservation zone)
    {
        page.Heading("explain.zone", zone.Zone);
        if (zone.Failure is { } failure)
        {
            page.Marked(2, Page.Mark(failure), page.Why(failure));
        }

        if (zone.Delegation is { } delegation)
        {
            page.Sub("explain.delegation", delegation.Parent);
            page.Line(4, $"NS  {string.Join(", ", delegation.Names)}", delegation.HasDs ? "DS ✓" : "");
            foreach (Glue glue in delegation.Glue)
            {
                page.Line(4, $"{glue.Name}  {string.Join(", ", glue.Addresses)}", page.Texts["explain.glue"]);
            }
        }

        if (zone.ChildNames.Count > 0)
        {
            page.Sub("explain.child");
            page.Line(4, $"NS  {string.Join(", ", zone.ChildNames)}");
        }

        if ((Lookup?[])[zone.Soa, zone.Aaaa, zone.A] is var lookups && lookups.Any(lookup => lookup is not null))
        {
            page.Sub("explain.lookups");
            foreach (Lookup lookup in lookups.OfType<Lookup>())
            {
                page.Lookup(4, lookup);
            }
        }

        foreach (NameServerLook server in zone.Servers)
        {
            page.Sub("explain.server", server.Name);
            page.Lookup(4, server.Aaaa);
            page.Lookup(4, server.A);
            ServerPart.Answers(page, "explain.answers", server.Answers);
            ServerPart.Samples(page, server.Samples);
            ServerPart.Answers(page, "explain.large", server.Large);
        }

        ServerPart.Walk(page, zone.Ipv6Walk);
    }

    /// <summary>A name server.</summary>
    public static void Write(Page page, NameServerObservation server)
    {
        page.Heading("explain.name-server", server.Name);
        page.Lookup(2, server.Aaaa);
        page.Lookup(2, server.A);
        ServerPart.Answers(page, "explain.answers", server.Answers);
        ServerPart.Samples(page, server.Samples);
        ServerPart.Answers(page, "explain.large", server.Large);
        ServerPart.Answers(page, "explain.recursion", server.Recursion);
        ServerPart.Walk(page, server.Ipv6Walk);
    }
}
