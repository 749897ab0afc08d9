using System.Net;
using System.Runtime.CompilerServices;
using Sextant.Checks.Observations;
using Sextant.Measurement.Addresses;
using Sextant.Measurement.Probes.Servers;
using Sextant.Measurement.Probes.Sites;
using Sextant.Measurement.Probes;
using Sextant.Measurement.Vantages;
using Sextant.Net.Timing;
using Sextant.Wire;
using Sextant.Wire.Addresses;
using Sextant.Wire.Names;

namespace Sextant.Measurement.Scans;

/// <summary>Measures one name with all the probes its kinds ask for. Constructing it does nothing.</summary>
public sealed class Scanner(ProbeTools tools, VantageSelfCheck vantage, KnownAddresses known) : IScanner
{
    private readonly SharedLooks _shared = new(tools.Options, tools.Clock, () => vantage.LastFault, new DelayMeter());

    /// <inheritdoc/>
    public async Task<ScanOutcome> ScanAsync(ScanRequest request, IProgress<ScanStep>? progress, CancellationToken cancellation)
    {
        DateTimeOffset started = tools.Clock.GetUtcNow();
        Task<VantageObservation> self = vantage.CurrentAsync(cancellation);
        using DelayMeter.Watch delay = _shared.Delays.Begin();
        using var time = new NameTime(tools.Options.NameTimeout, request.Slot is { } slot ? new LentPlace(slot.TryPark, slot.ReturnAsync) : null, tools.Clock);
        var session = new ScanSession(
            tools, time, vantage.EhloNameAsync, request.Shares ? new SharedSight(_shared, delay) : null,
            progress is null ? null : (look, done, took) => progress.Report(new ScanStep(look, done, took)));
        await using ConfiguredAsyncDisposable closing = session.ConfigureAwait(false);
        ScanPlan plan = await ScanPlan.MakeAsync(request, session, tools.Suffixes, cancellation).ConfigureAwait(false);
        var steps = new Steps(progress, tools.Clock);

        // All probes begin at once; the web probe takes from the zone probe what servers answered about its hosts.
        Task<ZoneObservation?> zone = steps.RunAsync<ZoneObservation>("zone", plan.Zone is null
            ? null
            : async () => await new ZoneProbe(session).LookAsync(plan.Zone, plan.Sampled, cancellation).ConfigureAwait(false));
        Task<WebObservation?> web = steps.RunAsync<WebObservation>("site", !plan.Has(TargetKind.Site)
            ? null
            : async () => await new WebProbe(session).LookAsync(request.Ascii, plan.Registrable, zone, cancellation).ConfigureAwait(false));
        Task<MailObservation?> mail = steps.RunAsync<MailObservation>("mail", !plan.Has(TargetKind.Mail)
            ? null
            : async () => await new MailProbe(session).LookAsync(request.Ascii, cancellation).ConfigureAwait(false));
        Task<NameServerObservation?> server = steps.RunAsync<NameServerObservation>("name-server", !plan.Has(TargetKind.NameServer)
            ? null
            : async () => await new NameServerProbe(session).LookAsync(request.Ascii, request.Zones, cancellation).ConfigureAwait(false));
        await Task.WhenAll(zone, web, mail, server).ConfigureAwait(false);

        var scan = new Scan
        {
            Name = request.Ascii,
            Kinds = plan.Kinds,
            StartedAt = started,
            FinishedAt = tools.Clock.GetUtcNow(),
            Vantage = await self.ConfigureAwait(false),
            OwnDelay = Math.Round(delay.Read(), 1),
            Context = Context(),
            Zone = await zone.ConfigureAwait(false),
            Web = await web.ConfigureAwait(false),
            Mail = await mail.ConfigureAwait(false),
            NameServer = await server.ConfigureAwait(false),
        };
        return new ScanOutcome(scan with { Vantage = WithOwnSight(scan), Origins = known.Look(SeenAddresses.Of(scan)) }, session.Blobs.Blobs);
    }

    private ScanContext Context() => new()
    {
        GlobalPrefixes = tools.Options.GlobalPrefixes,
        Lab = tools.Options.Lab,
        Program = tools.Options.Program,
        PublicSuffixes = tools.Suffixes.Version,
        AddressRegistry = SpecialPurpose.RegistryDate,
    };

    // A connection made over a family proves that the vantage has it, whatever its references said.
    private static VantageObservation WithOwnSight(Scan scan) => scan.Vantage with
    {
        Ipv4 = scan.Vantage.Ipv4 == true || SeenOver(scan, Family.V4) ? true : scan.Vantage.Ipv4,
        Ipv6 = scan.Vantage.Ipv6 == true || SeenOver(scan, Family.V6) ? true : scan.Vantage.Ipv6,
    };

    private static bool SeenOver(Scan scan, Family family) =>
        (scan.Web?.Hosts.SelectMany(host => host.Ports).Any(port => port.Family == family && port.Open) ?? false)
        || (scan.Mail?.Hosts.SelectMany(host => host.Sessions).Any(talk => talk.Family == family && talk.Connected) ?? false)
        || (scan.Zone?.Servers.SelectMany(server => server.Answers).Any(answer => answer.Family == family && answer.Rcode is not null) ?? false)
        || (scan.NameServer?.Answers.Any(answer => answer.Family == family && answer.Rcode is not null) ?? false);

    private sealed class Steps(IProgress<ScanStep>? progress, TimeProvider clock)
    {
        public async Task<T?> RunAsync<T>(string part, Func<Task<T?>>? work)
            where T : class
        {
            if (work is null)
            {
                return null;
            }

            long began = clock.GetTimestamp();
            progress?.Report(new ScanStep(part, Done: false, 0));
            T? seen = await work().ConfigureAwait(false);
            progress?.Report(new ScanStep(part, Done: true, clock.GetElapsedTime(began).TotalMilliseconds));
            return seen;
        }
    }
}
