// Keeps made-up campaign results until it is killed, and says on standard output what has been acknowledged to it.
//   Sextant.Testing.KillTarget FOLDER DATABASE|- NAMES [finish | die-at=N | endure] [prune=DAY,OBSERVATIONS,FINDINGS,VERDICTS,HISTORY]
// DATABASE is a PostgreSQL connection string; "-" means SQLite in the folder. With "finish" it ends when no campaign is open; with "die-at" it
// kills itself at the N-th call to the file system; with "endure" it says what the disk refuses ("alarm AREA SENTENCE") and tries again until it takes it.
// With "prune" it removes what is past its time on that day after the samples' own, and ends.
//   Sextant.Testing.KillTarget audit DATABASE|FILE ANCHORS CORRECTIONS
// corrects one name in a loaded register so many times.
//   Sextant.Testing.KillTarget reports DATABASE|FILE ANCHORS TASK WRITERS EACH
// reports on a task from so many writers at once, each so many times under keys of its own; says "accepted MARK".
//   Sextant.Testing.KillTarget letters DATABASE|FILE TAKEN MINUTES
// sends the letters of a loaded register's outbox, as if it were so many minutes later; each is taken on by a line of the file TAKEN.
//   Sextant.Testing.KillTarget upgrade FILE
// opens a register, and migrates it when it is older; says "opened".
//   Sextant.Testing.KillTarget backup FROM TO N [DATABASE]
//   Sextant.Testing.KillTarget restore FROM TO N
// backs a folder's files up (with a SQLite file as a database, and with a database on a server), or puts the newest backup back, and kills itself at the N-th
// call to the file system; says "made", "restored" or what the disk refuses ("refused: SENTENCE").
//   Sextant.Testing.KillTarget hooks DATABASE|FILE FOLDER MINUTES
// sends the events of a loaded register's outbox over TLS to loopback, as if it were so many minutes later; the folder holds the key ring (keys) and the root to trust (root.pem).
//   Sextant.Testing.KillTarget acts DATABASE|FILE FOLDER N M
// makes a campaign in a folder of measurements and lets it rest, and kills itself when the register's clock is asked the N-th time of the second act, or the measurements' clock the M-th
// time of the first; 0: never. Says "made ID" and "stands".
// Lines: "ready"; "evidence HASH"; "done CAMPAIGN NAME HASH"; "single NAME HASH"; "finished".
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Measurement;
using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Evidence;
using Sextant.Measurement.Retention;
using Sextant.Measurement.Storage;
using Sextant.Measurement.Tests;
using Sextant.Store.Databases;
using Sextant.Store.Files;
using Sextant.Testing.KillTarget;

if (args[0] == "audit")
{
    await Corrections.RunAsync(args[1], args[2], int.Parse(args[3]));
    return;
}

if (args[0] == "reports")
{
    await Reports.RunAsync(args[1], args[2], args[3], int.Parse(args[4]), int.Parse(args[5]));
    return;
}

if (args[0] == "letters")
{
    await Letters.RunAsync(args[1], args[2], int.Parse(args[3]));
    return;
}

if (args[0] == "upgrade")
{
    await SayAsync("ready");
    await Sextant.Programme.Register.ProgrammeDatabase.OpenAsync(DatabaseOptions.Sqlite(args[1]));
    await SayAsync("opened");
    return;
}

if (args[0] == "backup")
{
    await Copies.BackUpAsync(args[1], args[2], int.Parse(args[3]), args.ElementAtOrDefault(4));
    return;
}

if (args[0] == "restore")
{
    Copies.Restore(args[1], args[2], int.Parse(args[3]));
    return;
}

if (args[0] == "acts")
{
    await Acts.RunAsync(args[1], args[2], int.Parse(args[3]), int.Parse(args[4]));
    return;
}

if (args[0] == "hooks")
{
    await Hooks.RunAsync(args[1], args[2], int.Parse(args[3]));
    return;
}

string folder = args[0];
DatabaseOptions? database = args[1] == "-" ? null : DatabaseOptions.PostgreSql(args[1]);
int names = int.Parse(args[2]);
bool finish = args.Contains("finish");
bool endures = args.Contains("endure");
IFileSystemCalls calls = args.Length > 3 && args[3].StartsWith("die-at=", StringComparison.Ordinal) ? new DyingFileSystem(int.Parse(args[3][7..])) : LinuxFileSystem.Instance;
int[]? prune = args.FirstOrDefault(arg => arg.StartsWith("prune=", StringComparison.Ordinal)) is { } days ? [.. days[6..].Split(',').Select(int.Parse)] : null;
TimeProvider clock = prune is null ? TimeProvider.System : new DayClock(Samples.At.AddDays(prune[0]));

