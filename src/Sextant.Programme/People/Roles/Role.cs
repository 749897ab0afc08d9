using System.Collections.Frozen;
using System.Text.Json;

namespace Sextant.Programme.People;

/// <summary>What a person is to the programme.</summary>
public enum Role
{
    /// <summary>Everybody, signed in or not.</summary>
    Public,

    /// <summary>Speaks for one organisation and its subordinates.</summary>
    FocalPoint,

    /// <summary>Looks through what units hand in.</summary>
    Reviewer,

    /// <summary>Assesses for the label.</summary>
    LabelAssessor,

    /// <summary>Teaches.</summary>
    Trainer,

    /// <summary>Looks after what is measured.</summary>
    MeasurementEngineer,

    /// <summary>The standing office of the task force.</summary>
    Office,

    /// <summary>Looks after the installation.</summary>
    Administrator,
}

/// <summary>What may be done. Each is asked for by some route; what nothing asks for is not in here.</summary>
public enum Right
{
    /// <summary>Read what is public.</summary>
    ReadPublished,

    /// <summary>Ask for a measurement now.</summary>
    MeasureNow,

    /// <summary>Look after one's own account.</summary>
    KeepOwnAccount,

    /// <summary>Read who speaks for an organisation, with addresses.</summary>
    ReadContacts,

    /// <summary>Invite people, give and take roles.</summary>
    ManagePeople,

    /// <summary>Read the audit log.</summary>
    ReadAudit,

    /// <summary>Keep the addresses of other systems that are told of events, with their secrets.</summary>
    KeepWebhooks,

    /// <summary>Write plans, hand them in and issue them; make tasks of conclusions; give tasks more time.</summary>
    WritePlans,

    /// <summary>Approve plans that were handed in, or give them back: by others than who writes them.</summary>
    ApprovePlans,

    /// <summary>Report on a task, and ask for more time.</summary>
    ReportTasks,

    /// <summary>Read the files that units add to their reports on tasks.</summary>
    ReadTaskFiles,

    /// <summary>Read a unit's conversion plan before it is issued, and its inventory and files at any time.</summary>
    ReadConversions,

    /// <summary>Write a unit's conversion plan, hand it in, and say by what it was issued.</summary>
    WriteConversions,

    /// <summary>Approve conversion plans that were handed in, or give them back.</summary>
    ReviewConversions,

    /// <summary>Read documents under drafting, with what was said of them.</summary>
    ReadDrafts,

    /// <summary>Draft documents, put them forward for comments, and answer these.</summary>
    WriteDrafts,

    /// <summary>Comment on drafts for a unit.</summary>
    CommentDrafts,

    /// <summary>Write partners down, what each side owes, and activities.</summary>
    WriteCooperation,

    /// <summary>Report a unit's own communication.</summary>
    ReportCommunication,

    /// <summary>Write documents down, relate them, and add their files.</summary>
    WriteDocuments,

    /// <summary>Write meetings down, with sites, people, papers and conclusions.</summary>
    WriteMeetings,

    /// <summary>Prepare the office's papers: reports, result sheets and letters, and what stands on them.</summary>
    PreparePapers,

    /// <summary>Bring in a table, and take it back; each form asks its own right beside this one.</summary>
    ImportTables,

    /// <summary>Write down which domains are measured of whom.</summary>
    KeepTargets,

    /// <summary>Bring in what others measured, and take it back.</summary>
    KeepOutside,

    /// <summary>Make campaigns, let them rest, go on and end, and have given-up names tried again.</summary>
    RunCampaigns,

    /// <summary>Write down what becomes of organisations, which of them are the same, and who is exempted from what.</summary>
    KeepUnits,

    /// <summary>Claim domains for a unit and prove them, write down their contacts, and decide which suggested names are the unit's.</summary>
    ClaimDomains,

    /// <summary>Take a domain for a unit's own without proof, for a reason.</summary>
    AcceptDomains,

    /// <summary>Read returns of operators, registrars and data centres.</summary>
    ReadReturns,

    /// <summary>Write an organisation's returns, and hand them in.</summary>
    DeclareReturns,

    /// <summary>Accept returns that were handed in, or give them back.</summary>
    ReceiveReturns,

    /// <summary>Settle who owes which return until when, and which networks and brands are counted with whom.</summary>
    AskReturns,

    /// <summary>See a unit's sheet before publication, declare its criteria, object to verdicts.</summary>
    ObjectVerdicts,

    /// <summary>Announce publications, and decide objections.</summary>
    DecideCases,

    /// <summary>Read who learns: lists of sessions, persons, certificates.</summary>
    ReadLearners,

    /// <summary>See sessions to come, put a unit's own people on their lists and take them off, and see what these learned.</summary>
    EnrolLearners,

    /// <summary>Write the communication kit, press items and events, and read who registers for these.</summary>
    WriteCommunication,

    /// <summary>Write courses and sessions, lists, results, certificates, and what is to be shown of experts.</summary>
    WriteTraining,
}

/// <summary>Which role has which right: the one table from which the matrix of routes follows.</summary>
public static class Rights
{
    private static readonly Right[] Everybody = [Right.ReadPublished, Right.MeasureNow];
    private static readonly Right[] Member = [.. Everybody, Right.KeepOwnAccount];

