using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using Sextant.Programme.People;

namespace Sextant.Web.Access;

/// <summary>A person, as Identity's judge of passkeys knows one.</summary>
/// <param name="Key">The person's key; the user handle of its passkeys.</param>
public sealed record PasskeyUser(string Key, string Name, string Email);

/// <summary>Gives Identity's judge of passkeys what the area of people keeps. It reads alone: what is kept is kept by the area, with its entry in the audit log.</summary>
internal sealed class PasskeyUserStore(WebParts parts) : IUserPasskeyStore<PasskeyUser>
{
    public Task<string> GetUserIdAsync(PasskeyUser user, CancellationToken cancellationToken) => Task.FromResult(user.Key);

    public Task<string?> GetUserNameAsync(PasskeyUser user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Email);

    public async Task<PasskeyUser?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        await parts.People.Persons.FindAsync(userId, cancellationToken).ConfigureAwait(false) is { EndedAt: null } person ? new PasskeyUser(person.Key, person.Name, person.Email) : null;

    public async Task<PasskeyUser?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        await parts.People.Passkeys.FindAsync(Base64Url.EncodeToString(credentialId), cancellationToken).ConfigureAwait(false) is { } passkey
            ? await FindByIdAsync(passkey.Person, cancellationToken).ConfigureAwait(false)
            : null;

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(PasskeyUser user, CancellationToken cancellationToken) =>
        [.. (await parts.People.Passkeys.ListAsync(user.Key, cancellationToken).ConfigureAwait(false)).Select(Info)];

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(PasskeyUser user, byte[] credentialId, CancellationToken cancellationToken) =>
        await parts.People.Passkeys.FindAsync(Base64Url.EncodeToString(credentialId), cancellationToken).ConfigureAwait(false) is { } passkey && passkey.Person == user.Key ? Info(passkey) : null;

    public void Dispose()
    {
    }

    // What the judge of passkeys never asks for.
    public Task<PasskeyUser?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => Task.FromResult<PasskeyUser?>(null);

    public Task<string?> GetNormalizedUserNameAsync(PasskeyUser user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Email);

    public Task SetUserNameAsync(PasskeyUser user, string? userName, CancellationToken cancellationToken) => throw ReadOnly();

    public Task SetNormalizedUserNameAsync(PasskeyUser user, string? normalizedName, CancellationToken cancellationToken) => throw ReadOnly();

    public Task<IdentityResult> CreateAsync(PasskeyUser user, CancellationToken cancellationToken) => throw ReadOnly();

    public Task<IdentityResult> UpdateAsync(PasskeyUser user, CancellationToken cancellationToken) => throw ReadOnly();

    public Task<IdentityResult> DeleteAsync(PasskeyUser user, CancellationToken cancellationToken) => throw ReadOnly();

    public Task AddOrUpdatePasskeyAsync(PasskeyUser user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw ReadOnly();

    public Task RemovePasskeyAsync(PasskeyUser user, byte[] credentialId, CancellationToken cancellationToken) => throw ReadOnly();

    private static NotSupportedException ReadOnly() => new("People are kept by their area.");

    private static UserPasskeyInfo Info(Passkey passkey) => new(
        Base64Url.DecodeFromChars(passkey.Key), passkey.PublicKey, passkey.CreatedAt, (uint)passkey.SignCount, [.. passkey.Transports],
        passkey.UserVerified, passkey.BackupEligible, passkey.BackedUp, passkey.Attestation, passkey.ClientData) { Name = passkey.Name };
}
