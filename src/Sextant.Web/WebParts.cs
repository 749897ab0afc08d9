using Sextant.Checks.Judging;
using Sextant.Measurement;
using Sextant.Measurement.Desk;
using Sextant.Measurement.Runs;
using Sextant.Programme.Cases;
using Sextant.Programme.Communication;
using Sextant.Programme.Conversions;
using Sextant.Programme.Cooperation;
using Sextant.Programme.Country;
using Sextant.Programme.Documents;
using Sextant.Programme.Domains;
using Sextant.Programme.Drafting;
using Sextant.Programme.Figures;
using Sextant.Programme.Imports;
using Sextant.Programme.Imports.Lists;
using Sextant.Programme.Measured;
using Sextant.Programme.Meetings;
using Sextant.Programme.Notices;
using Sextant.Programme.Organisations;
using Sextant.Programme.Organisations.Events;
using Sextant.Programme.Organisations.Duplicates;
using Sextant.Programme.Organisations.Exemptions;
using Sextant.Programme.Papers;
using Sextant.Programme.People;
using Sextant.Programme.Plans;
using Sextant.Programme.Register;
using Sextant.Programme.Returns;
using Sextant.Programme.Sources;
using Sextant.Programme.Tasks;
using Sextant.Programme.Training;
using Sextant.Programme.Webhooks;
using Sextant.Web.Access;

namespace Sextant.Web;

/// <summary>What the pages are given: areas, never tables.</summary>
/// <param name="register">Where the programme's areas keep what they keep.</param>
/// <param name="states">What was measured of the register's targets.</param>
/// <param name="people">Who may sign in.</param>
/// <param name="vault">The files of documents.</param>
/// <param name="clock">The clock.</param>
public sealed class WebParts(ProgrammeDatabase register, IMeasuredStates states, PeopleArea people, DocumentVault vault, TimeProvider clock)
{
    /// <summary>Whether the audit log is being anchored.</summary>
    public AnchorHealth Anchoring => register.Anchoring;

    /// <summary>The country on one page, its map, and states of targets.</summary>
    public CountryReader Country { get; } = new CountryReader(register, states);

    /// <summary>Organisations as of a day.</summary>
    public OrganisationStore Organisations { get; } = new OrganisationStore(register);

    /// <summary>Where what the register says wrongly of them is corrected.</summary>
    public OrganisationCorrections Corrections { get; } = new OrganisationCorrections(register, clock);

    /// <summary>Corrects kinds, sectors and codes, and enters names in further languages.</summary>
    public ClassCorrections ClassCorrections { get; } = new ClassCorrections(register, clock);

    /// <summary>What became of organisations.</summary>
    public UnitEventStore UnitEvents { get; } = new UnitEventStore(register);

    /// <summary>Where that is written down.</summary>
    public UnitEventDesk UnitEventDesk { get; } = new UnitEventDesk(register, clock);

    /// <summary>Who is exempted.</summary>
    public ExemptionStore Exemptions { get; } = new ExemptionStore(register);

    /// <summary>Where that is written down.</summary>
    public ExemptionDesk ExemptionDesk { get; } = new ExemptionDesk(register, clock);

    /// <summary>Organisations that may have been entered twice.</summary>
    public DuplicateBook Duplicates { get; } = new DuplicateBook(register, clock);

    /// <summary>Registered targets as of a day.</summary>
    public TargetStore Targets { get; } = new TargetStore(register);

    /// <summary>Declared figures, usage series, criteria.</summary>
    public FigureStore Figures { get; } = new FigureStore(register);

    /// <summary>What others measured.</summary>
    public OutsideStore Outside { get; } = new OutsideStore(register);

    /// <summary>Where files of others are handed in.</summary>
    public OutsideDesk OutsideDesk { get; } = new OutsideDesk(register, clock);

    /// <summary>Programmes, groups of work, sources.</summary>
    public PlanStore Plans { get; } = new PlanStore(register);

