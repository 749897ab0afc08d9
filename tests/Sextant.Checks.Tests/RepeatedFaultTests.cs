using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Checks.Tests;

public sealed class RepeatedFaultTests
{
    [Theory]
    [InlineData(null, Failure.TimedOut, Failure.TimedOut, Failure.TimedOut)]
    [InlineData(Failure.Pending, Failure.TimedOut, Failure.TimedOut)]
    [InlineData(Failure.TimeBudget, Failure.TimedOut, Failure.TimedOut, Failure.TimeBudget)]
    [InlineData(Failure.TimeBudget, Failure.TimedOut, Failure.TimeBudget)]
    public void A_fault_counts_when_it_was_seen_three_times_and_a_try_without_time_left_is_no_fault(Failure? doubt, params Failure[] tries)
    {
        Attempt[] attempts = [.. tries.Select(failure => new Attempt(default, 1, failure))];
        Assert.Equal(doubt, RepeatedFault.Doubt(tries[0], attempts));
    }
}
