using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Checks;

/// <summary>Tells a fault of the target, seen often enough to be one, from what says nothing of it (rule 1).</summary>
internal static class RepeatedFault
{
    /// <summary>A failed operation is tried again twice: only what failed three times is the target's.</summary>
    public const int Tries = 3;

    /// <summary>Why this failure says nothing of the target; null when it is a fault of the target that repeated itself.</summary>
    public static Failure? Doubt(Failure failure, IReadOnlyList<Attempt> attempts) => failure switch
    {
        _ when SaysNothing(failure) => failure,
        // An answer is an answer: asking again cannot make it one.
        Failure.DnsNxdomain or Failure.DnsNoData => null,
        // What would have been tried again had there been time is no repeated fault.
        _ when attempts.Any(attempt => attempt.Failure == Failure.TimeBudget) => Failure.TimeBudget,
        _ when attempts.Count < Tries => Failure.Pending,
        _ => null,
    };

    /// <summary>
    /// The same of a lookup: SERVFAIL of a question that gets an answer without validation, and is not bogus, is the resolver's trouble; so is a referral, which
    /// only one who does not resolve answers.
    /// </summary>
    public static Failure? Doubt(Failure failure, Lookup lookup) =>
        failure == lookup.Failure && (failure == Failure.DnsLame || (failure == Failure.DnsServfail && lookup.AnsweredUnchecked)) ? failure : Doubt(failure, lookup.Attempts);

    // The vantage's, ours, or a refusal to be measured.
    private static bool SaysNothing(Failure failure) => failure is
        Failure.AddressForbidden or Failure.Excluded or Failure.NetworkFault or Failure.DnsWorkLimit
        or Failure.VantageNoIpv4 or Failure.VantageNoIpv6 or Failure.VantageResolver or Failure.VantageDns64
        or Failure.VantagePort25Blocked or Failure.VantageNoPtr or Failure.VantageOverloaded or Failure.VantageFault or Failure.VantageMassFailure
        or Failure.SingleLook or Failure.Pending or Failure.Cancelled or Failure.TimeBudget or Failure.WorkLimit or Failure.NotMeasured;
}
