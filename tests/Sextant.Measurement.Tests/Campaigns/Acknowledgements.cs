using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Lake;
using Sextant.Measurement.Scans;
using Sextant.Measurement.Storage;
using Sextant.Store.Databases;
using Sextant.Store.Duck;

namespace Sextant.Measurement.Tests.Campaigns;

/// <summary>What processes of the kill target said was acknowledged to them, and the count of it afterwards.</summary>
/// <param name="names">Names of each campaign.</param>
internal sealed class Acknowledgements(int names)
{
    private readonly List<string> _evidence = [];
    private readonly List<(string Campaign, string Name, string Evidence)> _done = [];
    private readonly List<(string Name, string Evidence)> _single = [];
    private readonly Lock _gate = new();

    /// <summary>Whatever came through the pipe was acknowledged before the kill.</summary>
    internal void Hear(string line)
    {
        string[] words = line.Split(' ');
        lock (_gate)
        {
            switch (words)
            {
                case ["evidence", { Length: 71 } hash]:
                    _evidence.Add(hash);
                    break;
                case ["done", var campaign, var name, { Length: 71 } hash]:
                    _done.Add((campaign, name, hash));
                    break;
                case ["single", var name, { Length: 71 } hash]:
                    _single.Add((name, hash));
                    break;
            }
        }
    }

    /// <summary>Counts what is kept in a folder against what was acknowledged; every campaign must be finished.</summary>
    /// <returns>The figures in words.</returns>
    internal async Task<string> CountAsync(string folder, DatabaseOptions? database)
    {
        await using MeasurementStores stores = await MeasurementStores.OpenAsync(
            new MeasurementStoresOptions { Folder = folder, Database = database }, TimeProvider.System);

        Assert.NotEmpty(_done); // otherwise nothing was looked at

        // Evidence: every acknowledged item is there and hashes to its name.
        Assert.All(_evidence, name => Assert.NotNull(stores.Evidence.Get(name)));

        // Progress: every acknowledged name was acknowledged once; in the end every name is done.
        Assert.Equal(_done.Count, _done.Select(done => (done.Campaign, done.Name)).Distinct().Count());
        IReadOnlyList<Campaign> campaigns = await stores.Campaigns.ListAsync(10_000);
        Assert.All(campaigns, campaign => Assert.Equal((names, names), (campaign.Total, campaign.Count(TargetState.Done))));

        // Lake: for each campaign and name exactly one scan's rows, and for acknowledged ones the rows of that scan.
        IReadOnlyList<(string Campaign, string Name, string Evidence, long Rows)> lake = await stores.Lake.QueryAsync(
            LakeTable.Verdicts, null, "SELECT campaign, ascii, max(evidence), count(*) FROM lake GROUP BY campaign, ascii",
            static (in DuckRow r) => (r.Text(0), r.Text(1), r.Text(2), r.Int64(3)));
        Assert.All(lake, row => Assert.Equal(4, row.Rows)); // 2 targets with 2 verdicts each
        ILookup<bool, (string Campaign, string Name, string Evidence, long Rows)> bySingle = lake.ToLookup(row => row.Campaign == ScanStore.Single);
        Assert.Equal(campaigns.Count * names, bySingle[false].Count());
        Dictionary<(string, string), string> kept = lake.ToDictionary(row => (row.Campaign, row.Name), row => row.Evidence);
        Assert.All(_done, done => Assert.Equal(done.Evidence, kept[(done.Campaign, done.Name)]));
        Assert.All(_single, single => Assert.Equal(single.Evidence, kept[(ScanStore.Single, single.Name)]));

        // History: as many scans of each target as campaigns; verdicts point to evidence that is there.
        for (int i = 0; i < names; i++)
        {
            IReadOnlyList<JudgedTarget> history = await stores.Scans.HistoryAsync($"site:n{i:0000}.gov.vn", 10_000);
            Assert.Equal(campaigns.Select(campaign => campaign.Id).Order(), history.Select(target => target.Campaign).Order());
            Assert.All(history, target => Assert.Equal($"n{i:0000}.gov.vn", stores.Evidence.GetScan(target.Evidence)!.Name));
        }

        // Folder: the files are those of the table, whole, and no other.
        Assert.Empty(await stores.Lake.DamagedAsync());
        int files = 0;
        foreach (LakeTable table in Enum.GetValues<LakeTable>())
        {
            files += (await stores.Lake.FilesAsync(table)).Count;
        }

        Assert.Equal(files, Directory.GetFiles(Path.Combine(folder, "lake"), "*", SearchOption.AllDirectories).Length);
        int measured = (campaigns.Count * names) + bySingle[true].Count();
        return $"{_done.Count} campaign results, {_single.Count} single ones and {_evidence.Count} items of evidence acknowledged: 0 lost, 0 doubled. "
            + $"{campaigns.Count} campaigns finished, {measured} results kept in {files} files, {(_evidence.Count / 2) - measured} measured again.";
    }
}
