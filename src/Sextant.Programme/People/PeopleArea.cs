using Microsoft.AspNetCore.DataProtection;
using Sextant.Programme.Audit;
using Sextant.Programme.Register;

namespace Sextant.Programme.People;

/// <summary>Everything about people: who they are, what they may, how they are let in.</summary>
public sealed class PeopleArea
{
    /// <summary>Wires the stores together.</summary>
    /// <param name="database">The register's database.</param>
    /// <param name="protection">The key ring of the data folder: protects what must be read again, such as secrets of authenticators.</param>
    /// <param name="options">Times and bounds.</param>
    /// <param name="clock">The clock.</param>
    public PeopleArea(ProgrammeDatabase database, IDataProtectionProvider protection, PeopleOptions options, TimeProvider clock)
    {
        (Protection, Options) = (protection, options);
        Audit = new AuditLog(database, clock);
        var books = new PeopleBooks(database, Audit, options, clock);
        var passwords = new Passwords(options);
        Sessions = new SessionStore(books);
        Persons = new PersonStore(books, Sessions);
        Links = new LinkStore(books);
        Join = new JoinDesk(books, passwords, Links, Sessions, protection);
        var throttle = new SignInThrottle(books);
        var second = new SecondFactor(books, protection.CreateProtector(SecondFactor.Purpose), throttle);
        SignIn = new SignInDesk(books, passwords, second, Sessions, throttle);
        Identities = new IdentityStore(books, Sessions, throttle, protection.CreateProtector("sextant.people.provider-token"));
        Arrivals = new ArrivalDesk(books, Sessions, Identities, second, protection);
        Own = new OwnAccount(books, passwords, Sessions);
        OwnEmail = new OwnEmail(books, throttle);
        OwnAuthenticator = new OwnAuthenticator(books, second, Sessions, protection);
        Trust = new ProviderTrust(books);
        Tokens = new TokenStore(books);
        Passkeys = new PasskeyStore(books);
        Reach = new PeopleReach(books);
    }

    /// <summary>Protects what goes to a browser and comes back.</summary>
    public IDataProtectionProvider Protection { get; }

    /// <summary>Times and bounds.</summary>
    public PeopleOptions Options { get; }

    /// <summary>What was done by whom.</summary>
    public AuditLog Audit { get; }

    /// <summary>Persons and roles.</summary>
    public PersonStore Persons { get; }

    /// <summary>Signed-in browsers.</summary>
    public SessionStore Sessions { get; }

    /// <summary>Links that make people.</summary>
    public LinkStore Links { get; }

    /// <summary>Using such a link.</summary>
    public JoinDesk Join { get; }

    /// <summary>Letting people in.</summary>
    public SignInDesk SignIn { get; }

    /// <summary>Who is who at identity providers.</summary>
    public IdentityStore Identities { get; }

    /// <summary>Letting in for whom a provider vouches.</summary>
    public ArrivalDesk Arrivals { get; }

    /// <summary>How long what rests on a provider's word stands.</summary>
    public ProviderTrust Trust { get; }

    /// <summary>What a person changes of the own account.</summary>
    public OwnAccount Own { get; }

    /// <summary>Another address for the own account.</summary>
    public OwnEmail OwnEmail { get; }

    /// <summary>Another authenticator for it.</summary>
    public OwnAuthenticator OwnAuthenticator { get; }

    /// <summary>Tokens of programs.</summary>
    public TokenStore Tokens { get; }

    /// <summary>Passkeys.</summary>
    public PasskeyStore Passkeys { get; }

    /// <summary>How far a role reaches.</summary>
    public PeopleReach Reach { get; }
}
