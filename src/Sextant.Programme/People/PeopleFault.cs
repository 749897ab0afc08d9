namespace Sextant.Programme.People;

/// <summary>Why something about people was not done. Each has its sentence on the pages.</summary>
public enum PeopleFault
{
    /// <summary>The address is none.</summary>
    BadEmail,

    /// <summary>Somebody has this address already.</summary>
    EmailTaken,

    /// <summary>A name has 1 to 100 characters.</summary>
    BadName,

    /// <summary>There is no such organisation, or the role needs one.</summary>
    BadOrganisation,

    /// <summary>There is no such role.</summary>
    BadRole,

    /// <summary>The last day lies before the first, or has passed.</summary>
    BadDays,

    /// <summary>Who asks may not give or take that role, or look after that person.</summary>
    NotAllowed,

    /// <summary>Nobody would be left to look after the installation.</summary>
    LastAdministrator,

    /// <summary>Too short, or of too few different characters.</summary>
    PasswordShort,

    /// <summary>Too long.</summary>
    PasswordLong,

    /// <summary>Among the first that anybody would try.</summary>
    PasswordGuessable,

    /// <summary>The two passwords differ.</summary>
    PasswordsDiffer,

    /// <summary>The present password is not right.</summary>
    PasswordWrong,

    /// <summary>The code is not right, or was used.</summary>
    BadCode,

    /// <summary>The link is unknown, used, or too old.</summary>
    BadLink,

    /// <summary>The form was begun too long ago, or in another browser.</summary>
    Stale,

    /// <summary>There are as many as there may be.</summary>
    TooMany,

    /// <summary>A scope is not among those that can be lent.</summary>
    BadScope,

    /// <summary>The passkey could not be confirmed.</summary>
    BadPasskey,

    /// <summary>It was asked too often.</summary>
    TooOften,

    /// <summary>The identity is linked already, or one of this provider is.</summary>
    IdentityTaken,

    /// <summary>It is the last thing that the person signs in with.</summary>
    LastWayIn,

    /// <summary>There is nothing of that key.</summary>
    Gone,
}

/// <summary>Something about people was not done.</summary>
public sealed class PeopleException(PeopleFault fault) : Exception(fault.ToString())
{
    /// <summary>Why.</summary>
    public PeopleFault Fault { get; } = fault;
}
