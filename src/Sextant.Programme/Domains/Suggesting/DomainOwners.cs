using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;
using Sextant.Wire.Names;

namespace Sextant.Programme.Domains.Suggesting;

/// <summary>Whose domain a name lies under, and which names are registered: by the register's targets of a day and the claims that hold.</summary>
internal sealed class DomainOwners
{
    private readonly Dictionary<string, string> _owners = new(StringComparer.Ordinal);
    private readonly HashSet<string> _registered = new(StringComparer.Ordinal);

    internal static async Task<DomainOwners> LoadAsync(ProgrammeContext context, AsOf asOf, DateTimeOffset now, CancellationToken cancellation)
    {
        var owners = new DomainOwners();
        List<RegisterDomain> claims = await context.At<RegisterDomain>(asOf).Where(row => row.State != "claimed").ToListAsync(cancellation).ConfigureAwait(false);
        foreach (RegisterDomain row in claims.Where(row => row.HoldsUntil > now))
        {
            owners._owners.TryAdd(row.Ascii, row.Organisation);
        }

        // The zone says more of whose a name is than a site in it.
        List<RegisterTarget> targets = await context.At<RegisterTarget>(asOf).ToListAsync(cancellation).ConfigureAwait(false);
        foreach (RegisterTarget row in targets.OrderBy(row => row.Kind == "zone" ? 0 : row.Kind == "mail" ? 1 : 2).ThenBy(row => row.Key, StringComparer.Ordinal))
        {
            owners._registered.Add(row.Ascii);
            if (PublicSuffixes.Default.RegistrableDomain(row.Ascii) is { } registrable)
            {
                owners._owners.TryAdd(row.Ascii, row.Organisation);
                if (row.Kind == "site" && registrable == row.Ascii)
                {
                    owners._registered.Add("www." + row.Ascii); // measured with its apex
                }
            }
        }

        return owners;
    }

    /// <summary>Whether the register has the name, as whatever kind of target.</summary>
    internal bool IsRegistered(string ascii) => _registered.Contains(ascii);

    /// <summary>The unit under whose domain a name lies, and that domain; the nearest one. Null: it lies under none, or is one itself.</summary>
    internal (string Organisation, string Under)? OwnerOf(string ascii)
    {
        for (int dot = ascii.IndexOf('.', StringComparison.Ordinal); dot > 0; dot = ascii.IndexOf('.', dot + 1))
        {
            string above = ascii[(dot + 1)..];
            if (_owners.TryGetValue(above, out string? owner))
            {
                return (owner, above);
            }
        }

        return null;
    }

    /// <summary>A name that somebody sent, as one that a unit may be asked about; null where it is none.</summary>
    internal string? Missing(string sent)
    {
        string name = sent.StartsWith("*.", StringComparison.Ordinal) ? sent[2..] : sent;
        return HostName.TryParse(name, out HostName? read) && !read.Ascii.Contains('_', StringComparison.Ordinal) && !IsRegistered(read.Ascii) && OwnerOf(read.Ascii) is not null ? read.Ascii : null;
    }
}
