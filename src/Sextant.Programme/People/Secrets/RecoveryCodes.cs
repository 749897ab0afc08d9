using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.People;

/// <summary>Ten codes on paper, each good once in place of the authenticator.</summary>
internal static class RecoveryCodes
{
    /// <summary>10: what other services give, so that people know what it is.</summary>
    private const int Count = 10;

    /// <summary>Replaces a person's codes; they are shown once and kept as hashes.</summary>
    internal static async Task<IReadOnlyList<string>> RenewAsync(ProgrammeContext context, string person, CancellationToken cancellation)
    {
        await context.Set<PersonRecoveryRow>().Where(row => row.Person == person).ExecuteDeleteAsync(cancellation).ConfigureAwait(false);
        string[] codes = [.. Enumerable.Range(0, Count).Select(_ => Secret.NewCode())];
        context.AddRange(codes.Select(code => new PersonRecoveryRow { Person = person, Hash = Hash(person, code) }));
        return codes;
    }

    /// <summary>As it is kept; blanks, hyphens and capitals that a person types make no difference.</summary>
    internal static string Hash(string person, string code) =>
        Secret.Hash("recovery", $"{person} {string.Concat(code.Where(char.IsLetterOrDigit)).ToLowerInvariant()}");
}
