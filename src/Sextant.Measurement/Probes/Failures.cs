using Sextant.Wire;

namespace Sextant.Measurement.Probes;

/// <summary>What trying again cannot change.</summary>
internal static class Failures
{
    public static bool AreFinal(Failure? failure) => failure is
        Failure.AddressForbidden or Failure.Excluded or Failure.DnsNxdomain or Failure.DnsNoData or Failure.DnsChainTooLong
        or Failure.DnsLoop or Failure.HttpChallenge or Failure.HttpRateLimited or Failure.HttpRedirectForbidden or Failure.WorkLimit;
}
