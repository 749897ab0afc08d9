using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Sextant.Programme.Register;

namespace Sextant.Programme.People;

/// <summary>Rules and hashes of passwords; the hashes are Identity's, at the rounds of the options.</summary>
internal sealed class Passwords
{
    /// <summary>128 characters: longer ones cost the hasher and help nobody.</summary>
    private const int Longest = 128;

    /// <summary>5 different characters: <c>aaaaaaaaaaaa</c> is none.</summary>
    private const int LeastDifferent = 5;

    private static readonly PersonRow Nobody = new() { Key = "", Name = "", Email = "", EmailFolded = "", CreatedAt = default, Stamp = "" };

    private readonly PasswordHasher<PersonRow> _hasher;
    private readonly PeopleOptions _options;
    private readonly string _decoy;

    // As many at once as there are processors: a flood of guesses takes turns and leaves pages alone.
    private readonly SemaphoreSlim _turn = new(Math.Max(1, Environment.ProcessorCount / 2));

    internal Passwords(PeopleOptions options)
    {
        _options = options;
        _hasher = new PasswordHasher<PersonRow>(Options.Create(new PasswordHasherOptions { IterationCount = options.PasswordRounds }));
        _decoy = _hasher.HashPassword(Nobody, Secret.New());
    }

    /// <summary>What a password lacks; null when it will do.</summary>
    internal PeopleFault? Fault(string password, params ReadOnlySpan<string?> own)
    {
        if (password.EnumerateRunes().Count() < _options.PasswordLength || password.Distinct().Count() < LeastDifferent)
        {
            return PeopleFault.PasswordShort;
        }

        foreach (string? word in own)
        {
            // The own address or name with a few letters added is the first guess of whoever knows the person.
            if (!string.IsNullOrWhiteSpace(word) && password.Contains(word.Split('@')[0], StringComparison.OrdinalIgnoreCase) && password.Length < word.Split('@')[0].Length + _options.PasswordLength)
            {
                return PeopleFault.PasswordGuessable;
            }
        }

        return password.Length > Longest ? PeopleFault.PasswordLong : CommonPasswords.Holds(password) ? PeopleFault.PasswordGuessable : null;
    }

    internal async Task<string> HashAsync(string password, CancellationToken cancellation) =>
        await InTurnAsync(() => _hasher.HashPassword(Nobody, Normal(password)), cancellation).ConfigureAwait(false);

    /// <summary>Whether a password fits. Without a hash the same work is done on a decoy: how long it takes says nothing of who has an account.</summary>
    /// <returns>Whether it fits, and the new hash to keep where the old one was made with fewer rounds.</returns>
    internal async Task<(bool Fits, string? Renewed)> VerifyAsync(string? hash, string password, CancellationToken cancellation)
    {
        string typed = password.Length > Longest ? password[..Longest] : password;
        PasswordVerificationResult result = await InTurnAsync(() => _hasher.VerifyHashedPassword(Nobody, hash ?? _decoy, Normal(typed)), cancellation).ConfigureAwait(false);
        bool fits = hash is not null && result != PasswordVerificationResult.Failed && password.Length <= Longest;
        return (fits, fits && result == PasswordVerificationResult.SuccessRehashNeeded ? await HashAsync(password, cancellation).ConfigureAwait(false) : null);
    }

    private async Task<T> InTurnAsync<T>(Func<T> work, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await Task.Run(work, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    // The same letters typed on another keyboard are the same password. Half a surrogate pair has no normal form and fits nothing.
    private static string Normal(string typed)
    {
        try
        {
            return typed.Normalize();
        }
        catch (ArgumentException)
        {
            return "";
        }
    }
}
