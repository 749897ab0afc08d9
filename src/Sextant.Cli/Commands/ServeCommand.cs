using System.CommandLine;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Sextant.Checks.Judging;
using Sextant.Cli.Parts;
using Sextant.Cli.Parts.Outward;
using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;
using Sextant.Cli.Wording;
using Sextant.Lab;
using Sextant.Lab.Country;
using Sextant.Measurement.Scans;
using Sextant.Measurement.Storage;
using Sextant.Programme.Country;
using Sextant.Programme.Measured;
using Sextant.Web.Hosting;
using Sextant.Wire.Names;

namespace Sextant.Cli.Commands;

/// <summary><c>sextant serve</c>: the pages, on localhost, with the desk that measures registered names.</summary>
internal static class ServeCommand
{
    /// <summary>Lab names measured at once when the lab is shown. 16: its time is waiting, not work.</summary>
    private const int LabAtOnce = 16;

    /// <summary>
    /// 4 threads beside one a core work at once, where the pool would add one every half second: SQLite and the disk hold theirs while they wait, one who writes, one who anchors and
    /// who measures. With many more, whoever holds the register's lock waits for the processor behind all that read.
    /// </summary>
    private const int ThreadsBeside = 4;

    private static readonly Option<bool> Lab = new("--lab");

    public static Verb Create() => new("serve", SettingGroups.Measuring | SettingGroups.Judging | SettingGroups.Serving | SettingGroups.Retaining, ServeAsync)
    {
        Lab,
    };

    private static async Task<int> ServeAsync(VerbRun run, CancellationToken cancellation)
    {
        if (!run.Parsed.GetValue(Lab))
        {
            return await RunAsync(run, run.Settings, new MeasuringUse { Serving = true }, RegisterRoom.OwnPack, cancellation).ConfigureAwait(false);
        }

        // The lab's register and measurements live in a folder of their own: they never mix with a real country's.
        await using RunningWorld world = await LabCountry.Build(new WorldOptions { Clock = run.Clock }).StartAsync(cancellation).ConfigureAwait(false);
        string folder = Path.Combine(run.Settings.Keeping.DataFolder, LabUse.Folder);
        SextantSettings settings = run.Settings with
        {
            Keeping = new KeepingSettings(Path.Combine(folder, "data"), new DatabaseChoice(DatabaseKind.Sqlite, null)),
            Limits = run.Settings.Limits with { RetrySpacing = new TimeRange(TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(600)) },
        };
        MeasuringUse use = LabUse.Of(world.Map, world.Network) with { Serving = true };
        return await RunAsync(run, settings, use, LabPack.Write(Path.Combine(folder, "pack")), cancellation).ConfigureAwait(false);
    }

    private static async Task<int> RunAsync(VerbRun run, SextantSettings settings, MeasuringUse use, string pack, CancellationToken cancellation)
    {
        ThreadPool.SetMinThreads(Environment.ProcessorCount + ThreadsBeside, Environment.ProcessorCount + ThreadsBeside);
        await using WebRoom room = await WebRoom.OpenAsync(run, settings, use, pack, cancellation).ConfigureAwait(false);
        await using WebApplication web = WebHost.Build(room.Parts, settings.Port, settings.TrustedProxies, settings.Metrics);
        try
        {
            await web.StartAsync(cancellation).ConfigureAwait(false);
        }
        catch (IOException fault) when (fault.InnerException is SocketException or Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new BadInputException("serve.port-taken", settings.Port);
        }

        string address = web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        run.Say("serve.up", address);
        if (await room.Parts.People.Links.FirstAdministratorAsync(cancellation).ConfigureAwait(false) is { } secret)
        {
            run.Say("serve.first-administrator", room.Parts.Address.Of($"/welcome?token={secret}"));
        }

        room.Stores.Health.Changed += (fault, begins) => run.Complain(begins ? "serve.disk" : "serve.disk-again", DiskSentence.Of(run, fault.Disk));
        room.Parts.Anchoring.Changed += (fault, begins) => run.Complain(begins ? "serve.anchors" : "serve.anchors-again", DiskSentence.Of(run, fault.Disk));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task campaigns = room.Dispatcher.RunAsync(stop.Token);
        Task desk = room.Parts.Desk.RunAsync(stop.Token);
        Task looks = room.Looks.RunAsync(fault => run.Complain("serve.case-trouble", fault), stop.Token);
        Task care = LakeCare.HourlyAsync(run, room.Stores, settings.Retention, stop.Token);
        Task early = new EarlyReading(room.Parts.Country, run.Clock).RunAsync(stop.Token);
        Task acts = new OpenActs(room.Register, room.Stores, run.Clock).RunAsync(stop.Token);
        Task notices = room.Parts.Notices.RunAsync(fault => run.Complain("serve.notices", SystemFault.Of(fault, run.Texts)), stop.Token);
        Task domains = room.Parts.Domains.RunAsync(fault => run.Complain("serve.domains", SystemFault.Of(fault, run.Texts)), stop.Token);
        using var hooks = HttpsHooks.Of(settings, run.Clock);
        Task events = room.Parts.Webhooks.RunAsync(hooks, fault => run.Complain("serve.webhooks", SystemFault.Of(fault, run.Texts)), stop.Token);
        Task tour = use.Lab ? TourAsync(run, room, stop.Token) : Task.CompletedTask;
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(desk, campaigns, looks, care, early, acts, notices, domains, events, tour).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await web.StopAsync(CancellationToken.None).ConfigureAwait(false);
        run.Say("serve.down");
        return ExitCodes.Ok;
    }

    // Measures every organisation of the lab once, so that its pages show something.
    private static async Task TourAsync(VerbRun run, WebRoom room, CancellationToken cancellation)
    {
        int done = 0;
        await Parallel.ForEachAsync(
            LabCountry.Organisations,
            new ParallelOptions { MaxDegreeOfParallelism = LabAtOnce, CancellationToken = cancellation },
            async (organisation, token) =>
            {
                string name = HostName.Parse(organisation.Domain).Ascii;
                ScanOutcome seen = await room.Measuring.Scanner.ScanAsync(new ScanRequest(name), null, token).ConfigureAwait(false);
                string evidence = await room.Stores.Evidence.PutAsync(seen.Scan, seen.Blobs, token).ConfigureAwait(false);
                Judgement[] entries = [.. Judge.Assess(seen.Scan, Profile.National).Select(entry => entry with { Evidence = evidence })];
                await room.Stores.Scans.KeepAsync([new FinishedScan(name, seen.Scan, entries, evidence)], token).ConfigureAwait(false);
                Interlocked.Increment(ref done);
            }).ConfigureAwait(false);
        run.Say("serve.lab-measured", done);
    }
}
