namespace Sextant.Programme.People;

/// <summary>Times and bounds of accounts.</summary>
public sealed record PeopleOptions
{
    /// <summary>How long a session lasts at most. 12 h: a working day, so that a browser left open overnight is signed out.</summary>
    public TimeSpan SessionLength { get; init; } = TimeSpan.FromHours(12);

    /// <summary>How long a session lasts without being used. 2 h: a meeting.</summary>
    public TimeSpan SessionRest { get; init; } = TimeSpan.FromHours(2);

    /// <summary>How long after signing in one may change what one signs in with. 30 min: who finds an open browser later cannot keep it.</summary>
    public TimeSpan Fresh { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long the first administrator's link works. 1 h: whoever starts the program stands at it; a restart prints another.</summary>
    public TimeSpan FirstLink { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long an invitation works. 7 days: a letter and a weekend.</summary>
    public TimeSpan Invitation { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long a recovery link works. 24 h: it replaces what one signs in with.</summary>
    public TimeSpan Recovery { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long one may take between two steps of a form that was begun. 30 min: to install an authenticator.</summary>
    public TimeSpan Step { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Characters of a password at least. 12: NIST SP 800-63B asks for 15 where nothing else is asked, 8 where a second factor is, which here it always is.</summary>
    public int PasswordLength { get; init; } = 12;

    /// <summary>Rounds of PBKDF2 with HMAC-SHA512. 210,000: OWASP's figure; about a tenth of a second.</summary>
    public int PasswordRounds { get; init; } = 210_000;

    /// <summary>Tokens of one person at most. 20: more than anybody tells apart.</summary>
    public int MostTokens { get; init; } = 20;

    /// <summary>Passkeys of one person at most. 10: every device one owns.</summary>
    public int MostPasskeys { get; init; } = 10;

    /// <summary>A token lives so long at most. 366 days: a yearly date to ask whether it is still needed.</summary>
    public int MostTokenDays { get; init; } = 366;

    /// <summary>How long an identity provider's word stands without another sign-in there. 30 days: longer than a holiday, so that programs go on; who was shut out there is out here within it.</summary>
    public TimeSpan ProviderWord { get; init; } = TimeSpan.FromDays(30);
}
