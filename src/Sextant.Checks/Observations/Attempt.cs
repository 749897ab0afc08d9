namespace Sextant.Checks.Observations;

/// <summary>One try of an operation.</summary>
/// <param name="At">When it began (UTC).</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Failure">Why it did not succeed; null when it did.</param>
public sealed record Attempt(DateTimeOffset At, double Milliseconds, Sextant.Wire.Failure? Failure = null);
