using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.People;

/// <summary>A token as its person sees it: never the secret.</summary>
public sealed record TokenView(string Key, string Name, IReadOnlyList<Right> Scopes, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? UsedAt);

/// <summary>Secrets by which programs act for people: shown once, kept as hashes, limited in what they may and in time.</summary>
public sealed class TokenStore
{
    /// <summary>What each begins with, so that scanners of code and logs know one when they see it.</summary>
    public const string Prefix = "sxt_";

    /// <summary>1 h: when it was last used is for a person to read.</summary>
    private static readonly TimeSpan UsedStep = TimeSpan.FromHours(1);

    private readonly PeopleBooks _books;

    internal TokenStore(PeopleBooks books) => _books = books;

    /// <summary>Makes a token.</summary>
    /// <param name="days">How long it lives.</param>
    /// <returns>The secret.</returns>
    /// <exception cref="PeopleException">What is wrong with it.</exception>
    public Task<string> IssueAsync(Viewer viewer, string name, IReadOnlyCollection<Right> scopes, int days, CancellationToken cancellation = default) =>
        _books.Audit.ChangeAsync(
            viewer.Actor,
            async (context, trail) =>
            {
                string called = PeopleBooks.Name(name);
                if (scopes.Count == 0 || !scopes.All(scope => Rights.Lendable.Contains(scope) && viewer.Has(scope)))
                {
                    throw new PeopleException(PeopleFault.BadScope);
                }

                if (days < 1 || days > _books.Options.MostTokenDays)
                {
                    throw new PeopleException(PeopleFault.BadDays);
                }

                DateTimeOffset now = _books.Now;
                if (await context.Set<PersonTokenRow>().CountAsync(row => row.Person == viewer.Person && row.RevokedAt == null && row.ExpiresAt > now, cancellation).ConfigureAwait(false) >= _books.Options.MostTokens)
                {
                    throw new PeopleException(PeopleFault.TooMany);
                }

                string secret = Prefix + Secret.New();
                var row = new PersonTokenRow
                {
                    Key = Secret.NewKey(), Hash = Secret.Hash("token", secret), Person = viewer.Person!, Name = called,
                    Scopes = string.Join(' ', scopes.Distinct().Order().Select(scope => scope.Word())), CreatedAt = now, ExpiresAt = now.AddDays(days),
                };
                context.Add(row);
                trail.Add("token.issue", $"person:{row.Person}", null, new { row.Key, row.Name, row.Scopes, row.ExpiresAt });
                return secret;
            },
            cancellation);

    /// <summary>Who holds a token's secret, with what it lends; null when it is none, too old, taken back, or rests until its person signs in again by an identity provider.</summary>
    public async Task<Viewer?> FindAsync(string secret, string from, CancellationToken cancellation = default)
    {
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        string hash = Secret.Hash("token", secret);
        DateTimeOffset now = _books.Now;
        await using ProgrammeContext context = _books.Database.Create();
        (IQueryable<PersonRow> own, IQueryable<PersonRow> vouched) = Standing(context, now);
        IQueryable<PersonGrantRow> grants = context.Set<PersonGrantRow>().AsNoTracking().Where(grant => grant.RevokedAt == null);
        var found = await (from token in context.Set<PersonTokenRow>().AsNoTracking()
                           where token.Hash == hash && token.RevokedAt == null && token.ExpiresAt > now
                           join person in context.Set<PersonRow>().AsNoTracking() on token.Person equals person.Key
                           where person.EndedAt == null && (own.Contains(person) || vouched.Contains(person))
                           select new { Token = token, Person = person, Grants = grants.Where(grant => grant.Person == person.Key).ToList() })
            .SingleOrDefaultAsync(cancellation).ConfigureAwait(false);
        if (found?.Token is not { } row)
        {
            return null;
        }

        if (row.UsedAt is null || now - row.UsedAt >= UsedStep)
        {
            await _books.Database.WriteIfFreeAsync(
                row.UsedAt is null || now - row.UsedAt >= 2 * UsedStep,
                write => write.Set<PersonTokenRow>().Where(one => one.Id == row.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.UsedAt, now), cancellation),
                cancellation).ConfigureAwait(false);
        }

        Viewer viewer = await PersonReading.ViewerAsync(_books, found.Person, found.Grants, from, cancellation).ConfigureAwait(false);
        return viewer with { Token = row.Key, Lent = ScopesOf(row).ToHashSet() };
    }

    /// <summary>Whether a secret is a token's that would work, had its person not stayed away from the identity provider for too long.</summary>
    public async Task<bool> RestsAsync(string secret, CancellationToken cancellation = default)
    {
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        string hash = Secret.Hash("token", secret);
        DateTimeOffset now = _books.Now;
        await using ProgrammeContext context = _books.Database.Create();
        (IQueryable<PersonRow> own, IQueryable<PersonRow> vouched) = Standing(context, now);
        return await (from token in context.Set<PersonTokenRow>()
                      where token.Hash == hash && token.RevokedAt == null && token.ExpiresAt > now
                      join person in context.Set<PersonRow>() on token.Person equals person.Key
                      where person.EndedAt == null && !own.Contains(person) && !vouched.Contains(person)
                      select token.Id).AnyAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>The tokens of a person that work, newest first.</summary>
    public async Task<IReadOnlyList<TokenView>> ListAsync(string person, CancellationToken cancellation = default)
    {
        DateTimeOffset now = _books.Now;
        await using ProgrammeContext context = _books.Database.Create();
        List<PersonTokenRow> rows = await context.Set<PersonTokenRow>().AsNoTracking().Where(row => row.Person == person && row.RevokedAt == null && row.ExpiresAt > now)
            .OrderByDescending(row => row.Id).ToListAsync(cancellation).ConfigureAwait(false);
        return [.. rows.Select(row => new TokenView(row.Key, row.Name, ScopesOf(row), row.CreatedAt, row.ExpiresAt, row.UsedAt))];
    }

    /// <summary>Takes a token back.</summary>
    /// <exception cref="PeopleException">Who asks has none of that key.</exception>
    public Task RevokeAsync(Viewer viewer, string key, CancellationToken cancellation = default) =>
        _books.Audit.ChangeAsync(
            viewer.Actor,
            async (context, trail) =>
            {
                PersonTokenRow row = await context.Set<PersonTokenRow>().SingleOrDefaultAsync(one => one.Key == key && one.Person == viewer.Person && one.RevokedAt == null, cancellation).ConfigureAwait(false)
                    ?? throw new PeopleException(PeopleFault.Gone);
                row.RevokedAt = _books.Now;
                trail.Add("token.revoke", $"person:{row.Person}", new { row.Key, row.Name, row.Scopes }, null);
                return true;
            },
            cancellation);

    internal static Task<int> RevokeAllAsync(ProgrammeContext context, string person, DateTimeOffset now, CancellationToken cancellation) =>
        context.Set<PersonTokenRow>().Where(row => row.Person == person && row.RevokedAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.RevokedAt, now), cancellation);

    private (IQueryable<PersonRow> Own, IQueryable<PersonRow> Vouched) Standing(ProgrammeContext context, DateTimeOffset now) =>
        (ProviderTrust.OwnWay(context, context.Set<PersonRow>()), ProviderTrust.Vouched(context, context.Set<PersonRow>(), now - _books.Options.ProviderWord));

    private static Right[] ScopesOf(PersonTokenRow row) => [.. row.Scopes.Split(' ').Select(Rights.RightOf).OfType<Right>()];
}
