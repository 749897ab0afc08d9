using Sextant.Measurement.Probes;

namespace Sextant.Measurement.Ownership;

/// <summary>
/// Looks whether who claims a domain controls it: a TXT record at every authoritative server, else a file at the domain. What is asked is chosen by whoever claims, so all of it
/// goes by the guard that judges every address before it is dialled.
/// </summary>
public sealed class OwnershipProbe(ProbeTools tools, OwnershipOptions options)
{
    private readonly RecordProof _record = new(tools, options);
    private readonly FileProof _file = new(tools, options);

    /// <summary>Looks. What the network does is in the answer.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<OwnershipSeen> LookAsync(OwnershipQuestion question, CancellationToken cancellation)
    {
        OwnershipFault dns = await _record.LookAsync(question, cancellation).ConfigureAwait(false);
        return new OwnershipSeen(dns, dns == OwnershipFault.None ? OwnershipFault.NotAsked : await _file.LookAsync(question, cancellation).ConfigureAwait(false));
    }
}
