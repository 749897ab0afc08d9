using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Audit;
using Sextant.Programme.People;
using Sextant.Web.Hosting;
using Sextant.Web.Wording;

namespace Sextant.Web.Pages.Audit;

/// <summary>Who did what, newest first.</summary>
public sealed class IndexModel : OfficePage
{
    [BindProperty(SupportsGet = true, Name = "who")]
    public string? Who { get; set; }

    [BindProperty(SupportsGet = true, Name = "subject")]
    public string? Subject { get; set; }

    [BindProperty(SupportsGet = true, Name = "before")]
    public long? Before { get; set; }

    public IReadOnlyList<AuditEntry> Entries { get; private set; } = [];

    /// <summary>The address of the entries before these; null at the end of the log.</summary>
    public string? Older { get; private set; }

    private IReadOnlyDictionary<string, string> _names = new Dictionary<string, string>();

    /// <summary>The person whom an entry names, with the page about it; null: it names none, or not to who asks.</summary>
    public (string Name, string Page)? Person(string named) =>
        named.StartsWith("person:", StringComparison.Ordinal) && _names.TryGetValue(named["person:".Length..], out string? name) ? (name, To("/people/" + named["person:".Length..])) : null;

    /// <summary>What was done, in words; the action's own name where there are none.</summary>
    public static string Act(string action, WebTexts t) => action.Split('.', 2) is [var of, var act] && t.Keys.Contains("audit-of." + of) && t.Keys.Contains("audit-act." + act)
        ? t["audit-of." + of] + ": " + t["audit-act." + act] : action;

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        await ReadCountryAsync(organisations: false, cancellation).ConfigureAwait(false);
        var filter = new AuditFilter { Who = Named(Who), Subject = Named(Subject), Before = Before };
        Entries = await Parts.People.Audit.ListAsync(filter, cancellation).ConfigureAwait(false);
        _names = Viewer.Has(Right.ManagePeople)
            ? (await Parts.People.Persons.ListAsync(cancellation).ConfigureAwait(false)).ToDictionary(person => person.Key, person => person.Name, StringComparer.Ordinal)
            : _names;
        if (Entries.Count == filter.Most && Entries[^1].Sequence > 1)
        {
            var query = new QueryBuilder { { "before", Entries[^1].Sequence.ToString(CultureInfo.InvariantCulture) } };
            foreach ((string name, string? value) in ((string, string?)[])[("who", filter.Who), ("subject", filter.Subject)])
            {
                if (value is not null)
                {
                    query.Add(name, value);
                }
            }

            Older = To("/audit") + query;
        }
    }

    private static string? Named(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();
}
