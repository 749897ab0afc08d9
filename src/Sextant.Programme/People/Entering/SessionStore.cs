using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.Register;

namespace Sextant.Programme.People;

/// <summary>A browser that is signed in, as its person sees it.</summary>
public sealed record SessionView(string Key, DateTimeOffset Began, DateTimeOffset Seen, string From, string Agent, string Method);

/// <summary>How somebody came in.</summary>
/// <param name="Vouched">By which identity provider; null: by none.</param>
internal sealed record Entry(string Person, string Method, Vouched? Vouched = null);

/// <summary>An identity provider's word, as a session keeps it.</summary>
internal sealed record Vouched(string Provider, string Stamp, string? Session, string? Token);

/// <summary>Signed-in browsers. Each has a random secret, kept as its hash: whoever reads the database cannot act as anybody.</summary>
public sealed class SessionStore
{
    /// <summary>1 min: a page asked for every second need not write every second.</summary>
    private static readonly TimeSpan SeenStep = TimeSpan.FromMinutes(1);

    /// <summary>200 characters of what a browser calls itself.</summary>
    private const int LongestAgent = 200;

    private readonly PeopleBooks _books;

    internal SessionStore(PeopleBooks books) => _books = books;

    /// <summary>Who holds a session's secret; null when it is none, has ended or rested too long.</summary>
    public async Task<Viewer?> FindAsync(string secret, string from, CancellationToken cancellation = default)
    {
        string hash = Secret.Hash("session", secret);
        DateTimeOffset now = _books.Now;
        await using ProgrammeContext context = _books.Database.Create();
        IQueryable<PersonGrantRow> grants = context.Set<PersonGrantRow>().AsNoTracking().Where(grant => grant.RevokedAt == null);
        var found = await (from one in context.Set<PersonSessionRow>().AsNoTracking()
                           where one.Hash == hash && one.EndedAt == null && one.ExpiresAt > now
                           join person in context.Set<PersonRow>().AsNoTracking() on one.Person equals person.Key
                           where person.EndedAt == null
                           select new { Session = one, Person = person, Grants = grants.Where(grant => grant.Person == person.Key).ToList() })
            .SingleOrDefaultAsync(cancellation).ConfigureAwait(false);
        if (found?.Session is not { } session || session.SeenAt + _books.Options.SessionRest <= now)
        {
            return null;
        }

        if (now - session.SeenAt >= SeenStep)
        {
            await _books.Database.WriteIfFreeAsync(
                now - session.SeenAt >= 3 * SeenStep,
                own => own.Set<PersonSessionRow>().Where(row => row.Id == session.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.SeenAt, now), cancellation),
                cancellation).ConfigureAwait(false);
        }

        Viewer viewer = await PersonReading.ViewerAsync(_books, found.Person, found.Grants, from, cancellation).ConfigureAwait(false);
        return viewer with { Session = session.Key, SignedInAt = session.CreatedAt };
    }

    /// <summary>The open sessions of a person, newest first.</summary>
    public async Task<IReadOnlyList<SessionView>> ListAsync(string person, CancellationToken cancellation = default)
    {
        DateTimeOffset now = _books.Now;
        DateTimeOffset rested = now - _books.Options.SessionRest;
        await using ProgrammeContext context = _books.Database.Create();
        return await context.Set<PersonSessionRow>().AsNoTracking().Where(row => row.Person == person && row.EndedAt == null && row.ExpiresAt > now && row.SeenAt > rested)
            .OrderByDescending(row => row.Id).Select(row => new SessionView(row.Key, row.CreatedAt, row.SeenAt, row.From, row.Agent, row.Method)).ToListAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>The same, some at a time; how many there are, and those of the page.</summary>
    /// <param name="page">1 is the first.</param>
    public async Task<(int Count, IReadOnlyList<SessionView> Sessions)> PageAsync(string person, int page, int most, CancellationToken cancellation = default)
    {
        DateTimeOffset now = _books.Now;
        DateTimeOffset rested = now - _books.Options.SessionRest;
        await using ProgrammeContext context = _books.Database.Create();
        IQueryable<PersonSessionRow> open = context.Set<PersonSessionRow>().AsNoTracking().Where(row => row.Person == person && row.EndedAt == null && row.ExpiresAt > now && row.SeenAt > rested);
        int count = await open.CountAsync(cancellation).ConfigureAwait(false);
        int skip = Math.Min(Math.Max(1, page) - 1, Math.Max(0, count - 1) / most) * most;
        return (count, await open.OrderByDescending(row => row.Id).Skip(skip).Take(most)
            .Select(row => new SessionView(row.Key, row.CreatedAt, row.SeenAt, row.From, row.Agent, row.Method)).ToListAsync(cancellation).ConfigureAwait(false));
    }

    /// <summary>Ends one session of who asks, or all but the one that asks when none is named.</summary>
    public Task EndAsync(Viewer viewer, string? key, CancellationToken cancellation = default) =>
        _books.Audit.ChangeAsync(
            viewer.Actor,
            (context, trail) => EndAsync(context, trail, viewer.Person!, row => key is null ? row.Key != viewer.Session : row.Key == key, cancellation),
            cancellation);

    /// <summary>Begins a session; the secret is for the browser alone.</summary>
    internal async Task<string> BeginAsync(ProgrammeContext context, AuditTrail trail, Entry entry, Caller caller, CancellationToken cancellation)
    {
        string secret = Secret.New();
        DateTimeOffset now = _books.Now;
        var row = new PersonSessionRow
        {
            Key = Secret.NewKey(), Hash = Secret.Hash("session", secret), Person = entry.Person, CreatedAt = now, SeenAt = now, ExpiresAt = now + _books.Options.SessionLength,
            From = caller.From, Agent = caller.Agent.Length > LongestAgent ? caller.Agent[..LongestAgent] : caller.Agent, Method = entry.Method,
            Provider = entry.Vouched?.Provider, ProviderStamp = entry.Vouched?.Stamp, ProviderSession = entry.Vouched?.Session, ProviderToken = entry.Vouched?.Token,
        };
        context.Add(row);
        trail.Add("session.begin", $"person:{entry.Person}", null, new { row.Key, row.Method, row.Provider, row.Agent });

        // Long over: nobody asks for them, and the log remembers that they were.
        DateTimeOffset old = now - TimeSpan.FromDays(30);
        await context.Set<PersonSessionRow>().Where(other => other.ExpiresAt < old).ExecuteDeleteAsync(cancellation).ConfigureAwait(false);
        return secret;
    }

    /// <summary>Ends sessions of a person.</summary>
    internal async Task<int> EndAsync(ProgrammeContext context, AuditTrail trail, string person, Func<PersonSessionRow, bool> which, CancellationToken cancellation)
    {
        List<PersonSessionRow> open = await context.Set<PersonSessionRow>().Where(row => row.Person == person && row.EndedAt == null).ToListAsync(cancellation).ConfigureAwait(false);
        PersonSessionRow[] ended = [.. open.Where(which)];
        foreach (PersonSessionRow row in ended)
        {
            row.EndedAt = _books.Now;
            trail.Add("session.end", $"person:{person}", new { row.Key, row.Method, row.Agent }, null);
        }

        return ended.Length;
    }
}
