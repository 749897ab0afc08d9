using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Measurement;
using Sextant.Measurement.Desk;
using Sextant.Measurement.Probes;
using Sextant.Measurement.Runs;
using Sextant.Measurement.Scans;
using Sextant.Measurement.Storage;
using Sextant.Programme.Conversions;
using Sextant.Programme.Cases;
using Sextant.Programme.Cooperation;
using Sextant.Programme.Country;
using Sextant.Programme.Documents;
using Sextant.Programme.Domains;
using Sextant.Programme.Domains.Suggesting;
using Sextant.Programme.Drafting;
using Sextant.Programme.Figures;
using Sextant.Programme.Imports;
using Sextant.Programme.Measured;
using Sextant.Programme.Meetings;
using Sextant.Programme.Notices;
using Sextant.Programme.Organisations;
using Sextant.Programme.Papers;
using Sextant.Programme.Papers.Writing;
using Sextant.Programme.People;
using Sextant.Programme.Plans;
using Sextant.Programme.Register;
using Sextant.Programme.Returns;
using Sextant.Programme.Sources;
using Sextant.Programme.Tasks;
using Sextant.Programme.Webhooks;
using Sextant.Testing;
using Sextant.Testing.Databases;
using Sextant.Testing.Faults;
using Sextant.Web.Access;
using Sextant.Web.Hosting;

namespace Sextant.Web.Tests.Hosting;

/// <summary>A running site over a register and stores of its own, asked over a real socket. The scanner is a fake that sees nothing.</summary>
public sealed class Site : IAsyncDisposable
{
    private readonly DatabaseCopy _data;
    private readonly WebApplication _web;
    private readonly MeasurementStores _stores;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _desk;

    private Site(DatabaseCopy data, WebApplication web, MeasurementStores stores, BlindScanner scanner, WebParts parts)
    {
        (_data, _web, _stores, Scanner) = (data, web, stores, scanner);
        string address = web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = true }) { BaseAddress = new Uri(address) };
        _desk = parts.Desk.RunAsync(_stop.Token);
    }

    public HttpClient Client { get; }

    public BlindScanner Scanner { get; }

    /// <summary>Where what is measured is kept; it refuses when a test says so.</summary>
    public required FaultyFileSystem Disk { get; init; }

    /// <summary>The file in which the audit log is anchored.</summary>
    public required string Anchors { get; init; }

    /// <summary>What is kept: campaigns among it.</summary>
    public MeasurementStores Stores => _stores;

    /// <summary>Takes letters on and keeps them.</summary>
    public required SomeMail Mail { get; init; }

    /// <summary>Says what a test wants of proofs.</summary>
    public required SomeProof Proof { get; init; }

    /// <summary>The register, for what a test writes into it.</summary>
    public required ProgrammeDatabase Register { get; init; }

    /// <summary>What the pages are given.</summary>
    public required WebParts Parts { get; init; }

    /// <summary>Routes and all else of the server.</summary>
    public IServiceProvider Services => _web.Services;

    /// <summary>Changes its tables as nobody does who asks for pages.</summary>
    public Task RegisterAsync(string statement) => _data.RunAsync(SiteData.Register, statement);

    /// <summary>The same of what was measured.</summary>
    public Task MeasuredAsync(string statement) => _data.RunAsync(SiteData.Measured, statement);

    /// <summary>Where it is reached.</summary>
    public Uri Address => Client.BaseAddress!;

    /// <param name="pack">False for an empty register.</param>
    /// <param name="options">Bounds of the desk; three measurements for each client when null.</param>
    /// <param name="trustedProxies">Networks whose X-Forwarded-For is believed.</param>
    public static Task<Site> StartAsync(bool pack = true, DeskOptions? options = null, params IReadOnlyList<IPNetwork> trustedProxies) => StartAsync(null, pack, options, trustedProxies);

    /// <summary>The same, answering <c>/metrics</c> at an endpoint.</summary>
    public static Task<Site> StartAsync(IPEndPoint? metrics, bool pack = true, DeskOptions? options = null, params IReadOnlyList<IPNetwork> trustedProxies) =>
        StartAsync(metrics, pack, options, trustedProxies, new Own());

    /// <summary>The same for people who sign in: with a clock that stands and an address of its own. Where providers are given the register is empty: they have nothing to do with it.</summary>
    public static Task<Site> StartAsync(TimeProvider clock, Uri? publicUrl = null, params IReadOnlyList<ProviderLine> providers) =>
        StartAsync(null, providers.Count == 0, null, [IPNetwork.Parse("127.0.0.0/8")], new Own(clock, publicUrl, providers));

    private static async Task<Site> StartAsync(IPEndPoint? metrics, bool pack, DeskOptions? options, IReadOnlyList<IPNetwork> trustedProxies, Own own)
    {
        TimeProvider clock = own.Clock ?? TimeProvider.System;
        DatabaseCopy data = await SiteData.CopyAsync(pack);
        TemporaryFolder folder = data.Folder;
        ProgrammeDatabase register = await ProgrammeDatabase.OpenAsync(data.Of(SiteData.Register), folder[SiteData.Anchors]);
        var disk = new FaultyFileSystem();
        MeasurementStores stores = await MeasurementStores.OpenAsync(new MeasurementStoresOptions { Folder = folder.Path, Database = data.Of(SiteData.Measured), Calls = disk }, TimeProvider.System);
        var scanner = new BlindScanner();
        var states = new MeasuredScans(stores.Scans);
        var people = new PeopleArea(register, new EphemeralDataProtectionProvider(), new PeopleOptions { PasswordRounds = 10 }, clock);
        var vault = new DocumentVault(System.IO.Path.Combine(folder.Path, "documents"), 1 << 20);
        var address = new PublicAddress(own.PublicUrl);
        var mail = new SomeMail();
        var proof = new SomeProof();
        var parts = new WebParts(register, states, people, vault, clock)
        {
            Campaigning = new CampaignDesk(register, stores, ("hanoi", Profile.National), clock),
            Papers = new PaperDesk(register, states, clock, evidence: new KeptEvidence(stores.Evidence.GetScan, stores.Evidence.Get)) { Printer = new PdfPrinter("/nowhere/chromium") },
            Address = address,
            Providers = own.Providers ?? [],
            Notices = new NoticeDesk(register, people, clock, address.Of, mail),
            Domains = new DomainDesk(register, people.Reach, (states, new KeptEvidence(stores.Evidence.GetScan, stores.Evidence.Get)), proof, clock),
            Webhooks = new WebhookDesk(register, people, states, async stop => [.. (await stores.Campaigns.ListAsync(20, stop)).Select(one => new Sextant.Measurement.Campaigns.CampaignProgress { Campaign = one })], clock),
            Measured = stores,
            Desk = new MeasureDesk(scanner, stores, Profile.National, options ?? new DeskOptions { PerClient = 3 }, TimeProvider.System),
            Rejudging = new RejudgeDesk(register, stores, Profile.National, clock),
            Board = new CampaignBoard(stores, TimeProvider.System),
        };
        WebApplication web = WebHost.Build(parts, 0, trustedProxies, metrics);
        await web.StartAsync();
        return new Site(data, web, stores, scanner, parts) { Disk = disk, Anchors = folder[SiteData.Anchors], Register = register, Parts = parts, Mail = mail, Proof = proof };
    }

    /// <summary>Keeps a scan as if it had been measured.</summary>
    public async Task KeepAsync(Scan scan)
    {
        string evidence = await _stores.Evidence.PutAsync(scan, []);
        Judgement[] entries = [.. Judge.Assess(scan, Profile.National).Select(entry => entry with { Evidence = evidence })];
        await _stores.Scans.KeepAsync([new FinishedScan(scan.Name, scan, entries, evidence)]);
    }

    public async ValueTask DisposeAsync()
    {
        Scanner.Go.TrySetResult();
        await _stop.CancelAsync();
        await _desk.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Client.Dispose();
        await _web.DisposeAsync();
        await _stores.DisposeAsync();
        _stop.Dispose();
        await _data.DisposeAsync();
    }

    private sealed record Own(TimeProvider? Clock = null, Uri? PublicUrl = null, IReadOnlyList<ProviderLine>? Providers = null);
}

