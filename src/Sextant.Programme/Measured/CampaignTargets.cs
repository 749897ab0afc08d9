using System.Globalization;
using System.Runtime.CompilerServices;
using Sextant.Checks.Observations;
using Sextant.Measurement.Campaigns;
using Sextant.Programme.Organisations;
using Sextant.Programme.Register;

namespace Sextant.Programme.Measured;

/// <summary>The register's targets of a day, for a campaign: each name once, with all that is measured of it.</summary>
public sealed class CampaignTargets(ProgrammeDatabase database, OrganisationFilter filter, AsOf asOf) : ITargetSource
{
    /// <inheritdoc/>
    public string Description
    {
        get
        {
            string[] parts =
            [
                .. filter.Kinds, .. filter.Sectors, .. string.IsNullOrWhiteSpace(filter.Search) ? Array.Empty<string>() : [filter.Search.Trim()],
                string.Create(CultureInfo.InvariantCulture, $"as of {asOf.Date:yyyy-MM-dd}"),
            ];
            return $"register: {string.Join(", ", parts)}";
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<CampaignTarget> TargetsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        IReadOnlyList<TargetLine> lines = await new TargetStore(database).ListAsync(filter, asOf, cancellation).ConfigureAwait(false);
        foreach (IGrouping<string, TargetLine> name in lines.GroupBy(line => line.Ascii, StringComparer.Ordinal))
        {
            yield return new CampaignTarget(name.Key, [.. name.Select(line => Kind(line.Kind)).Distinct()]);
        }
    }

    private static TargetKind Kind(string kind) => kind switch
    {
        "site" => TargetKind.Site,
        "mail" => TargetKind.Mail,
        "zone" => TargetKind.Zone,
        _ => throw new InvalidDataException($"The register holds a target of the unknown kind '{kind}'."),
    };
}
