using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Notices;

/// <summary>
/// Stops letters of notices by a link in one of them, without signing in (RFC 8058): sealed by the key ring, so that nobody makes one up, and good for this alone. What is stopped is undone by the same link.
/// Letters about the account itself have none.
/// </summary>
public sealed class LetterStop(ProgrammeDatabase database, PeopleArea people, TimeProvider clock)
{
    /// <summary>500 characters: twice a link's.</summary>
    private const int Longest = 500;

    private readonly IDataProtector _seal = people.Protection.CreateProtector("sextant.notices.stop");

    /// <summary>Whether letters are stopped for whom a link is; null: it is none, or of somebody who has left.</summary>
    public async Task<bool?> FindAsync(string? token, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        return await PersonAsync(context, token, cancellation).ConfigureAwait(false) is { } person
            ? await context.Set<NoticeChoiceRow>().AnyAsync(row => row.Person == person && row.Mail == NoticeKinds.Never, cancellation).ConfigureAwait(false)
            : null;
    }

    /// <summary>Sends for whom a link is no more letters of notices; again changes nothing.</summary>
    /// <returns>False: it is no link.</returns>
    public Task<bool> StopAsync(string? token, string from, CancellationToken cancellation = default) => ChangeAsync(
        token, from, "notices.stop", row => row.Mail != NoticeKinds.Never, row => (row.Mail, row.StoppedFrom) = (NoticeKinds.Never, row.Mail), cancellation);

    /// <summary>Sends them again as before.</summary>
    /// <returns>False: it is no link.</returns>
    public Task<bool> UndoAsync(string? token, string from, CancellationToken cancellation = default) => ChangeAsync(
        token, from, "notices.resume", row => row.Mail == NoticeKinds.Never, row => (row.Mail, row.StoppedFrom) = (row.StoppedFrom ?? NoticeKinds.DefaultRhythm, null), cancellation);

    /// <summary>What stands in the link of a person's letter.</summary>
    internal string TokenOf(string person) => _seal.Protect(person);

    private async Task<bool> ChangeAsync(string? token, string from, string action, Func<NoticeChoiceRow, bool> differs, Action<NoticeChoiceRow> change, CancellationToken cancellation)
    {
        await using (ProgrammeContext look = database.Create())
        {
            if (await PersonAsync(look, token, cancellation).ConfigureAwait(false) is null)
            {
                return false;
            }
        }

        return await new AuditLog(database, clock).ChangeAsync(
            Actor.Link("letter", from),
            async (context, trail) =>
            {
                string person = (await PersonAsync(context, token, cancellation).ConfigureAwait(false))!;
                NoticeChoiceRow row = await context.Set<NoticeChoiceRow>().SingleOrDefaultAsync(one => one.Person == person, cancellation).ConfigureAwait(false)
                    ?? context.Add(new NoticeChoiceRow { Person = person, Mail = NoticeKinds.DefaultRhythm, Without = "" }).Entity;
                if (differs(row))
                {
                    object before = new { row.Mail };
                    change(row);
                    trail.Add(action, $"person:{person}", before, new { row.Mail });
                }

                return true;
            },
            cancellation).ConfigureAwait(false);
    }

    private async Task<string?> PersonAsync(ProgrammeContext context, string? token, CancellationToken cancellation)
    {
        try
        {
            string? person = token is { Length: > 0 and <= Longest } ? _seal.Unprotect(token) : null;
            return person is not null && await context.Set<PersonRow>().AnyAsync(row => row.Key == person && row.EndedAt == null, cancellation).ConfigureAwait(false) ? person : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
