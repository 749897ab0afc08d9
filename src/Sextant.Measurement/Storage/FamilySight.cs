using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Measurement.Storage;

/// <summary>Whether anything of a target answered over one family, whatever it answered: what a broken way of the vantage's would take away.</summary>
internal static class FamilySight
{
    /// <returns>True when something answered, false when it was tried and nothing did, null when there was nothing to try.</returns>
    public static bool? Of(Scan scan, TargetKind kind, Family family)
    {
        bool[] looks = [.. Looks(scan, kind, family)];
        return looks.Length == 0 ? null : looks.Contains(true);
    }

    private static IEnumerable<bool> Looks(Scan scan, TargetKind kind, Family family) => kind switch
    {
        // A port that opens and gives no page is no sign of a way: a path that takes small packets alone looks like this.
        TargetKind.Site => scan.Web?.Hosts.SelectMany(host => host.Fetches.Any(fetch => fetch.Family == family)
            ? host.Fetches.Where(fetch => fetch.Family == family).Select(fetch => fetch.Status is not null)
            : host.Ports.Where(port => port.Family == family && WasTried(port.Failure)).Select(port => port.Open)) ?? [],
        TargetKind.Mail => scan.Mail?.Hosts.SelectMany(host => host.Sessions)
            .Where(session => session.Family == family && WasTried(session.Failure)).Select(session => session.GreetingCode is not null) ?? [],
        TargetKind.Zone => Answered(scan.Zone?.Servers.SelectMany(server => server.Answers), family),
        _ => Answered(scan.NameServer?.Answers, family),
    };

    private static IEnumerable<bool> Answered(IEnumerable<ServerAnswer>? answers, Family family) =>
        answers?.Where(answer => answer.Family == family && WasTried(answer.Failure)).Select(answer => answer.Rcode is not null) ?? [];

    private static bool WasTried(Failure? failure) => failure is not (Failure.AddressForbidden or Failure.Excluded or Failure.WorkLimit or Failure.NotMeasured);
}
