using System.Security.Cryptography;
using System.Text;
using Sextant.Measurement.Campaigns;

namespace Sextant.Cli.Parts.Campaigning;

/// <summary>The names of a file, for a campaign; what each is, is found out.</summary>
/// <param name="description">Where they come from, for the record.</param>
/// <param name="names">A-labels.</param>
internal sealed class ListedTargets(string description, IReadOnlyList<string> names) : ITargetSource
{
    /// <inheritdoc/>
    public string Description => description;

    /// <summary>How a list from a file is described.</summary>
    public static string Of(string file) => $"list: {Path.GetFileName(file)}";

    /// <summary>A short digest of the names, whatever their order: the same list is the same campaign.</summary>
    public static string Digest(IEnumerable<string> words) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', words.Order(StringComparer.Ordinal)))).AsSpan(0, 5));

    /// <inheritdoc/>
    public IAsyncEnumerable<CampaignTarget> TargetsAsync(CancellationToken cancellation) =>
        names.Select(name => new CampaignTarget(name, [])).ToAsyncEnumerable();
}