/// <summary>Proofs as a test publishes them.</summary>
public sealed class SomeProof : IDomainProof
{
    public HashSet<string> Published { get; } = [];

    public Task<ProofSeen> LookAsync(string ascii, string value, CancellationToken cancellation) =>
        Task.FromResult(Published.Contains(value) ? new ProofSeen("dns", null, null) : new ProofSeen(null, "absent", "redirected"));
}

/// <summary>A mail server that takes every letter on.</summary>
public sealed class SomeMail : IMailSender
{
    public List<Letter> Letters { get; } = [];

    public Task<LetterFate> SendAsync(Letter letter, CancellationToken cancellation)
    {
        Letters.Add(letter);
        return Task.FromResult(new LetterFate(true, true, "250 ok"));
    }
}

/// <summary>A scanner on a vantage without IPv6: it can say one thing about every name, and waits until it may.</summary>
public sealed class BlindScanner : IScanner
{
    private int _scans;

    /// <summary>How many scans were asked for.</summary>
    public int Scans => _scans;

    /// <summary>Scans end when this is set.</summary>
    public TaskCompletionSource Go { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task<ScanOutcome> ScanAsync(ScanRequest request, IProgress<ScanStep>? progress, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _scans);
        progress?.Report(new ScanStep("site", Done: false, 0));
        progress?.Report(new ScanStep(ScanLooks.SiteAddresses, Done: false, 0));
        progress?.Report(new ScanStep(ScanLooks.SiteAddresses, Done: true, 1200));
        await Go.Task.WaitAsync(cancellation);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        var vantage = new VantageObservation { Name = "blind", CheckedAt = now, Ipv4 = true, Ipv6 = false, Resolver = true };
        var scan = new Scan
        {
            Name = request.Ascii,
            Kinds = [TargetKind.Site, TargetKind.Mail, TargetKind.Zone],
            StartedAt = now,
            FinishedAt = now,
            Vantage = vantage,
            Context = new ScanContext { Program = "test" },
        };
        return new ScanOutcome(scan, new Dictionary<string, byte[]>());
    }
}
