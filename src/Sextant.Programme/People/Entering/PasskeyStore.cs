using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.People;

/// <summary>A passkey as it is kept.</summary>
public sealed record Passkey
{
    /// <summary>The credential's id, base64url.</summary>
    public required string Key { get; init; }

    /// <summary>Whose.</summary>
    public required string Person { get; init; }

    /// <summary>What its person calls it.</summary>
    public required string Name { get; init; }

    /// <summary>COSE key.</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>How often it has signed, where it counts.</summary>
    public required long SignCount { get; init; }

    /// <summary>How it is reached: <c>usb</c>, <c>internal</c> ...</summary>
    public required IReadOnlyList<string> Transports { get; init; }

    /// <summary>Whether it asked its person for a finger or a code.</summary>
    public required bool UserVerified { get; init; }

    /// <summary>Whether it may be copied to other devices.</summary>
    public required bool BackupEligible { get; init; }

    /// <summary>Whether it was.</summary>
    public required bool BackedUp { get; init; }

    /// <summary>What it said of itself when it was made.</summary>
    public required byte[] Attestation { get; init; }

    /// <summary>What the browser said then.</summary>
    public required byte[] ClientData { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last let somebody in.</summary>
    public DateTimeOffset? UsedAt { get; init; }
}

/// <summary>Passkeys: kept and found. Whether one is good is judged where the web is.</summary>
public sealed class PasskeyStore
{
    private readonly PeopleBooks _books;

    internal PasskeyStore(PeopleBooks books) => _books = books;

    /// <summary>The passkeys of a person, oldest first.</summary>
    public async Task<IReadOnlyList<Passkey>> ListAsync(string person, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = _books.Database.Create();
        List<PersonPasskeyRow> rows = await context.Set<PersonPasskeyRow>().AsNoTracking().Where(row => row.Person == person).OrderBy(row => row.Id).ToListAsync(cancellation).ConfigureAwait(false);
        return [.. rows.Select(Of)];
    }

    /// <summary>The passkey of a credential's id.</summary>
    public async Task<Passkey?> FindAsync(string key, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = _books.Database.Create();
        return await context.Set<PersonPasskeyRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Key == key, cancellation).ConfigureAwait(false) is { } row ? Of(row) : null;
    }

    /// <summary>Keeps a passkey that was judged good.</summary>
    /// <exception cref="PeopleException">There are enough, or this one is somebody's.</exception>
    public Task AddAsync(Viewer viewer, Passkey passkey, CancellationToken cancellation = default) =>
        _books.Audit.ChangeAsync(
            viewer.Actor,
            async (context, trail) =>
            {
                if (await context.Set<PersonPasskeyRow>().AnyAsync(row => row.Key == passkey.Key, cancellation).ConfigureAwait(false))
                {
                    throw new PeopleException(PeopleFault.BadPasskey);
                }

                if (await context.Set<PersonPasskeyRow>().CountAsync(row => row.Person == viewer.Person, cancellation).ConfigureAwait(false) >= _books.Options.MostPasskeys)
                {
                    throw new PeopleException(PeopleFault.TooMany);
                }

                var row = new PersonPasskeyRow
                {
                    Key = passkey.Key, Person = viewer.Person!, Name = PeopleBooks.Name(passkey.Name), PublicKey = passkey.PublicKey, SignCount = passkey.SignCount,
                    Transports = string.Join(' ', passkey.Transports), UserVerified = passkey.UserVerified, BackupEligible = passkey.BackupEligible, BackedUp = passkey.BackedUp,
                    Attestation = passkey.Attestation, ClientData = passkey.ClientData, CreatedAt = _books.Now,
                };
                context.Add(row);
                trail.Add("passkey.add", $"person:{row.Person}", null, new { row.Key, row.Name });
                return true;
            },
            cancellation);

    /// <summary>Takes a passkey away from who asks.</summary>
    /// <exception cref="PeopleException">Who asks has none of that key, or nothing else to sign in with.</exception>
    public Task RemoveAsync(Viewer viewer, string key, CancellationToken cancellation = default) =>
        _books.Audit.ChangeAsync(
            viewer.Actor,
            async (context, trail) =>
            {
                PersonPasskeyRow row = await context.Set<PersonPasskeyRow>().SingleOrDefaultAsync(one => one.Key == key && one.Person == viewer.Person, cancellation).ConfigureAwait(false)
                    ?? throw new PeopleException(PeopleFault.Gone);
                await WaysIn.CheckAsync(context, row.Person, key, cancellation).ConfigureAwait(false);
                context.Remove(row);
                trail.Add("passkey.remove", $"person:{row.Person}", new { row.Key, row.Name }, null);
                return true;
            },
            cancellation);

    private static Passkey Of(PersonPasskeyRow row) => new()
    {
        Key = row.Key, Person = row.Person, Name = row.Name, PublicKey = row.PublicKey, SignCount = row.SignCount, Transports = row.Transports.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        UserVerified = row.UserVerified, BackupEligible = row.BackupEligible, BackedUp = row.BackedUp, Attestation = row.Attestation, ClientData = row.ClientData,
        CreatedAt = row.CreatedAt, UsedAt = row.UsedAt,
    };
}
