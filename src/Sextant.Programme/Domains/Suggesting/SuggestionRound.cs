using Microsoft.EntityFrameworkCore;
using Sextant.Checks.Observations;
using Sextant.Programme.Measured;
using Sextant.Programme.Register;

namespace Sextant.Programme.Domains.Suggesting;

/// <summary>
/// Reads the newest scan of each registered target once, and notes the names it met under units' domains that nobody has registered. What is read is told by the evidence's name,
/// so nothing is read twice, and what was kept late is read all the same.
/// </summary>
internal sealed class SuggestionRound(ProgrammeDatabase database, IMeasuredStates states, KeptEvidence evidence, TimeProvider clock)
{
    /// <summary>200 scans a round: some seconds of work, and 20,000 targets within a day.</summary>
    internal const int MostScans = 200;

    /// <summary>1,000 names of a unit that are not decided: nobody goes through more, and a hostile page can name as many as it likes.</summary>
    internal const int MostOpen = 1000;

    /// <summary>10 places where a name was seen.</summary>
    internal const int MostSights = 10;

    /// <summary>Gives how many scans were read.</summary>
    internal async Task<int> RunAsync(CancellationToken cancellation)
    {
        DateTimeOffset now = clock.GetUtcNow();
        AsOf asOf = (await database.CalendarAsync(cancellation).ConfigureAwait(false)).Now(clock);
        DomainOwners owners;
        string[] targets;
        Dictionary<string, string> read;
        await using (ProgrammeContext context = database.Create())
        {
            owners = await DomainOwners.LoadAsync(context, asOf, now, cancellation).ConfigureAwait(false);
            targets = await context.At<RegisterTarget>(asOf).Select(row => row.TargetKey).Distinct().ToArrayAsync(cancellation).ConfigureAwait(false);
            read = await context.Set<ReadEvidenceRow>().ToDictionaryAsync(row => row.Target, row => row.Evidence, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
        }

        IReadOnlyDictionary<string, MeasuredState> measured = await states.BeforeAsync(targets, now, cancellation).ConfigureAwait(false);
        List<Sighting> seen = [];
        List<(string Target, string Evidence)> done = [];
        foreach (IGrouping<string, MeasuredState> scan in measured.Values.Where(state => state.Evidence is { } name && read.GetValueOrDefault(state.Target) != name)
            .GroupBy(state => state.Evidence!, StringComparer.Ordinal).OrderBy(scan => scan.Min(state => state.MeasuredAt)).Take(MostScans))
        {
            cancellation.ThrowIfCancellationRequested();
            seen.AddRange(Read(scan.Key, owners));
            done.AddRange(scan.Select(state => (state.Target, scan.Key)));
        }

        await database.WriteAsync(context => KeepAsync(context, owners, seen, done, cancellation), cancellation).ConfigureAwait(false);
        return done.Select(one => one.Evidence).Distinct(StringComparer.Ordinal).Count();
    }

    private IEnumerable<Sighting> Read(string name, DomainOwners owners)
    {
        Scan? scan;
        try
        {
            scan = evidence.Scan(name);
        }
        catch (InvalidDataException)
        {
            scan = null; // of a newer format: the next scan is read again
        }

        // What the scan looked at itself is measured, as the site's own: www beside an apex, under whatever suffixes it was measured with.
        HashSet<string> looked = new((scan?.Web?.Hosts ?? []).Select(host => host.Name), StringComparer.OrdinalIgnoreCase);
        return scan is null ? [] : SeenNames.Of(scan, evidence.Blob).Where(one => !looked.Contains(one.Name)).Select(one => owners.Missing(one.Name) is { } ascii ? new Sighting(ascii, one.Way, scan.Name, name, scan.StartedAt) : null).OfType<Sighting>();
    }

    private static async Task<bool> KeepAsync(ProgrammeContext context, DomainOwners owners, List<Sighting> seen, List<(string Target, string Evidence)> done, CancellationToken cancellation)
    {
        await ForgetAsync(context, owners, cancellation).ConfigureAwait(false);
        Dictionary<string, int> open = await context.Set<SuggestionRow>().Where(row => row.State == "open").GroupBy(row => row.Organisation).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
        foreach (Sighting[] some in seen.GroupBy(one => one.Ascii, StringComparer.Ordinal).Chunk(500).Select(chunk => chunk.SelectMany(one => one).ToArray()))
        {
            await NoteAsync(context, owners, some, open, cancellation).ConfigureAwait(false);
        }

        string[] targets = [.. done.Select(one => one.Target)];
        Dictionary<string, ReadEvidenceRow> rows = await context.Set<ReadEvidenceRow>().Where(row => targets.Contains(row.Target)).ToDictionaryAsync(row => row.Target, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
        foreach ((string target, string name) in done)
        {
            if (rows.TryGetValue(target, out ReadEvidenceRow? row))
            {
                row.Evidence = name;
            }
            else
            {
                context.Add(new ReadEvidenceRow { Target = target, Evidence = name });
            }
        }

        await context.SaveChangesAsync(cancellation).ConfigureAwait(false);
        return true;
    }

    // What was registered otherwise meanwhile, or lies under nobody's domain any more, is not asked about. Where a domain went to another unit, what was refused goes along: it is the
    // new one's to read and to decide otherwise, and the former's no more.
    private static async Task ForgetAsync(ProgrammeContext context, DomainOwners owners, CancellationToken cancellation)
    {
        List<SuggestionRow> undone = await context.Set<SuggestionRow>().Where(row => row.State != "approved").ToListAsync(cancellation).ConfigureAwait(false);
        foreach (SuggestionRow row in undone)
        {
            (string, string)? owner = owners.OwnerOf(row.Ascii);
            if (row.State == "refused")
            {
                (row.Organisation, row.Under) = owner ?? (row.Organisation, row.Under);
            }
            else if (owner is null || owners.IsRegistered(row.Ascii))
            {
                context.Remove(row);
                await context.Set<SightRow>().Where(sight => sight.Ascii == row.Ascii).ExecuteDeleteAsync(cancellation).ConfigureAwait(false);
            }
            else
            {
                (row.Organisation, row.Under) = owner.Value;
            }
        }

        await context.SaveChangesAsync(cancellation).ConfigureAwait(false);
    }

    private static async Task NoteAsync(ProgrammeContext context, DomainOwners owners, Sighting[] seen, Dictionary<string, int> open, CancellationToken cancellation)
    {
        string[] names = [.. seen.Select(one => one.Ascii).Distinct(StringComparer.Ordinal)];
        Dictionary<string, SuggestionRow> known = await context.Set<SuggestionRow>().Where(row => names.Contains(row.Ascii)).ToDictionaryAsync(row => row.Ascii, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
        ILookup<string, SightRow> sights = (await context.Set<SightRow>().Where(row => names.Contains(row.Ascii)).ToListAsync(cancellation).ConfigureAwait(false)).ToLookup(row => row.Ascii, StringComparer.Ordinal);
        foreach (IGrouping<string, Sighting> name in seen.GroupBy(one => one.Ascii, StringComparer.Ordinal))
        {
            (string organisation, string under) = owners.OwnerOf(name.Key)!.Value;
            DateTimeOffset last = name.Max(one => one.At);
            if (known.TryGetValue(name.Key, out SuggestionRow? row))
            {
                row.LastAt = last > row.LastAt ? last : row.LastAt;
            }
            else if (open.GetValueOrDefault(organisation) < MostOpen)
            {
                open[organisation] = open.GetValueOrDefault(organisation) + 1;
                context.Add(new SuggestionRow { Organisation = organisation, Ascii = name.Key, Under = under, State = "open", FirstAt = name.Min(one => one.At), LastAt = last });
            }
            else
            {
                continue;
            }

            AddSights(context, [.. name], [.. sights[name.Key]]);
        }

        await context.SaveChangesAsync(cancellation).ConfigureAwait(false);
    }

    private static void AddSights(ProgrammeContext context, Sighting[] seen, List<SightRow> held)
    {
        foreach (Sighting one in seen.DistinctBy(one => (one.Way, one.Host)))
        {
            if (held.FirstOrDefault(row => row.Way == one.Way && row.Host == one.Host) is { } row)
            {
                (row.Evidence, row.At) = one.At >= row.At ? (one.Evidence, one.At) : (row.Evidence, row.At);
            }
            else if (held.Count < MostSights)
            {
                row = new SightRow { Ascii = one.Ascii, Way = one.Way, Host = one.Host, Evidence = one.Evidence, At = one.At };
                held.Add(row);
                context.Add(row);
            }
        }
    }

    private sealed record Sighting(string Ascii, string Way, string Host, string Evidence, DateTimeOffset At);
}