    private static readonly FrozenDictionary<Role, FrozenSet<Right>> Table = new Dictionary<Role, Right[]>
    {
        [Role.Public] = Everybody,
        [Role.FocalPoint] =
        [
            .. Member, Right.ReadContacts, Right.ReportTasks, Right.ReadTaskFiles, Right.ReadConversions, Right.WriteConversions, Right.ReadDrafts, Right.CommentDrafts, Right.ImportTables,
            Right.ReportCommunication, Right.ClaimDomains,
            Right.ReadReturns, Right.DeclareReturns, Right.ObjectVerdicts, Right.EnrolLearners,
        ],
        [Role.Reviewer] = [.. Member, Right.ReadContacts, Right.ApprovePlans, Right.ReadTaskFiles, Right.ReadConversions, Right.ReviewConversions, Right.ReadDrafts, Right.ReadReturns, Right.ReceiveReturns],
        [Role.LabelAssessor] = Member,
        [Role.Trainer] = [.. Member, Right.ReadLearners, Right.WriteTraining, Right.EnrolLearners, Right.ImportTables],
        [Role.MeasurementEngineer] = [.. Member, Right.ImportTables, Right.KeepTargets, Right.KeepOutside, Right.RunCampaigns],
        [Role.Office] =
        [
            .. Member, Right.ReadContacts, Right.ManagePeople, Right.ReadAudit, Right.KeepWebhooks, Right.WritePlans, Right.ReportTasks, Right.ReadTaskFiles, Right.WriteDocuments, Right.WriteMeetings, Right.PreparePapers,
            Right.ImportTables, Right.KeepTargets, Right.KeepOutside, Right.KeepUnits, Right.ClaimDomains, Right.AcceptDomains,
            Right.ReadConversions, Right.WriteConversions, Right.ReadDrafts, Right.WriteDrafts, Right.WriteCooperation, Right.ReportCommunication,
            Right.ReadReturns, Right.DeclareReturns, Right.ReceiveReturns, Right.AskReturns, Right.ObjectVerdicts, Right.DecideCases,
            Right.ReadLearners, Right.WriteTraining, Right.EnrolLearners, Right.WriteCommunication,
        ],
        [Role.Administrator] = [.. Member, Right.RunCampaigns, Right.ReadContacts, Right.ManagePeople, Right.ReadAudit, Right.KeepWebhooks, Right.ApprovePlans, Right.ReadTaskFiles, Right.ReadConversions, Right.ReviewConversions, Right.ReadDrafts, Right.ReadReturns],
    }.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.ToFrozenSet());

    /// <summary>Rights that a person may lend to a program by a token: those that the API asks for, of itself or for a table that is brought in. The own account is looked after by its person alone, and by a token nobody who looks after people is made, changed or ended.</summary>
    public static IReadOnlyList<Right> Lendable { get; } =
    [
        Right.ReadPublished, Right.ReadContacts, Right.ReadAudit, Right.WritePlans, Right.ApprovePlans, Right.ReportTasks, Right.ReadTaskFiles, Right.ReadConversions, Right.WriteConversions, Right.ReviewConversions,
        Right.ReadReturns, Right.DeclareReturns, Right.ReceiveReturns, Right.AskReturns, Right.ObjectVerdicts, Right.DecideCases, Right.PreparePapers,
        Right.WriteDocuments, Right.WriteMeetings, Right.ReadDrafts, Right.WriteDrafts, Right.CommentDrafts, Right.WriteCooperation, Right.ReportCommunication, Right.ReadLearners, Right.WriteTraining,
        Right.EnrolLearners, Right.WriteCommunication, Right.KeepUnits, Right.KeepTargets, Right.ClaimDomains, Right.AcceptDomains, Right.ImportTables,
        Right.RunCampaigns, Right.ManagePeople, Right.KeepOutside, Right.KeepWebhooks,
    ];

    /// <summary>What a role may do.</summary>
    public static IReadOnlySet<Right> Of(Role role) => Table[role];

    /// <summary>Whether a role is had for one organisation; the others are had for the country.</summary>
    public static bool IsScoped(Role role) => role == Role.FocalPoint;

    /// <summary>Whether who has one role may give and take another: nobody makes more of himself than he is.</summary>
    public static bool MayGive(Role giver, Role given) => given != Role.Public && giver switch
    {
        Role.Administrator => true,
        Role.Office => given is not (Role.Office or Role.Administrator),
        _ => false,
    };

    /// <summary>The word of a role or right: <c>focal-point</c>.</summary>
    public static string Word(this Role role) => JsonNamingPolicy.KebabCaseLower.ConvertName(role.ToString());

    /// <inheritdoc cref="Word(Role)"/>
    public static string Word(this Right right) => JsonNamingPolicy.KebabCaseLower.ConvertName(right.ToString());

    /// <summary>The role of a word; null when there is none.</summary>
    public static Role? RoleOf(string? word) => Enum.GetValues<Role>().Cast<Role?>().FirstOrDefault(role => role!.Value.Word() == word);

    /// <summary>The right of a word; null when there is none.</summary>
    public static Right? RightOf(string? word) => Enum.GetValues<Right>().Cast<Right?>().FirstOrDefault(right => right!.Value.Word() == word);
}
