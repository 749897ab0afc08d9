using System.Collections.Frozen;
using Sextant.Programme.People;
using Sextant.Web.Api;
using static Sextant.Web.Access.RouteLines;

namespace Sextant.Web.Access;

/// <summary>
/// Which right each way into the program asks for: the one place that says so. A route without a line does not start; a method or handler without one is refused.
/// <c>docs/reference/authorization.md</c> is written from it, and a test walks every line with every role.
/// </summary>
public static class RouteRules
{
    /// <summary>Every line.</summary>
    public static IReadOnlyList<RouteRule> All { get; } =
    [
        // What everybody reads.
        Get("/", Right.ReadPublished),
        Get("/organisations", Right.ReadPublished),
        Get("/organisations/{slug}", Right.ReadPublished),
        Get("/organisations/{slug}/sheet", Right.ReadPublished),
        Get("/organisations/events", Right.ReadPublished),
        Get("/organisations/exemptions", Right.ReadPublished),
        Get("/organisations/events/{key}", Right.ReadPublished),
        Get("/organisations/{slug}/sheet", Right.ReadPublished, "Docx"),
        Get("/conference/{id}", Right.ReadPublished),
        Get("/figures", Right.ReadPublished),
        Get("/figures/{id}", Right.ReadPublished),
        Get("/documents", Right.ReadPublished),
        Get("/documents/{id}", Right.ReadPublished),
        Get("/documents/{id}/files/{sha256}", Right.ReadPublished),
        Get("/meetings", Right.ReadPublished),
        Get("/meetings/{id}", Right.ReadPublished),
        Get("/plans", Right.ReadPublished),
        Get("/plans/{id}", Right.ReadPublished),
        Get("/tasks", Right.ReadPublished),
        Get("/tasks/{owner}/{number:int}", Right.ReadPublished),
        Get("/criteria", Right.ReadPublished),
        Get("/criteria/{id}", Right.ReadPublished),
        Get("/method", Right.ReadPublished),
        Get("/targets/{kind}/{name}", Right.ReadPublished),
        Get("/targets/{kind}/{name}", Right.ReadPublished, "Progress"),
        Get("/targets/{kind}/{name}", Right.ReadPublished, "Evidence"),
        Post("/targets/{kind}/{name}", Right.MeasureNow),

        // What must work before it is known who asks.
        Get("/assets/{hash}/{**name}", Right.ReadPublished),
        Get("/healthz", Right.ReadPublished) with { Api = true },
        Get("/error", Right.ReadPublished),
        Post("/error", Right.ReadPublished),
        Get("/sign-in", Right.ReadPublished),
        Post("/sign-in", Right.ReadPublished),
        Get("/sign-in/code", Right.ReadPublished),
        Post("/sign-in/code", Right.ReadPublished),
        Post("/sign-in/passkey", Right.ReadPublished),
        Post("/sign-in/passkey", Right.ReadPublished, "Options"),
        Get("/sign-in/with/{provider}", Right.ReadPublished),
        Get("/sign-in/from/{provider}", Right.ReadPublished),
        Get("/sign-in/authenticator", Right.ReadPublished),
        Post("/sign-in/authenticator", Right.ReadPublished),
        Post("/sign-in/ended/{provider}", Right.ReadPublished) with { Api = true },
        Get("/welcome", Right.ReadPublished),
        Post("/welcome", Right.ReadPublished),
        Post("/welcome", Right.ReadPublished, "Confirm"),
        Get("/stop-letters/{token}", Right.ReadPublished),
        Post("/stop-letters/{token}", Right.ReadPublished),
        Post("/stop-letters/{token}", Right.ReadPublished, "Undo"),

        // The own account.
        Post("/sign-out", Right.KeepOwnAccount),
        Get("/account", Right.KeepOwnAccount),
        Post("/account", Right.KeepOwnAccount, "End"),
        Post("/account", Right.KeepOwnAccount, "EndOthers"),
        Get("/account/security", Right.KeepOwnAccount) with { Fresh = true },
        Post("/account/security", Right.KeepOwnAccount, "Password") with { Fresh = true },
        Post("/account/security", Right.KeepOwnAccount, "Codes") with { Fresh = true },
        Post("/account/security", Right.KeepOwnAccount, "Options") with { Fresh = true },
        Post("/account/security", Right.KeepOwnAccount, "Passkey") with { Fresh = true },
        Post("/account/security", Right.KeepOwnAccount, "RemovePasskey") with { Fresh = true },
        Post("/account/security", Right.KeepOwnAccount, "Unlink") with { Fresh = true },
        Post("/account/security", Right.KeepOwnAccount, "Email") with { Fresh = true },
        Get("/account/email", Right.KeepOwnAccount),
        Post("/account/email", Right.KeepOwnAccount, "Confirm"),
        Get("/account/authenticator", Right.KeepOwnAccount) with { Fresh = true },
        Post("/account/authenticator", Right.KeepOwnAccount) with { Fresh = true },
        Get("/account/tokens", Right.KeepOwnAccount) with { Fresh = true },
        Post("/account/tokens", Right.KeepOwnAccount) with { Fresh = true },
        Post("/account/tokens", Right.KeepOwnAccount, "Revoke"),

        Get("/account/notices", Right.KeepOwnAccount),
        Post("/account/notices", Right.KeepOwnAccount, "Read"),
        Post("/account/notices", Right.KeepOwnAccount, "Choose"),

        // People.
        Get("/organisations/{slug}/contacts", Right.ReadContacts) with { Scope = "slug" },
        Get("/people", Right.ManagePeople),
        Post("/people", Right.ManagePeople, "Revoke"),
        Get("/people/invite", Right.ManagePeople),
        Post("/people/invite", Right.ManagePeople),
        Get("/people/{key}", Right.ManagePeople),
        Post("/people/{key}", Right.ManagePeople, "Grant"),
        Post("/people/{key}", Right.ManagePeople, "Revoke"),
        Post("/people/{key}", Right.ManagePeople, "Recover"),
        Post("/people/{key}", Right.ManagePeople, "Rename"),
        Post("/people/{key}", Right.ManagePeople, "SignOut"),
        Post("/people/{key}", Right.ManagePeople, "End"),
        Get("/audit", Right.ReadAudit),

        // Other systems that are told of events.
        Get("/webhooks", Right.KeepWebhooks),
        Post("/webhooks", Right.KeepWebhooks),
        Get("/webhooks/{key}", Right.KeepWebhooks),
        Post("/webhooks/{key}", Right.KeepWebhooks, "Change"),
        Post("/webhooks/{key}", Right.KeepWebhooks, "State"),
        Post("/webhooks/{key}", Right.KeepWebhooks, "Rotate"),
        Post("/webhooks/{key}", Right.KeepWebhooks, "Test"),
        Post("/webhooks/{key}", Right.KeepWebhooks, "Again"),

        // Documents and meetings.
        Get("/documents/new", Right.WriteDocuments),
        Post("/documents/new", Right.WriteDocuments),
        Get("/documents/{id}/edit", Right.WriteDocuments),
        Post("/documents/{id}/edit", Right.WriteDocuments, "Record"),
        Post("/documents/{id}/edit", Right.WriteDocuments, "Relate"),
        Post("/documents/{id}/edit", Right.WriteDocuments, "Unrelate"),
        Post("/documents/{id}/edit", Right.WriteDocuments, "Article"),
        Post("/documents/{id}/edit", Right.WriteDocuments, "Obligation"),
        Post("/documents/{id}/edit", Right.WriteDocuments, "Prove"),
        Post("/documents/{id}/edit", Right.WriteDocuments, "Detach"),
        Post("/documents/{id}/edit", Right.WriteDocuments, "TakeBack"),
        Post("/documents/{id}/edit", Right.WriteDocuments, "Withdraw"),
        Post("/documents/{id}/edit", Right.WriteDocuments, "Attach") with { Uploads = true },
        Get("/meetings/new", Right.WriteMeetings),
        Post("/meetings/new", Right.WriteMeetings),
        Get("/meetings/{id}/edit", Right.WriteMeetings),
        Post("/meetings/{id}/edit", Right.WriteMeetings, "Record"),
        Post("/meetings/{id}/edit", Right.WriteMeetings, "Direction"),
        Post("/meetings/{id}/edit", Right.WriteMeetings, "Person"),
        Post("/meetings/{id}/edit", Right.WriteMeetings, "Site"),
        Post("/meetings/{id}/edit", Right.WriteMeetings, "Sites"),
        Post("/meetings/{id}/edit", Right.WriteMeetings, "Paper"),
        Post("/meetings/{id}/edit", Right.WriteMeetings, "Withdraw"),

        // What becomes of organisations.
        Get("/organisations/events/new", Right.KeepUnits),
        Post("/organisations/events/new", Right.KeepUnits),
        Post("/organisations/events/new", Right.KeepUnits, "Do"),
        Get("/organisations/duplicates", Right.KeepUnits),
        Post("/organisations/duplicates", Right.KeepUnits),
        Post("/organisations/duplicates", Right.KeepUnits, "TakeBack"),
        Post("/organisations/exemptions", Right.KeepUnits),
        Post("/organisations/exemptions", Right.KeepUnits, "TakeBack"),
        Post("/organisations/events/{key}", Right.KeepUnits, "TakeBack"),
        Post("/organisations/events/{key}", Right.KeepUnits, "Decide"),

        Get("/organisations/{slug}/correct", Right.KeepTargets),
        Post("/organisations/{slug}/correct", Right.KeepUnits, "Name"),
        Post("/organisations/{slug}/correct", Right.KeepUnits, "Language"),
        Post("/organisations/{slug}/correct", Right.KeepUnits, "Class"),
        Post("/organisations/{slug}/correct", Right.KeepUnits, "Code"),
        Post("/organisations/{slug}/correct", Right.KeepTargets, "Domain"),
        Post("/organisations/{slug}/correct", Right.KeepTargets, "Confirm"),
        Post("/organisations/{slug}/correct", Right.KeepTargets, "Target"),

        // Tables. Each form and each list asks its own right beside this one.
        Get("/imports", Right.ImportTables),
        Post("/imports", Right.ImportTables) with { Uploads = true },
        Get("/imports/{id}", Right.ImportTables),
        Post("/imports/{id}", Right.ImportTables, "Apply"),
        Post("/imports/{id}", Right.ImportTables, "Drop"),
        Post("/imports/{id}", Right.ImportTables, "Undo"),
        Get("/tables/{form}", Right.ReadPublished),

        // Conversion plans of units. What everybody sees of one is that it is issued, by what, and its stages.
        Get("/conversion-plans", Right.ReadPublished),
        Get("/organisations/{slug}/conversion", Right.ReadPublished),
        Post("/organisations/{slug}/conversion", Right.WriteConversions) with { Scope = "slug" },
        Get("/organisations/{slug}/conversion/{number:int}", Right.ReadPublished),
        Post("/organisations/{slug}/conversion/{number:int}", Right.WriteConversions, "Write") with { Scope = "slug" },
        Post("/organisations/{slug}/conversion/{number:int}", Right.ReviewConversions, "Review") with { Scope = "slug" },
        Get("/organisations/{slug}/conversion/{number:int}/files/{sha256}", Right.ReadConversions) with { Scope = "slug" },
        Get("/organisations/{slug}/conversion/{number:int}/edit", Right.WriteConversions) with { Scope = "slug" },
        Post("/organisations/{slug}/conversion/{number:int}/edit", Right.WriteConversions, "Record") with { Scope = "slug" },
        Post("/organisations/{slug}/conversion/{number:int}/edit", Right.WriteConversions, "Stage") with { Scope = "slug" },
        Post("/organisations/{slug}/conversion/{number:int}/edit", Right.WriteConversions, "System") with { Scope = "slug" },
        Post("/organisations/{slug}/conversion/{number:int}/edit", Right.WriteConversions, "Remove") with { Scope = "slug" },
        Post("/organisations/{slug}/conversion/{number:int}/edit", Right.WriteConversions, "Attach") with { Scope = "slug", Uploads = true },
        Post("/organisations/{slug}/conversion/{number:int}/edit", Right.WriteConversions, "Detach") with { Scope = "slug" },

        // Domains of units, and names suggested to them. What everybody sees is which are proven or accepted.
        Get("/domains", Right.ClaimDomains),
        Get("/organisations/{slug}/domains", Right.ReadPublished),
        Post("/organisations/{slug}/domains", Right.ClaimDomains, "Claim") with { Scope = "slug" },
        Post("/organisations/{slug}/domains", Right.ClaimDomains, "Check") with { Scope = "slug" },
        Post("/organisations/{slug}/domains", Right.ClaimDomains, "Renew") with { Scope = "slug" },
        Post("/organisations/{slug}/domains", Right.ClaimDomains, "Withdraw") with { Scope = "slug" },
        Post("/organisations/{slug}/domains", Right.ClaimDomains, "Contact") with { Scope = "slug" },
        Post("/organisations/{slug}/domains", Right.ClaimDomains, "RemoveContact") with { Scope = "slug" },
        Post("/organisations/{slug}/domains", Right.AcceptDomains, "Accept") with { Scope = "slug" },
        Get("/organisations/{slug}/suggestions", Right.ClaimDomains) with { Scope = "slug" },
        Post("/organisations/{slug}/suggestions", Right.ClaimDomains, "Approve") with { Scope = "slug" },
        Post("/organisations/{slug}/suggestions", Right.ClaimDomains, "Refuse") with { Scope = "slug" },

        // Returns. Who reads or writes those of one organisation is asked for that one.
        Get("/returns", Right.ReadReturns),
        Get("/returns/table", Right.ReadReturns),
        Post("/returns", Right.AskReturns, "Ask"),
        Post("/returns", Right.AskReturns, "Unask"),
        Post("/returns", Right.AskReturns, "Owe"),
        Post("/returns", Right.AskReturns, "Hold"),
        Post("/returns", Right.AskReturns, "LetGo"),
        Get("/returns/{slug}/{form}/{period}", Right.ReadReturns) with { Scope = "slug" },
        Post("/returns/{slug}/{form}/{period}", Right.DeclareReturns, "Save") with { Scope = "slug" },
        Post("/returns/{slug}/{form}/{period}", Right.DeclareReturns, "Submit") with { Scope = "slug" },
        Post("/returns/{slug}/{form}/{period}", Right.DeclareReturns, "Correct") with { Scope = "slug" },
        Post("/returns/{slug}/{form}/{period}", Right.DeclareReturns, "Drop") with { Scope = "slug" },
        Post("/returns/{slug}/{form}/{period}", Right.ReceiveReturns, "Answer"),

        // Partners, and units' own communication. Whether a unit is one's own is asked when it is reported.
        Get("/cooperation", Right.ReadPublished),
        Post("/cooperation", Right.WriteCooperation),
        Post("/cooperation", Right.ReportCommunication, "Activity"),
        Post("/cooperation", Right.ReportCommunication, "Withdraw"),
        Get("/cooperation/{id}", Right.ReadPublished),
        Post("/cooperation/{id}", Right.WriteCooperation, "Record"),
        Post("/cooperation/{id}", Right.WriteCooperation, "Duty"),
        Post("/cooperation/{id}", Right.WriteCooperation, "Activity"),
        Post("/cooperation/{id}", Right.WriteCooperation, "Withdraw"),

        .. LearningRoutes.All,
        .. MeasuringRoutes.All,
        .. TaskRoutes.All,

        // Drafts, for those who take part.
        Get("/drafts", Right.ReadDrafts),
        Post("/drafts", Right.WriteDrafts),
        Get("/drafts/{id}", Right.ReadDrafts),
        Post("/drafts/{id}", Right.WriteDrafts, "Record"),
        Post("/drafts/{id}", Right.WriteDrafts, "Round"),
        Post("/drafts/{id}", Right.WriteDrafts, "Move"),
        Post("/drafts/{id}", Right.CommentDrafts, "Comment"),
        Post("/drafts/{id}", Right.WriteDrafts, "Answer"),
        Post("/drafts/{id}", Right.WriteDrafts, "End"),

        // The office's papers.
        Get("/reports", Right.PreparePapers),
        Get("/reports/{id}", Right.PreparePapers),
        Get("/reports/{id}", Right.PreparePapers, "Docx"),
        Get("/reports/{id}", Right.PreparePapers, "Xlsx"),
        Get("/reports/{id}", Right.PreparePapers, "Pdf"),
        Get("/reports/letterhead", Right.PreparePapers),
        Post("/reports/letterhead", Right.PreparePapers),
        Get("/reports/letters", Right.PreparePapers),
        Post("/reports/letters", Right.PreparePapers),

        // Declared against measured. Whose a case is, the case says: its page is as if there were none to others.
        Get("/publications", Right.ObjectVerdicts),
        Post("/publications", Right.DecideCases),
        Post("/publications", Right.DecideCases, "Move"),
        Post("/publications", Right.DecideCases, "Withdraw"),
        Get("/publications/{id}/{slug}", Right.ObjectVerdicts) with { Scope = "slug" },
        Post("/publications/{id}/{slug}", Right.ObjectVerdicts, "Declare") with { Scope = "slug" },
        Post("/publications/{id}/{slug}", Right.ObjectVerdicts, "Object") with { Scope = "slug" },
        Get("/cases", Right.ObjectVerdicts),
        Get("/cases/{number:int}", Right.ObjectVerdicts),
        Get("/cases/{number:int}/looks/{which}", Right.ObjectVerdicts),
        Get("/cases/{number:int}/looks/{which}", Right.ObjectVerdicts, "Evidence"),
        Post("/cases/{number:int}", Right.DecideCases),
        Post("/cases/{number:int}", Right.DecideCases, "Reopen"),
        Post("/cases/{number:int}", Right.ObjectVerdicts, "Withdraw"),

        // Programs.
        .. ApiCatalog.Routes.Select(route => new RouteRule(route.Method, route.Route, null, route.Right) { Scope = route.Scope, Api = true }),
    ];

    private static readonly FrozenDictionary<(string Route, string Method, string Handler), RouteRule> Index =
        All.ToFrozenDictionary(rule => (rule.Route, rule.Method, (rule.Handler ?? "").ToUpperInvariant()));

    private static readonly FrozenSet<string> Routes = All.Select(rule => rule.Route).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a route has any line.</summary>
    public static bool Knows(string route) => Routes.Contains(route);

    /// <summary>The line of a request; null where there is none. A handler that has no line of its own is the page itself, as the framework takes it.</summary>
    public static RouteRule? Find(string route, string method, string? handler) =>
        Index.GetValueOrDefault((route, method == "HEAD" ? "GET" : method, (handler ?? "").ToUpperInvariant())) ?? Index.GetValueOrDefault((route, method == "HEAD" ? "GET" : method, ""));
}