    /// <summary>Documents and what hangs on them.</summary>
    public DocumentStore Documents { get; } = new DocumentStore(register);

    /// <summary>The files of documents.</summary>
    public DocumentVault Vault { get; } = vault;

    /// <summary>Who may sign in, and what they may.</summary>
    public PeopleArea People { get; } = people;

    /// <summary>Identity providers that vouch for people; none where the settings name none.</summary>
    public IReadOnlyList<ProviderLine> Providers { get; init; } = [];

    /// <summary>Where people reach the pages.</summary>
    public required PublicAddress Address { get; init; }

    /// <summary>Meetings and what they concluded.</summary>
    public MeetingStore Meetings { get; } = new MeetingStore(register);

    /// <summary>Yearly plans and tasks.</summary>
    public TaskStore Tasks { get; } = new TaskStore(register);

    /// <summary>Changes documents.</summary>
    public DocumentEditing DocumentEditing { get; } = new DocumentEditing(register, vault, clock);

    /// <summary>Changes meetings.</summary>
    public MeetingEditing MeetingEditing { get; } = new MeetingEditing(register, clock);

    /// <summary>Conversion plans of units.</summary>
    public ConversionStore Conversions { get; } = new ConversionStore(register);

    /// <summary>Partners and activities.</summary>
    public CooperationStore Cooperation { get; } = new CooperationStore(register);

    /// <summary>Changes partners and activities.</summary>
    public CooperationEditing CooperationEditing { get; } = new CooperationEditing(register, people.Reach, clock);

    /// <summary>Documents under drafting.</summary>
    public DraftingStore Drafting { get; } = new DraftingStore(register);

    /// <summary>Changes documents under drafting.</summary>
    public DraftingEditing DraftingEditing { get; } = new DraftingEditing(register, people.Reach, clock);

    /// <summary>Changes conversion plans.</summary>
    public ConversionEditing ConversionEditing { get; } = new ConversionEditing(register, people.Reach, vault, clock);

    /// <summary>Changes plans.</summary>
    public PlanEditing PlanEditing { get; } = new PlanEditing(register, clock);

    /// <summary>Changes tasks.</summary>
    public TaskEditing TaskEditing { get; } = new TaskEditing(register, people.Reach, vault, clock);

    /// <summary>Late tasks that go up.</summary>
    public TaskEscalations Escalations { get; } = new TaskEscalations(register, clock);

    /// <summary>Tasks that go from one lead to another.</summary>
    public TaskHandOvers HandOvers { get; } = new TaskHandOvers(register, clock);

    /// <summary>Who may read the files of reports on tasks.</summary>
    public TaskFiles TaskFiles { get; } = new TaskFiles(new TaskStore(register), people.Reach);

    /// <summary>What people are told, in the program and by letter.</summary>
    public required NoticeDesk Notices { get; init; }

    /// <summary>Other systems that are told of events.</summary>
    public required WebhookDesk Webhooks { get; init; }

    /// <summary>The office's papers.</summary>
    public required PaperDesk Papers { get; init; }

    /// <summary>Domains that units claim, and names suggested to them.</summary>
    public required DomainDesk Domains { get; init; }

    /// <summary>Returns of operators, registrars and data centres.</summary>
    public ReturnStore Returns { get; } = new ReturnStore(register, states, people.Reach, clock);

    /// <summary>Changes returns.</summary>
    public ReturnEditing ReturnEditing { get; } = new(register, new ReturnStore(register, states, people.Reach, clock), people.Reach, clock);

    /// <summary>Settles who owes which return.</summary>
    public ReturnOffice ReturnOffice { get; } = new ReturnOffice(register, clock);

    /// <summary>Where tables are handed in.</summary>
    public ImportDesk Imports { get; } = new ImportDesk(register, people.Reach, clock);

