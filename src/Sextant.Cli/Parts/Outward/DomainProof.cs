using Sextant.Measurement.Ownership;
using Sextant.Programme.Domains;
using Sextant.Programme.Register;
using Sextant.Wire;

namespace Sextant.Cli.Parts.Outward;

/// <summary>Looks for the programme's proofs with the measuring parts: one guard and one pace for all that goes out.</summary>
internal sealed class DomainProof(OwnershipProbe probe) : IDomainProof
{
    /// <inheritdoc/>
    public async Task<ProofSeen> LookAsync(string ascii, string value, CancellationToken cancellation)
    {
        OwnershipSeen seen = await probe.LookAsync(new OwnershipQuestion(ascii, DomainWords.TxtName(ascii), DomainWords.FilePath, value), cancellation).ConfigureAwait(false);
        return new ProofSeen(seen.Dns == OwnershipFault.None ? "dns" : seen.File == OwnershipFault.None ? "file" : null, Word(seen.Dns), Word(seen.File));
    }

    private static string? Word(OwnershipFault fault) => fault is OwnershipFault.None or OwnershipFault.NotAsked ? null : FailureWords.Kebab(fault.ToString());
}
