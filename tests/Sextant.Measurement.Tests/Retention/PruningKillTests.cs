using Microsoft.Data.Sqlite;
using Sextant.Measurement.Scans;
using Sextant.Measurement.Storage;
using Sextant.Measurement.Tests.Campaigns;
using Sextant.Store.Databases;
using Sextant.Testing;

namespace Sextant.Measurement.Tests.Retention;

/// <summary>
/// A process that removes what is past its time is killed (SIGKILL): before or after a call to the file system, and at random moments. What is kept is whole each time,
/// and the next one finishes the work.
/// </summary>
public sealed class PruningKillTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Killed_in_the_middle_it_leaves_all_that_is_kept_and_the_next_one_finishes()
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(DatabaseKind.Sqlite);
        Country country = await Country.KeepAsync(fixture);
        MeasurementStores before = await fixture.OpenAsync();
        IReadOnlyList<JudgedTarget> all = await before.Scans.HistoryAsync("site:a.gov.vn");
        await fixture.CloseAsync(before);
        (int killed, int finished) = (0, 0);
        for (int round = 0; round < 8; round++)
        {
            using var copy = new TemporaryFolder();
            CopyTo(fixture, copy.Path);
            string[] dies = round % 2 == 0 ? [$"die-at={1 + (round * 2) + (round / 2 % 2)}"] : [];
            bool done = await RunAsync(copy.Path, kill: dies.Length == 0, dies);
            killed += done ? 0 : 1;
            await ExpectAsync(fixture, copy.Path, country, all);
            Assert.True(await RunAsync(copy.Path, kill: false));
            finished++;
            await ExpectAsync(fixture, copy.Path, country, all);
            await using MeasurementStores stores = await OpenAsync(fixture, copy.Path);
            Assert.Single(await stores.Lake.FilesAsync(LakeTable.Observations));
            Assert.Null(stores.Evidence.Get(country.Lost));
        }

        output.WriteLine($"{killed} killed before they had finished, {finished} finished by the next");
        Assert.True(killed >= 3, $"only {killed} were killed before they had finished");
    }

    /// <returns>Whether it came to the end.</returns>
    private static async Task<bool> RunAsync(string folder, bool kill, params string[] more)
    {
        bool pruned = false;
        using var child = new KillTargetProcess([folder, "-", "1", .. more.DefaultIfEmpty("-"), "prune=420,60,150,350,250"], line => pruned |= line == "pruned");
        if (kill)
        {
            await Task.WhenAny(child.Ready, child.WaitForExitAsync());
            await Task.Delay(Random.Shared.Next(0, 300));
            child.Kill();
        }

        await child.WaitForExitAsync();
        await child.AllHeard;
        Assert.Equal("", await child.Complaint);
        Assert.True(kill || more.Length > 0 || pruned);
        return pruned;
    }

    private static async Task ExpectAsync(StoresFixture fixture, string folder, Country country, IReadOnlyList<JudgedTarget> all)
    {
        await using MeasurementStores stores = await OpenAsync(fixture, folder);
        IReadOnlyList<JudgedTarget> history = await stores.Scans.HistoryAsync("site:a.gov.vn");
        Assert.InRange(history.Count, 4, 5); // the oldest is there, or not
        Assert.Equal(all.Take(4).Select(one => one.Evidence), history.Take(4).Select(one => one.Evidence));
        await country.ExpectEvidenceAsync(stores, history);
    }

    private static Task<MeasurementStores> OpenAsync(StoresFixture fixture, string folder)
    {
        DateTimeOffset now = Samples.At.AddDays(420);
        fixture.Clock.Advance(now - fixture.Clock.GetUtcNow());
        return MeasurementStores.OpenAsync(new MeasurementStoresOptions { Folder = folder }, fixture.Clock);
    }

    /// <summary>With the files' times: by them evidence is old.</summary>
    private static void CopyTo(StoresFixture fixture, string folder)
    {
        foreach (FileInfo file in new DirectoryInfo(fixture.Folder).GetFiles("*", SearchOption.AllDirectories))
        {
            var copy = new FileInfo(Path.Combine(folder, Path.GetRelativePath(fixture.Folder, file.FullName)));
            copy.Directory!.Create();
            file.CopyTo(copy.FullName);
            copy.LastWriteTimeUtc = file.LastWriteTimeUtc;
        }

        SqliteConnection.ClearAllPools(); // what lies in the log comes into the file
        File.Copy(fixture.Database.Location, Path.Combine(folder, "measurement.db"));
    }
}
