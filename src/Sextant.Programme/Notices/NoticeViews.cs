namespace Sextant.Programme.Notices;

/// <summary>Something that a person is told.</summary>
/// <param name="Words">What the sentence names, as it is kept: <see cref="NoticeTexts.Of"/> puts it into a language.</param>
/// <param name="Place">The page that it leads to.</param>
public sealed record NoticeView(string Key, string Kind, IReadOnlyList<string> Words, string Place, DateTimeOffset At, bool Read);

/// <summary>How a person wants to be told.</summary>
/// <param name="Mail">One of <see cref="NoticeKinds.Rhythms"/>.</param>
/// <param name="Without">Kinds that are not wanted.</param>
/// <param name="Language">Of letters: one of <see cref="NoticeKinds.Languages"/>.</param>
public sealed record NoticeChoice(string Mail, IReadOnlyList<string> Without, string Language);

/// <summary>A letter that is to go out.</summary>
/// <param name="Key">Names it for ever: the left part of its message id.</param>
public sealed record Letter(string Key, string To, string Subject, string Body, DateTimeOffset MadeAt)
{
    /// <summary>The address at which the recipient asks for no more of its kind; null: it must reach.</summary>
    public Uri? Stop { get; init; }
}

/// <summary>What became of a letter at the mail server.</summary>
/// <param name="Final">Whether to try again is of no use.</param>
public sealed record LetterFate(bool Accepted, bool Final, string Said)
{
    /// <summary>Whether it came as far as this letter's recipient. False: the server, the sign-in or the sender was the matter, and any other letter would fare the same.</summary>
    public bool Reached { get; init; } = true;
}

/// <summary>A letter that did not go out.</summary>
/// <param name="Key">Names it.</param>
/// <param name="State"><c>waiting</c>: it is tried again at <paramref name="NextAt"/>; <c>failed</c>: it was given up.</param>
/// <param name="Said">What the mail server or the network said last; untrusted.</param>
public sealed record StuckLetter(string Key, string To, string Subject, DateTimeOffset MadeAt, string State, int Attempts, DateTimeOffset NextAt, string Said);

/// <summary>Hands letters to a mail server. The program is given one where one is configured.</summary>
public interface IMailSender
{
    /// <summary>Hands over one letter; what the network does is in the fate, never thrown.</summary>
    Task<LetterFate> SendAsync(Letter letter, CancellationToken cancellation);
}
