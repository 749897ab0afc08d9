using Sextant.Checks.Judging;
using Sextant.Measurement;
using Sextant.Programme.Conversions;
using Sextant.Programme.Cases;
using Sextant.Programme.Cooperation;
using Sextant.Programme.Country;
using Sextant.Programme.Documents;
using Sextant.Programme.Drafting;
using Sextant.Programme.Figures;
using Sextant.Programme.Imports;
using Sextant.Programme.Meetings;
using Sextant.Programme.Notices;
using Sextant.Programme.Organisations;
using Sextant.Programme.Papers;
using Sextant.Programme.People;
using Sextant.Programme.Plans;
using Sextant.Programme.Returns;
using Sextant.Programme.Sources;
using Sextant.Programme.Tasks;
using Sextant.Measurement.Desk;
using Sextant.Measurement.Runs;

namespace Sextant.Web;

/// <summary>What the pages are given: areas, never tables.</summary>
public sealed record WebParts
{
    /// <summary>The country on one page, its map, and states of targets.</summary>
    public required CountryReader Country { get; init; }

    /// <summary>Organisations as of a day.</summary>
    public required OrganisationStore Organisations { get; init; }

    /// <summary>Registered targets as of a day.</summary>
    public required TargetStore Targets { get; init; }

    /// <summary>Declared figures, usage series, criteria.</summary>
    public required FigureStore Figures { get; init; }

    /// <summary>What others measured.</summary>
    public required OutsideStore Outside { get; init; }

    /// <summary>Programmes, groups of work, sources.</summary>
    public required PlanStore Plans { get; init; }

    /// <summary>Documents and what hangs on them.</summary>
    public required DocumentStore Documents { get; init; }

    /// <summary>The files of documents.</summary>
    public required DocumentVault Vault { get; init; }

    /// <summary>Who may sign in, and what they may.</summary>
    public required PeopleArea People { get; init; }

    /// <summary>Where people reach the pages.</summary>
    public required PublicAddress Address { get; init; }

    /// <summary>Meetings and what they concluded.</summary>
    public required MeetingStore Meetings { get; init; }

    /// <summary>Yearly plans and tasks.</summary>
    public required TaskStore Tasks { get; init; }

    /// <summary>Changes documents.</summary>
    public required DocumentEditing DocumentEditing { get; init; }

    /// <summary>Changes meetings.</summary>
    public required MeetingEditing MeetingEditing { get; init; }

    /// <summary>Conversion plans of units.</summary>
    public required ConversionStore Conversions { get; init; }

    /// <summary>Partners and activities.</summary>
    public required CooperationStore Cooperation { get; init; }

    /// <summary>Changes partners and activities.</summary>
    public required CooperationEditing CooperationEditing { get; init; }

    /// <summary>Documents under drafting.</summary>
    public required DraftingStore Drafting { get; init; }

    /// <summary>Changes documents under drafting.</summary>
    public required DraftingEditing DraftingEditing { get; init; }

    /// <summary>Changes conversion plans.</summary>
    public required ConversionEditing ConversionEditing { get; init; }

    /// <summary>Changes plans.</summary>
    public required PlanEditing PlanEditing { get; init; }

    /// <summary>Changes tasks.</summary>
    public required TaskEditing TaskEditing { get; init; }

    /// <summary>What people are told, in the program and by letter.</summary>
    public required NoticeDesk Notices { get; init; }

    /// <summary>The office's papers.</summary>
    public required PaperDesk Papers { get; init; }

    /// <summary>Returns of operators, registrars and data centres.</summary>
    public required ReturnStore Returns { get; init; }

    /// <summary>Changes returns.</summary>
    public required ReturnEditing ReturnEditing { get; init; }

    /// <summary>Settles who owes which return.</summary>
    public required ReturnOffice ReturnOffice { get; init; }

    /// <summary>Where tables are handed in.</summary>
    public required ImportDesk Imports { get; init; }

    /// <summary>Declarations, publications, sheets and objections.</summary>
    public required CaseStore Cases { get; init; }

    /// <summary>Changes them.</summary>
    public required CaseEditing CaseEditing { get; init; }

    /// <summary>Evidence and what was said of each target.</summary>
    public required MeasurementStores Measured { get; init; }

    /// <summary>Measures a registered target now.</summary>
    public required MeasureDesk Desk { get; init; }

    /// <summary>Measures campaigns by itself; null where nothing does.</summary>
    public Dispatcher? Dispatcher { get; init; }

    /// <summary>How campaigns go.</summary>
    public required CampaignBoard Board { get; init; }

    /// <summary>What this process has sent out; null where nobody counts.</summary>
    public Func<OutwardTraffic>? Traffic { get; init; }

    /// <summary>The profile that judges.</summary>
    public Profile Profile { get; init; } = Profile.National;

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

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
