using Microsoft.AspNetCore.DataProtection;
using Sextant.Checks.Observations;
using Sextant.Programme.Domains;
using Sextant.Programme.Domains.Suggesting;
using Sextant.Programme.Measured;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tests.Tasks;
using Sextant.Store.Databases;

namespace Sextant.Programme.Tests.Domains;

/// <summary>Domains over a register of a test's own, with proofs and scans that the test decides.</summary>
internal sealed class DomainRoom : IDomainProof, IMeasuredStates, IDisposable
{
    public static readonly Viewer Hue = TaskRoom.With("hoa", Role.FocalPoint, "hue");

    private readonly Dictionary<string, (Scan Scan, string[] Targets)> _scans = [];

    private DomainRoom(VietNam country)
    {
        Country = country;
        Desk = new DomainDesk(
            country.Database, new PeopleArea(country.Database, new EphemeralDataProtectionProvider(), new PeopleOptions(), country.Clock).Reach,
            (this, new KeptEvidence(name => _scans.TryGetValue(name, out var kept) ? kept.Scan : null, name => Blobs.GetValueOrDefault(name))), this, country.Clock);
    }

    public VietNam Country { get; }

    public DomainDesk Desk { get; }

    public AsOf Now => new(DateOnly.FromDateTime(Country.Clock.Now.UtcDateTime));

    /// <summary>What is found where.</summary>
    public Dictionary<string, ProofSeen> Published { get; } = [];

    public Dictionary<string, byte[]> Blobs { get; } = [];

    /// <summary>What was looked for.</summary>
    public List<(string Name, string Value)> Looks { get; } = [];

    /// <summary>What the network takes to answer for a name.</summary>
    public Func<string, Task> Answer { get; set; } = _ => Task.CompletedTask;

    public static async Task<DomainRoom> OpenAsync(DatabaseKind kind) => new(await VietNam.OpenAsync(kind));

    /// <summary>Keeps a scan as the newest of these targets.</summary>
    public void Keep(string evidence, Scan scan, params string[] targets) => _scans[evidence] = (scan, targets);

    public async Task<ProofSeen> LookAsync(string ascii, string value, CancellationToken cancellation)
    {
        lock (Looks)
        {
            Looks.Add((ascii, value));
        }

        await Answer(ascii).WaitAsync(cancellation);
        return Published.GetValueOrDefault(value) ?? new ProofSeen(null, "absent", "unreachable");
    }

    public Task<IReadOnlyDictionary<string, MeasuredState>> BeforeAsync(IReadOnlyCollection<string> targets, DateTimeOffset instant, CancellationToken cancellation = default) =>
        Task.FromResult<IReadOnlyDictionary<string, MeasuredState>>(_scans.SelectMany(kept => kept.Value.Targets.Select(target => (target, kept))).Where(pair => targets.Contains(pair.target)).ToDictionary(
            pair => pair.target,
            pair => new MeasuredState
            {
                Target = pair.target, Class = Checks.Judging.TargetClass.None, Level = Checks.Judging.Level.None, LevelScope = Checks.Judging.Level.None,
                Criteria = new Dictionary<string, Checks.Judging.Verdict>(), MeasuredAt = pair.kept.Value.Scan.StartedAt, Evidence = pair.kept.Key,
            }));

    public void Dispose() => Country.Dispose();
}
