using Sextant.Checks.Judging;
using Sextant.Cli.Parts.Campaigning;
using Sextant.Cli.Parts.Outward;
using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;
using Sextant.Measurement;
using Sextant.Measurement.Desk;
using Sextant.Measurement.Ownership;
using Sextant.Measurement.Runs;
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
using Sextant.Programme.People;
using Sextant.Programme.Plans;
using Sextant.Programme.Register;
using Sextant.Programme.Returns;
using Sextant.Programme.Sources;
using Sextant.Programme.Tasks;
using Sextant.Programme.Webhooks;
using Sextant.Web;
using Sextant.Wire;

namespace Sextant.Cli.Parts;

/// <summary>What <c>serve</c> is made of: the register, what was measured, a scanner for the desk, and the parts of the pages.</summary>
internal sealed class WebRoom : IAsyncDisposable
{
    private WebRoom(MeasurementStores stores, MeasuringParts measuring, Dispatcher dispatcher, WebParts parts)
    {
        Stores = stores;
        Measuring = measuring;
        Dispatcher = dispatcher;
        Parts = parts;
    }

    public MeasurementStores Stores { get; }

    public required ProgrammeDatabase Register { get; init; }

    public MeasuringParts Measuring { get; }

    /// <summary>Measures campaigns by itself.</summary>
    public Dispatcher Dispatcher { get; }

    public WebParts Parts { get; }

    /// <summary>Has targets measured again that somebody objects about.</summary>
    public required CaseRunner Looks { get; init; }

    /// <param name="run">The run that serves.</param>
    /// <param name="settings">Valid settings: the run's, or the lab's.</param>
    /// <param name="use">The world; serving.</param>
    /// <param name="pack">The pack that the register is kept up to.</param>
    /// <param name="cancellation">Stops opening.</param>
    /// <exception cref="BadInputException">The folder, a database or the pack cannot be used.</exception>
    public static async Task<WebRoom> OpenAsync(VerbRun run, SextantSettings settings, MeasuringUse use, string pack, CancellationToken cancellation)
    {
        TimeProvider clock = run.Clock;
        ProgrammeDatabase register = await RegisterRoom.OpenAsync(run, settings.Keeping, pack, cancellation).ConfigureAwait(false);
        MeasurementStores stores = await StoreRoom.OpenAsync(run, settings.Keeping, cancellation).ConfigureAwait(false);
        MeasuringParts measuring = MeasuringParts.Build(settings, use, clock);
        var states = new MeasuredScans(stores.Scans, use.Lab);
        var dispatcher = new Dispatcher(
            new DispatcherParts
            {
                Stores = stores,
                Vantage = settings.Vantage.Name,
                Scanner = measuring.ForCampaigns(settings, use),
                SelfCheck = measuring.Vantage.CheckAsync,
                Options = new CampaignRunOptions { Profile = Profile.National, Concurrency = NamesAtOnce.Of(run, settings.Limits.Concurrency) },
                Source = (rule, stop) => RuleSource.OpenAsync(rule, register, clock, stop),
                Tell = news => run.Complain("campaign.news." + FailureWords.Kebab(news.What.ToString()), news.Id, news.Detail),
            },
            clock);
        PeopleArea people = DataRooms.People(settings.Keeping, register, clock, new PeopleOptions { ProviderWord = TimeSpan.FromDays(settings.SignInProviderDays) });
        var vault = new DocumentVault(Path.Combine(settings.Keeping.DataFolder, DataRooms.DocumentFolder), mostOfUnit: (long)settings.ReportFiles << 20);
        var address = new PublicAddress(settings.PublicUrl);
        var parts = new WebParts(register, states, people, vault, clock)
        {
            Papers = new PaperDesk(register, states, clock, evidence: new KeptEvidence(stores.Evidence.GetScan, stores.Evidence.Get)),
            Address = address,
            Providers = ProviderLines.Of(settings),
            Notices = new NoticeDesk(register, people, clock, address.Of, SmtpMail.Of(settings, clock)),
            Domains = new DomainDesk(
                register, people.Reach, (states, new KeptEvidence(stores.Evidence.GetScan, stores.Evidence.Get)),
                new DomainProof(new OwnershipProbe(measuring.Tools, new OwnershipOptions { Version = Shell.Version, Contact = settings.Vantage.Contact?.AbsoluteUri })), clock),
            Webhooks = new WebhookDesk(register, people, states, stop => CampaignNews.NewestAsync(stores, stop), clock),
            Measured = stores,
            Desk = new MeasureDesk(measuring.Scanner, stores, Profile.National, new DeskOptions(), clock),
            Dispatcher = dispatcher,
            Campaigning = new CampaignDesk(register, stores, (settings.Vantage.Name, Profile.National), clock),
            Rejudging = new RejudgeDesk(register, stores, Profile.National, clock),
            Board = new CampaignBoard(stores, clock),
            Traffic = measuring.Traffic,
            Lab = use.Lab,
            Version = Shell.Version,
        };
        return new WebRoom(stores, measuring, dispatcher, parts) { Register = register, Looks = new CaseRunner(parts.Cases, parts.CaseEditing, new CampaignLooks(stores, settings.Vantage.Name, Profile.National), clock) };
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Measuring.Dispose();
        Parts.Rejudging.Dispose();
        Parts.Board.Dispose();
        await Stores.DisposeAsync().ConfigureAwait(false);
    }
}