await using MeasurementStores stores = await MeasurementStores.OpenAsync(
    new MeasurementStoresOptions { Folder = folder, Database = database, Calls = calls, Evidence = new EvidenceOptions { SegmentBytes = 64 << 10 } }, clock);
stores.Health.Changed += (fault, begins) => Console.WriteLine($"{(begins ? "alarm" : "well")} {fault.Area} {fault.Disk.Message}");
await SayAsync("ready");
if (prune is not null)
{
    var options = new RetentionOptions { Observations = prune[1], Findings = prune[2], Verdicts = prune[3], History = prune[4] };
    await SayAsync(await stores.Pruning.RunAsync(options, remove: true) is null ? "busy" : "pruned");
    return;
}

while (await NextCampaignAsync() is { } campaign)
{
    if (await EndureAsync(() => stores.Campaigns.LeaseAsync(campaign, "hanoi", 6, TimeSpan.FromMinutes(5))) is not { } lease)
    {
        await Task.Delay(20); // the other process is at the last names
        continue;
    }

    var scans = new List<FinishedScan>();
    foreach (CampaignTarget target in lease.Targets)
    {
        scans.Add(await MeasureAsync(target.Name));
    }

    CompletedBatch batch = await EndureAsync(() => stores.Campaigns.CompleteBatchAsync([lease], scans));
    foreach (FinishedScan kept in scans.Where(scan => batch.Kept.Contains(scan.Name)))
    {
        await SayAsync($"done {campaign} {kept.Name} {kept.Evidence}");
    }

    FinishedScan single = await MeasureAsync($"single-{Guid.NewGuid():N}.gov.vn");
    await EndureAsync(async () =>
    {
        await stores.Scans.KeepAsync([single]);
        return true;
    });
    await SayAsync($"single {single.Name} {single.Evidence}");
}

await SayAsync("finished");

async Task<string?> NextCampaignAsync()
{
    IReadOnlyList<Campaign> campaigns = await stores.Campaigns.ListAsync(1000);
    if (campaigns.FirstOrDefault(campaign => !campaign.Finished) is { } open)
    {
        return open.Id;
    }

    return finish
        ? null
        : (await EndureAsync(() => stores.Campaigns.CreateOrResumeAsync(
            new CampaignPlan { Id = $"kill-{campaigns.Count}", Name = "Kill", Profile = "national 1", Vantages = ["hanoi"] }, new Names(names)))).Id;
}

async Task<FinishedScan> MeasureAsync(string name)
{
    DateTimeOffset at = clock.GetUtcNow();
    Scan scan = Samples.Scan(name, at);
    byte[] blob = new byte[Random.Shared.Next(100, 20_000)];
    Random.Shared.NextBytes(blob);
    string evidence = await EndureAsync(() => stores.Evidence.PutAsync(scan, [blob]));
    await SayAsync($"evidence {evidence}");
    await SayAsync($"evidence {EvidenceHash.Of(blob)}");
    return new FinishedScan(name, scan, [Samples.Judgement(name, TargetKind.Site, TargetClass.Ready, at), Samples.Judgement(name, TargetKind.Mail, TargetClass.None, at)], evidence);
}

async Task<T> EndureAsync<T>(Func<Task<T>> keep)
{
    while (true)
    {
        try
        {
            return await keep();
        }
        catch (StorageException) when (endures)
        {
            await Task.Delay(50);
        }
    }
}

static async Task SayAsync(string line)
{
    await Console.Out.WriteLineAsync(line);
    await Console.Out.FlushAsync();
}

internal sealed class DayClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}

internal sealed class Names(int count) : ITargetSource
{
    public string Description => "made up";

    public async IAsyncEnumerable<CampaignTarget> TargetsAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        for (int i = 0; i < count; i++)
        {
            await Task.CompletedTask;
            yield return new CampaignTarget($"n{i:0000}.gov.vn", [TargetKind.Site, TargetKind.Mail]);
        }
    }
}
