using System.Globalization;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Checks.Dns;

/// <summary>DNS-07: the zone's servers give the same serial and the same sampled records over IPv4 and IPv6.</summary>
public sealed class BothFamiliesHoldTheSameData : ICheck
{
    /// <inheritdoc/>
    public string Id => "DNS-07";

    /// <inheritdoc/>
    public TargetKind Kind => TargetKind.Zone;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tags { get; } =
        ["dns-data-same", "dns-serial-differs", "dns-data-missing-v6", "dns-data-differs", "dns-data-open", "dns-data-one-family", "dns-serial-stale", "dns-serial-behind"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Evaluate(Scan scan, CheckContext context)
    {
        if (ZoneView.Of(scan, context) is not { } view)
        {
            return [];
        }

        if (view.Open is { } open)
        {
            return [this.Says("dns-data-open", view.Name).Because(open)];
        }

        ServerAddress[] v4 = [.. view.V4.Where(a => a.Serves)];
        ServerAddress[] v6 = [.. view.V6.Where(a => a.Serves)];
        if (v4.Length == 0 || v6.Length == 0)
        {
            // A family whose servers could not be asked leaves the comparison open; one that is not published leaves nothing to compare.
            ServerAddress? silent = view.Addresses.FirstOrDefault(a => !a.Serves && a.Family == (v4.Length == 0 ? Family.V4 : Family.V6));
            return
            [
                silent is null ? this.Says("dns-data-one-family", view.Name) : this.Says("dns-data-open", view.Name).Because(silent.Udp.Cause ?? Failure.NotMeasured),
                .. Behind(view, context),
            ];
        }

        List<Finding> findings = [.. SerialsOf(view, v4, v6), .. Records(view, v4, v6)];
        if (!findings.Exists(f => f.Tag == "dns-serial-differs"))
        {
            findings.AddRange(Behind(view, context));
        }

        return findings.TrueForAll(f => f.Tag == "dns-serial-behind") ? [this.Says("dns-data-same", view.Name), .. findings] : findings;
    }

    // A server that is behind the others at all its addresses, each time it was asked, whatever the family. How long it has been, the serial of the
    // others may tell; where it does not, a transfer may be due any moment, and it is a remark.
    private IEnumerable<Finding> Behind(ZoneView view, CheckContext context)
    {
        ServerAddress[] serving = [.. view.Addresses.Where(a => a.Serves && a.Serial is not null)];
        if (Serials.Newest(serving.Select(a => a.Serial)) is not { } newest || serving.Any(a => a.SoaAsked < 2))
        {
            yield break;
        }

        foreach (IGrouping<string, ServerAddress> server in serving.GroupBy(a => a.Server, StringComparer.OrdinalIgnoreCase))
        {
            if (Serials.Newest(server.Select(a => a.Serial)) is { } own && Serials.IsNewer(newest, own) && !server.Any(a => a.SerialMoves))
            {
                yield return this.Says(
                    Serials.IsDayOld(newest, context.Now) ? "dns-serial-stale" : "dns-serial-behind", view.Name,
                    ("server", server.Key), ("serial", own.ToString(CultureInfo.InvariantCulture)), ("newest", newest.ToString(CultureInfo.InvariantCulture)));
            }
        }
    }

    // A secondary that is fetching the zone differs for a moment: only what still differs when asked again is a difference.
    private IEnumerable<Finding> SerialsOf(ZoneView view, ServerAddress[] v4, ServerAddress[] v6)
    {
        if (Serials.Newest(v4.Select(a => a.Serial)) is not { } newest4 || Serials.Newest(v6.Select(a => a.Serial)) is not { } newest6)
        {
            yield return this.Says("dns-data-open", view.Name).Because(Failure.NotMeasured);
            yield break;
        }

        string? server = newest4 != newest6 ? "-" : ServerThatDiffers(v4, v6);
        if (server is null)
        {
            yield break;
        }

        bool askedAgain = v4.Concat(v6).All(a => a.SoaAsked >= 2);
        yield return askedAgain
            ? this.Says("dns-serial-differs", view.Name, ("server", server), ("serial4", Show(v4, server)), ("serial6", Show(v6, server))).Over(Family.V6, 53)
            : this.Says("dns-data-open", view.Name).Because(Failure.Pending);
    }

    private IEnumerable<Finding> Records(ZoneView view, ServerAddress[] v4, ServerAddress[] v6)
    {
        IEnumerable<(string Name, string Type)> questions =
            view.Zone.Sampled.SelectMany(n => new[] { (n, "A"), (n, "AAAA") }).Prepend((view.Name, "NS"));
        foreach ((string name, string type) in questions)
        {
            string[][] over4 = Sets(v4, name, type);
            string[][] over6 = Sets(v6, name, type);
            if (over4.Length == 0 || over6.Length == 0)
            {
                continue;
            }

            string[] all4 = [.. over4.SelectMany(s => s).Distinct(StringComparer.Ordinal)];
            string[] all6 = [.. over6.SelectMany(s => s).Distinct(StringComparer.Ordinal)];
            if (all4.Length > 0 && all6.Length == 0)
            {
                yield return this.Says("dns-data-missing-v6", view.Name, ("name", name), ("type", type)).Over(Family.V6, 53);
            }
            else if (all4.Length + all6.Length > 0 && !all4.Intersect(all6, StringComparer.Ordinal).Any() && !Rotates(over4) && !Rotates(over6))
            {
                yield return this.Says(
                    "dns-data-differs", view.Name, ("name", name), ("type", type), ("data4", Join(all4)), ("data6", Join(all6))).Over(Family.V6, 53);
            }
        }
    }

    // Natural noise (rule 9 by analogy): where servers of one family disagree among themselves, a difference between families says nothing.
    private static bool Rotates(string[][] sets) => sets.Any(s => !s.SequenceEqual(sets[0], StringComparer.Ordinal));

    private static string[][] Sets(ServerAddress[] servers, string name, string type) =>
        [.. servers.Select(a => a.Whole(type, name)).Where(IsReadable).Select(a => Set(a!))];

    private static bool IsReadable(ServerAnswer? answer) => answer is { Truncated: false, Failure: null or Failure.DnsNxdomain or Failure.DnsNoData };

    private static string[] Set(ServerAnswer answer) =>
        [.. answer.Data.Concat(answer.Alias is { } alias ? ["CNAME " + alias] : []).Select(d => d.TrimEnd('.').ToLowerInvariant()).Order(StringComparer.Ordinal)];

    private static string? ServerThatDiffers(ServerAddress[] v4, ServerAddress[] v6) => v6
        .Where(six => six.Serial is not null && v4.Any(four => ServerAddress.Same(four.Server, six.Server) && four.Serial is not null))
        .GroupBy(six => six.Server, StringComparer.OrdinalIgnoreCase)
        .FirstOrDefault(group => !group.Any(six => v4.Any(four => ServerAddress.Same(four.Server, group.Key) && four.Serial == six.Serial)))?.Key;

    private static string Show(ServerAddress[] servers, string server) => string.Join(", ", servers
        .Where(s => server == "-" || ServerAddress.Same(s.Server, server)).Select(s => s.Serial).OfType<uint>().Distinct().Order()
        .Select(s => s.ToString(CultureInfo.InvariantCulture)));

    private static string Join(string[] data) => data.Length == 0 ? "-" : string.Join(", ", data.Take(8));
}
