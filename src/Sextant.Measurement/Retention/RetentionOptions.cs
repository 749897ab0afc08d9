namespace Sextant.Measurement.Retention;

/// <summary>
/// How long each class of data is kept. Evidence stays as long as anything that rests on it. What is said of each target now and each campaign's counts are
/// kept for ever, however old.
/// </summary>
public sealed record RetentionOptions
{
    /// <summary>The least days of anything; 30: a slip of the hand must not empty a lake.</summary>
    public const int Least = 30;

    /// <summary>Days of observations; 400: a year and its season before. They are the most rows, and the evidence holds them too.</summary>
    public int Observations { get; init; } = 400;

    /// <summary>Days of findings; 400: as long as the observations they speak of.</summary>
    public int Findings { get; init; } = 400;

    /// <summary>Days of verdicts and classes in the lake, and of the evidence that explains them; 1,100: three years and a month, so that three years can be compared.</summary>
    public int Verdicts { get; init; } = 1100;

    /// <summary>
    /// Days of classes and verdicts in the database; 1,100, since pages and indicators of an earlier day are answered from there. With fewer the database is
    /// smaller, one name's history is read on in the lake, and days before are no longer shown as a whole.
    /// </summary>
    public int History { get; init; } = 1100;

    /// <summary>Whether these can be kept to: verdicts are kept longest.</summary>
    public bool IsValid => Math.Min(Math.Min(Observations, Findings), History) >= Least && Math.Max(Math.Max(Observations, Findings), History) <= Verdicts;
}
