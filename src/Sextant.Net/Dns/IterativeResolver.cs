using Sextant.Net.Dns.Iteration;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Net.Dns;

/// <summary>
/// Resolves from the root down, over the families it is allowed, and says by which steps. Questions carry the full name: what is
/// measured is the path that most resolvers take, and answers for names that lie between zones differ among servers (QNAME
/// minimisation, RFC 9156, would judge another path). One resolver serves many names at once; its memory is shared by them.
/// </summary>
public sealed class IterativeResolver
{
    private readonly IterativeOptions _options;
    private readonly Walker _walker;
    private readonly DelegationLook _delegations;
    private readonly PathExplainer? _explainer;

    public IterativeResolver(DnsTransport transport, IterativeOptions options)
    {
        _options = options;
        var cache = new ResolverCache(options, transport.Time);
        var memory = new ServerMemory(transport.Time);
        _walker = new Walker(transport, options, cache, memory);
        _delegations = new DelegationLook(transport, options, cache, _walker);
        _explainer = options.Families == FamilyMode.Dual ? null : new PathExplainer(transport, options);
    }

    /// <summary>Resolves a name, aliases followed to 10, each from the root down.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async ValueTask<IterativeAnswer> ResolveAsync(DnsName name, DnsType type, CancellationToken cancellation)
    {
        var work = new Work(_options.MaxQueries, cancellation);
        var chain = new AliasChain(name);
        while (true)
        {
            Found found = await _walker.FindAsync(chain.Current, type, work).ConfigureAwait(false);
            Failure? failure = found.Failure;
            if (found.Kind == ReplyKind.Alias)
            {
                failure = chain.Add(found.Known!.Reply.AliasTarget!);
                if (failure is null)
                {
                    continue;
                }
            }

            return new IterativeAnswer
            {
                Question = new DnsQuestion(name, type),
                Failure = failure ?? Negative(found.Kind),
                Records = found.Kind == ReplyKind.Answer ? found.Known!.Reply.Records : [],
                Aliases = chain.Targets,
                FinalName = chain.Current,
                Zone = found.Zone.Zone,
                Stop = await ExplainAsync(found.Stop, cancellation).ConfigureAwait(false),
                Steps = work.Steps,
            };
        }
    }

    /// <summary>The zone that a host's name lies in: its own where it is the top of one.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async ValueTask<ZoneCutAnswer> ZoneCutAsync(DnsName host, CancellationToken cancellation)
    {
        var work = new Work(_options.MaxQueries, cancellation);
        ZoneCutAnswer cut = await _delegations.ZoneCutAsync(host, work).ConfigureAwait(false);
        return cut with { Stop = await ExplainAsync(cut.Stop, cancellation).ConfigureAwait(false), Steps = work.Steps };
    }

    /// <summary>What the parent's servers say of a zone, each asked at each of its addresses.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public ValueTask<DelegationAnswer> DelegationAsync(DnsName zone, CancellationToken cancellation) =>
        _delegations.LookAsync(zone, new Work(_options.MaxQueries, cancellation));

    private static Failure? Negative(ReplyKind kind) => kind switch
    {
        ReplyKind.NxDomain => Failure.DnsNxdomain,
        ReplyKind.NoData => Failure.DnsNoData,
        _ => null,
    };

    private ValueTask<PathStop?> ExplainAsync(PathStop? stop, CancellationToken cancellation) =>
        stop is null || _explainer is null ? ValueTask.FromResult(stop) : _explainer.ExplainAsync(stop, cancellation);
}
