using System.Collections.Concurrent;
using System.Net;
using Sextant.Checks.Observations;
using Sextant.Measurement.Probes.Sites;
using Sextant.Net.Dns;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Measurement.Probes;

/// <summary>Walks from the root, over one family by force where the walk itself is what is looked at.</summary>
internal sealed class PathLooks(ProbeTools tools, Retrying retrying, NameLooks names, BlobSink blobs)
{
    private readonly ConcurrentDictionary<(Family Family, string Name, string Type), Lazy<Task<PathWalk>>> _walks = new();

    /// <summary>Steps of a walk that are kept: the resolver's own bound is lower.</summary>
    private const int MostSteps = 200;

    /// <summary>From the root to a name's records over one family alone; a walk that stops is walked again.</summary>
    public Task<PathWalk> WalkAsync(Family family, string name, string type, CancellationToken cancellation) =>
        _walks.GetOrAdd((family, name, type), key => new Lazy<Task<PathWalk>>(() => WalkOnceAsync(key.Family, key.Name, key.Type, cancellation))).Value;

    /// <summary>What the parent's servers, over whichever family reaches them, delegate; null with the reason when that cannot be read.</summary>
    public async Task<(Delegation? Delegation, Failure? Failure)> DelegationAsync(string zone, CancellationToken cancellation)
    {
        DelegationAnswer answer = (await retrying.RunAsync(
            token => TryAsync(zone, token), failure => new DelegationAnswer { Zone = DnsName.Parse(zone), Failure = failure }, cancellation).ConfigureAwait(false)).Value;
        return answer.Failure is { } failure ? (null, failure) : (Describe(answer), null);
    }

    /// <summary>The zone a host lies in; when the root cannot be walked from here, as the resolver tells it; null when nobody does.</summary>
    public async Task<string?> ZoneOfAsync(string host, CancellationToken cancellation)
    {
        (_, ZoneCutAnswer? cut) = await retrying.WithinAsync(
            async token => await tools.Walker.ZoneCutAsync(DnsName.Parse(host), token).ConfigureAwait(false), cancellation).ConfigureAwait(false);
        if (cut is { Failure: null, Zone: { } zone })
        {
            return zone.ToString();
        }

        for (string? name = host; name is not null; name = name.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0 ? name[(dot + 1)..] : null)
        {
            Lookup soa = await names.LookAsync(name, "SOA", cancellation).ConfigureAwait(false);
            if (soa.HasData && soa.Aliases.Count == 0)
            {
                return name;
            }
        }

        return null;
    }

    private async Task<PathWalk> WalkOnceAsync(Family family, string name, string type, CancellationToken cancellation)
    {
        var wire = DnsName.Parse(name);
        var question = new DnsQuestion(wire, DnsTypes.Parse(type));
        Tried<IterativeAnswer> tried = await retrying.RunAsync(
            token => TryAsync(family, wire, question.Type, token),
            failure => new IterativeAnswer { Question = question, FinalName = wire, Zone = DnsName.Root, Failure = failure },
            cancellation).ConfigureAwait(false);
        IterativeAnswer answer = tried.Value;
        // A walk that stopped counts when it stopped each time.
        bool cut = tried.IsCut && !answer.Reached;
        return new PathWalk
        {
            Family = family,
            Reached = answer.Reached,
            Failure = cut ? Failure.TimeBudget : answer.Reached ? null : answer.Failure,
            Stop = !cut && answer.Stop is { } stop ? Describe(stop.Innermost) : null,
            Steps = [.. answer.Steps.Take(MostSteps).Select(Describe)],
        };
    }

    private async Task<Try<IterativeAnswer>> TryAsync(Family family, DnsName name, DnsType type, CancellationToken cancellation)
    {
        DateTimeOffset at = tools.Clock.GetUtcNow();
        long began = tools.Clock.GetTimestamp();
        IterativeAnswer answer = await tools.WalkerOf(family).ResolveAsync(name, type, cancellation).ConfigureAwait(false);
        var attempt = new Attempt(at, tools.Clock.GetElapsedTime(began).TotalMilliseconds, answer.Reached ? null : answer.Failure);
        // Servers without any address of the family gain none within seconds.
        return new Try<IterativeAnswer>(answer, attempt, answer.Stop is { IsByData: true } or { Fault: LinkFault.NoAddress }, answer.Steps.LastOrDefault()?.Address);
    }

    private async Task<Try<DelegationAnswer>> TryAsync(string zone, CancellationToken cancellation)
    {
        DateTimeOffset at = tools.Clock.GetUtcNow();
        long began = tools.Clock.GetTimestamp();
        DelegationAnswer answer = await tools.Walker.DelegationAsync(DnsName.Parse(zone), cancellation).ConfigureAwait(false);
        var attempt = new Attempt(at, tools.Clock.GetElapsedTime(began).TotalMilliseconds, answer.Failure);
        return new Try<DelegationAnswer>(answer, attempt, Failures.AreFinal(answer.Failure), answer.Servers.LastOrDefault()?.Exchange.Server.Address);
    }

    private Delegation Describe(DelegationAnswer answer) => new()
    {
        Parent = answer.Parent?.ToString() ?? ".",
        Names = [.. answer.NameServers.Select(name => name.ToString())],
        Glue = [.. answer.Glue.Select(glue => new Glue(glue.Name.ToString(), [.. glue.Addresses.OrderBy(address => address, AddressOrder.Ascending)]))],
        HasDs = answer.Ds.Count > 0,
        Blobs = [.. answer.Servers.Select(said => Blob(said.Exchange)).OfType<string>().Distinct(StringComparer.Ordinal)],
    };

    private static PathLink Describe(PathStop stop) => new(stop.Zone.ToString(), stop.Server?.ToString(), stop.Reason);

    private PathStep Describe(IterativeStep step) => new()
    {
        Zone = step.Zone.ToString(),
        Server = step.Server.ToString(),
        Address = step.Address,
        Question = $"{step.Exchange.Question.Name} {step.Exchange.Question.Type.ToText()}",
        Milliseconds = step.Exchange.Duration.TotalMilliseconds,
        Failure = step.Failure,
        Blob = Blob(step.Exchange),
    };

    private string? Blob(DnsExchange exchange) => exchange.ResponseBytes is { } bytes ? blobs.Add(bytes.Span) : null;
}
