using System.Globalization;
using Sextant.Programme.Audit;
using Sextant.Programme.Register;

namespace Sextant.Programme.People;

/// <summary>What the stores of people share.</summary>
internal sealed record PeopleBooks(ProgrammeDatabase Database, AuditLog Audit, PeopleOptions Options, TimeProvider Clock)
{
    private ProgrammeCalendar? _calendar;

    internal DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>The day in the country; in UTC until a pack says which country it is.</summary>
    internal async Task<DateOnly> TodayAsync(CancellationToken cancellation)
    {
        try
        {
            _calendar ??= await Database.CalendarAsync(cancellation).ConfigureAwait(false);
            return _calendar.Today(Clock);
        }
        catch (NoPackException)
        {
            return DateOnly.FromDateTime(Now.UtcDateTime);
        }
    }

    /// <summary>An address as it is compared.</summary>
    /// <exception cref="PeopleException">It is none.</exception>
    internal static (string Email, string Folded) Address(string? typed)
    {
        string email = (typed ?? "").Trim();
        int at = email.LastIndexOf('@');

        // RFC 5321, section 4.5.3.1: 64 and 255 octets; what a mail server says of it is not known here.
        bool looks = at is > 0 and <= 64 && email.Length - at is > 3 and <= 255 && email[(at + 1)..].Contains('.', StringComparison.Ordinal)
            && !email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or '"' or ',' or ';' || char.IsSurrogate(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format);
        return looks ? (email, Fold(email)) : throw new PeopleException(PeopleFault.BadEmail);
    }

    internal static string Fold(string email) => email.Trim().ToLowerInvariant();

    /// <summary>What another calls somebody, as it may be shown: 100 characters at most, none that is unseen.</summary>
    internal static string Shown(string said)
    {
        string plain = new([.. said.Where(c => !char.IsControl(c) && !char.IsSurrogate(c) && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.Format).Take(100)]);
        return plain.Trim();
    }

    /// <summary>A name as it is kept.</summary>
    /// <exception cref="PeopleException">It is none.</exception>
    internal static string Name(string? typed)
    {
        string name = (typed ?? "").Trim();
        bool good = name.Length is > 0 and <= 100 && !name.Any(c => char.IsControl(c) || char.IsSurrogate(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format);
        return good ? name.Normalize() : throw new PeopleException(PeopleFault.BadName);
    }
}
