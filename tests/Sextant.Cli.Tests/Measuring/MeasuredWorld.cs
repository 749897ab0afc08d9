using System.Diagnostics;
using System.Net;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Cli.Parts;
using Sextant.Cli.Settings;
using Sextant.Lab;
using Sextant.Measurement.Scans;
using Sextant.Testing;

namespace Sextant.Cli.Tests.Measuring;

/// <summary>One name in a small world, some of whose endpoints lead to servers of the test's own; measured by what the command line builds.</summary>
internal sealed class MeasuredWorld : IAsyncDisposable
{
    public const string Name = "tarpit.gov.vn";

    private readonly List<ScriptedServer> _servers = [];

    /// <summary>The world before it starts; the name has a zone and a site.</summary>
    public World World { get; } = new(new WorldOptions { SlowGreeting = TimeSpan.FromMilliseconds(50) });

    /// <summary>Where endpoints lead that do not lead into the world.</summary>
    public DivertedNetwork Network { get; } = new();

    /// <summary>Who measures, with which settings, where that is not one who checks single names in the lab.</summary>
    public Func<SextantSettings, MeasuringUse, (SextantSettings Settings, MeasuringUse Use)> Measures { get; set; } = (settings, use) => (settings, use);

    public MeasuredWorld()
    {
        World.Zone(Name);
        World.Site(Name);
    }

    /// <summary>How long the scan took, the self-check before it not counted.</summary>
    public TimeSpan Took { get; private set; }

    public IPEndPoint Serve(Func<Stream, CancellationToken, Task> script)
    {
        var server = new ScriptedServer(script);
        _servers.Add(server);
        return server.EndPoint;
    }

    public Task<(Judgement[] Entries, Scan Scan)> ScanAsync(TimeSpan bound, params (string Name, string Value)[] environment) =>
        ScanAsync(bound, new ScanRequest(Name), environment);

    public async Task<(Judgement[] Entries, Scan Scan)> ScanAsync(TimeSpan bound, ScanRequest request, params (string Name, string Value)[] environment)
    {
        await using RunningWorld running = await World.StartAsync(TestContext.Current.CancellationToken);
        Network.Inner = running.Network;
        var variables = new Dictionary<string, string> { ["SEXTANT_RETRY_SPACING"] = "100ms-200ms" };
        foreach ((string name, string value) in environment)
        {
            variables[name] = value;
        }

        SextantSettings settings = SettingsReader.Read(new SettingsSources { Environment = variables }).Settings!;
        settings = settings with { Limits = settings.Limits with { Name = bound } };
        (SextantSettings asked, MeasuringUse use) = Measures(settings, LabUse.Of(running.Map, Network));
        using MeasuringParts parts = MeasuringParts.Build(asked, use, TimeProvider.System);
        await parts.Vantage.CurrentAsync(TestContext.Current.CancellationToken);
        long began = Stopwatch.GetTimestamp();
        ScanOutcome outcome = await parts.Scanner.ScanAsync(request, null, TestContext.Current.CancellationToken);
        Took = Stopwatch.GetElapsedTime(began);
        return ([.. Judge.Assess(outcome.Scan, Profile.National)], outcome.Scan);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ScriptedServer server in _servers)
        {
            await server.DisposeAsync();
        }
    }
}