    /// <summary>Lists as tables, each for whom its page shows it.</summary>
    public ListDesk Lists { get; } = new ListDesk(register, people.Reach, clock, states);

    /// <summary>Declarations, publications, sheets and objections.</summary>
    public CaseStore Cases { get; } = new CaseStore(register, states);

    /// <summary>Changes them.</summary>
    public CaseEditing CaseEditing { get; } = new CaseEditing(register, states, people.Reach, clock);

    /// <summary>Courses, who learns, certificates, experts.</summary>
    public TrainingArea Training { get; } = new TrainingArea(register, people.Reach, clock);

    /// <summary>The communication kit, the press, events.</summary>
    public CommunicationArea Communication { get; } = new CommunicationArea(register, vault, clock);

    /// <summary>How often one source may register for events: 20 in 10 minutes, a whole office behind one address.</summary>
    public AskThrottle Registering { get; } = new AskThrottle(20, TimeSpan.FromMinutes(10), clock);

    /// <summary>How often one source may ask for certificates: 30 in 10 minutes, a pile of them on one desk; far too few to find a code by.</summary>
    public AskThrottle Verifying { get; } = new AskThrottle(30, TimeSpan.FromMinutes(10), clock);

    /// <summary>Evidence and what was said of each target.</summary>
    public required MeasurementStores Measured { get; init; }

    /// <summary>Measures a registered target now.</summary>
    public required MeasureDesk Desk { get; init; }

    /// <summary>Measures campaigns by itself; null where nothing does.</summary>
    public Dispatcher? Dispatcher { get; init; }

    /// <summary>Where campaigns are made and told to rest, go on and end.</summary>
    public required CampaignDesk Campaigning { get; init; }

    /// <summary>Judges past campaigns again with the profile of today.</summary>
    public required RejudgeDesk Rejudging { get; init; }

    /// <summary>How campaigns go.</summary>
    public required CampaignBoard Board { get; init; }

    /// <summary>What this process has sent out; null where nobody counts.</summary>
    public Func<OutwardTraffic>? Traffic { get; init; }

    /// <summary>The profile that judges.</summary>
    public Profile Profile { get; init; } = Profile.National;

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; } = clock;

    /// <summary>True when this serves the lab country: marked on every page.</summary>
    public bool Lab { get; init; }

    /// <summary>Version of the program.</summary>
    public string Version { get; init; } = "0.0.0";
}

/// <summary>What this process has sent out since its start.</summary>
/// <param name="DnsQueries">Queries to name servers and resolvers.</param>
/// <param name="HttpConnections">Connections to web ports.</param>
/// <param name="SmtpConnections">Conversations with mail servers.</param>
/// <param name="Waited">How long all of them together waited for their turn.</param>
public sealed record OutwardTraffic(long DnsQueries, long HttpConnections, long SmtpConnections, TimeSpan Waited);

/// <summary>
/// Where people reach the pages. Links in letters and the origin of passkeys are made from this alone, never from what a request calls its host: that is a stranger's word.
/// </summary>
public sealed class PublicAddress(Uri? configured)
{
    private Uri? _bound;

    /// <summary>The address: the one of the settings, else where the server listens.</summary>
    public Uri Url => configured ?? _bound ?? throw new InvalidOperationException("The server does not listen yet.");

    /// <summary>Whether browsers come over TLS; cookies are then for TLS alone.</summary>
    public bool IsSecure => configured?.Scheme == Uri.UriSchemeHttps;

    /// <summary><c>https://ipv6.example.gov.vn</c>: what a browser calls the origin.</summary>
    public string Origin => Url.GetLeftPart(UriPartial.Authority);

    /// <summary>The address of a page.</summary>
    public string Of(string path) => Origin + path;

    /// <summary>Where the server listens; a browser keeps passkeys for names only, so loopback is called by its name.</summary>
    public void Bind(Uri listening) => _bound = new UriBuilder(listening) { Host = "localhost" }.Uri;
}
