using System.Text;
using Sextant.Checks.Observations;
using Sextant.Measurement.Evidence;
using Sextant.Measurement.Probes;
using Sextant.Store.Files;
using Sextant.Testing;
using Sextant.Testing.Faults;

namespace Sextant.Measurement.Tests.Evidence;

public sealed class EvidenceStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FaultyFileSystem _disk = new();
    private readonly List<WriterMark> _marks = [];

    public void Dispose()
    {
        _marks.ForEach(mark => mark.Dispose());
        _folder.Dispose();
    }

    [Fact]
    public async Task A_scan_and_its_blobs_come_back_as_they_were_put()
    {
        await using EvidenceStore store = Open();
        byte[] blob = Encoding.UTF8.GetBytes(string.Join(' ', Enumerable.Repeat("220 mail.example.gov.vn ESMTP", 100)));
        string name = await store.PutAsync(Samples.Scan("example.gov.vn"), [blob]);

        Assert.StartsWith("sha256:", name);
        Assert.Equal(ScanJson.Write(Samples.Scan("example.gov.vn")), store.Get(name));
        Assert.Equal("example.gov.vn", store.GetScan(name)!.Name);
        Assert.Equal(blob, store.Get(EvidenceHash.Of(blob).ToString()));
        Assert.True(SegmentSizes().Single() < blob.Length, "Brotli makes it smaller");
        Assert.Null(store.Get(EvidenceHash.Of("never put"u8).ToString()));
        Assert.Null(store.Get("sha256:nonsense"));
        Assert.Null(store.Get(name.ToUpperInvariant()));
    }

    [Fact]
    public async Task What_a_scan_gathered_is_kept_by_the_names_it_was_given()
    {
        BlobSink own = new();
        BlobSink shared = new();
        string? first = own.Add("greeting"u8);
        Assert.Same(first, own.Add("greeting"u8));
        string? other = shared.Add("chain"u8);
        shared.Add("greeting"u8);
        own.Add(shared);
        Assert.Equal([other, first], own.Blobs.Keys.OrderBy(name => name == first));

        await using EvidenceStore store = Open();
        string name = await store.PutAsync(Samples.Scan("example.gov.vn"), own.Blobs);

        Assert.Equal("greeting"u8, store.Get(first!)!);
        Assert.Equal("chain"u8, store.Get(other!)!);
        Assert.NotNull(store.GetScan(name));
        await Assert.ThrowsAsync<ArgumentException>(() => store.PutAsync(Samples.Scan("example.gov.vn"), new Dictionary<string, byte[]> { ["greeting"] = [1] }));
    }

    [Fact]
    public async Task The_same_bytes_are_stored_once_also_by_the_next_process_and_at_once()
    {
        byte[] blob = new byte[10_000];
        Random.Shared.NextBytes(blob);
        await using (EvidenceStore store = Open())
        {
            await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => store.PutAsync(EvidenceKind.Blob, blob)));
            await store.PutAsync(EvidenceKind.Blob, blob);
        }

        await using EvidenceStore next = Open();
        await next.PutAsync(EvidenceKind.Blob, blob);
        Assert.Equal(10_052, SegmentSizes().Sum());
    }

    [Fact]
    public async Task Full_segments_are_read_by_their_index_while_their_writer_goes_on()
    {
        await using EvidenceStore store = Open(options: new EvidenceOptions { SegmentBytes = 20_000 });
        var names = new List<string>();
        for (int i = 0; i < 12; i++)
        {
            byte[] item = new byte[5_000];
            new Random(i).NextBytes(item);
            names.Add(await store.PutAsync(EvidenceKind.Blob, item));
        }

        int segments = SegmentSizes().Count();
        Assert.Equal(3, segments);
        Assert.Equal(segments - 1, Directory.GetFiles(_folder["evidence"], "*.idx").Length);
        Assert.All(names, name => Assert.NotNull(store.Get(name)));
        byte[] again = new byte[5_000];
        new Random(0).NextBytes(again);
        Assert.Equal(names[0], await store.PutAsync(EvidenceKind.Blob, again));
        Assert.Equal(12 * 5_052, SegmentSizes().Sum());
    }

    [Fact]
    public async Task What_one_process_puts_another_reads_while_both_run()
    {
        await using EvidenceStore serve = Open();
        await using EvidenceStore line = Open();
        string a = await serve.PutAsync(EvidenceKind.Blob, "from serve"u8.ToArray());
        string b = await line.PutAsync(EvidenceKind.Blob, "from the command line"u8.ToArray());
        string c = await serve.PutAsync(EvidenceKind.Blob, "from serve again"u8.ToArray());
        Assert.Equal("from serve"u8.ToArray(), line.Get(a));
        Assert.Equal("from the command line"u8.ToArray(), serve.Get(b));
        Assert.Equal("from serve again"u8.ToArray(), line.Get(c));
    }

    [Fact]
    public async Task A_torn_tail_is_cut_and_what_was_acknowledged_stays()
    {
        // A killed process: its mark is free and its segments have no index.
        (string segment, List<string> names) = await KilledAfterAsync(20);
        long whole = new FileInfo(segment).Length;
        await File.AppendAllBytesAsync(segment, (await File.ReadAllBytesAsync(segment))[..300]);
        using (FileStream file = File.OpenWrite(segment))
        {
            file.SetLength(file.Length - 7);
        }

        await using EvidenceStore store = Open();
        Assert.All(names, name => Assert.NotNull(store.Get(name)));
        Assert.True(File.Exists(Path.ChangeExtension(segment, ".idx")));
        Assert.True(new FileInfo(segment).Length <= whole + 300);
        Assert.True(new FileInfo(segment).Length >= whole);
    }

    [Fact]
    public async Task Cut_at_every_byte_all_whole_items_are_found()
    {
        (string segment, List<string> names) = await KilledAfterAsync(4);
        byte[] bytes = await File.ReadAllBytesAsync(segment);
        for (int length = 0; length <= bytes.Length; length++)
        {
            await File.WriteAllBytesAsync(segment, bytes[..length]);
            var found = new List<string>();
            long end = SegmentReader.Walk(segment, 0, 1 << 20, stepOver: true, (hash, _) => found.Add(hash.ToString()));
            Assert.Equal(names.Take(found.Count), found);
            Assert.True(end <= length);
            Assert.Equal(length == bytes.Length, found.Count == names.Count);
        }
    }

    [Fact]
    public async Task A_damaged_item_is_named_and_takes_no_other_with_it()
    {
        (string segment, List<string> names) = await KilledAfterAsync(10);
        byte[] bytes = await File.ReadAllBytesAsync(segment);
        bytes[(bytes.Length / 2) + 3] ^= 0xff;
        await File.WriteAllBytesAsync(segment, bytes);

        await using EvidenceStore store = Open();
        Assert.Equal(9, names.Count(name => store.Get(name) is not null));
        Assert.Equal(bytes.Length, new FileInfo(segment).Length);
    }

    [Fact]
    public async Task Damage_after_the_index_was_made_is_an_exception_and_never_wrong_bytes()
    {
        string name;
        await using (EvidenceStore store = Open())
        {
            name = await store.PutAsync(EvidenceKind.Blob, "some bytes that matter"u8.ToArray());
        }

        string segment = Directory.GetFiles(_folder["evidence"], "*.seg").Single();
        byte[] bytes = await File.ReadAllBytesAsync(segment);
        bytes[^3] ^= 1;
        await File.WriteAllBytesAsync(segment, bytes);
        await using EvidenceStore next = Open();
        Assert.Contains("checksum", Assert.Throws<StorageException>(() => next.Get(name)).Message);
    }

    [Theory]
    [InlineData(Errno.InputOutput, false)]
    [InlineData(Errno.NoSpace, false)]
    [InlineData(Errno.NoSpace, true)]
    public async Task A_fault_of_the_disk_is_an_alarm_and_loses_nothing_acknowledged(int error, bool whileWriting)
    {
        var kept = new List<string>();
        await using (EvidenceStore store = Open(_disk))
        {
            _disk.LongestWrite = 100;
            for (int i = 0; i < 20; i++)
            {
                kept.Add(await store.PutAsync(EvidenceKind.Blob, Bytes(i)));
            }

            (_disk.SyncError, _disk.Room) = whileWriting ? (0, 60) : (error, long.MaxValue);
            var alarm = await Assert.ThrowsAsync<StorageException>(() => store.PutAsync(EvidenceKind.Blob, Bytes(99)));
            Assert.Equal(error, alarm.ErrorNumber);
            Assert.Contains("nothing acknowledged is lost", alarm.Message);
            Assert.False(store.Contains(EvidenceHash.Of(Bytes(99)).ToString()));

            (_disk.SyncError, _disk.Room) = (0, long.MaxValue);
            kept.Add(await store.PutAsync(EvidenceKind.Blob, Bytes(99)));
            kept.Add(await store.PutAsync(EvidenceKind.Blob, Bytes(100)));
            Assert.All(kept, name => Assert.NotNull(store.Get(name)));
        }

        await using EvidenceStore next = Open();
        Assert.All(kept, name => Assert.NotNull(next.Get(name)));
    }

    [Fact]
    public async Task What_is_over_the_bound_is_refused_before_it_is_written()
    {
        await using EvidenceStore store = Open(options: new EvidenceOptions { MaxItemBytes = 1000 });
        await Assert.ThrowsAsync<ArgumentException>(() => store.PutAsync(EvidenceKind.Blob, new byte[1001]));
        Assert.Empty(SegmentSizes());
    }

    [Fact]
    public async Task Segments_are_closed_when_full_and_small_ones_are_merged()
    {
        var names = new List<string>();
        for (int run = 0; run < 40; run++)
        {
            await using EvidenceStore store = Open();
            names.Add(await store.PutAsync(EvidenceKind.Blob, Bytes(run)));
        }

        await using EvidenceStore reader = Open();
        Assert.True(SegmentSizes().Count < 33);
        Assert.All(names, name => Assert.NotNull(reader.Get(name)));
        for (int run = 0; run < 40; run++)
        {
            await using EvidenceStore store = Open(options: new EvidenceOptions { SegmentBytes = 2000 });
            for (int i = 0; i < 6; i++)
            {
                names.Add(await store.PutAsync(EvidenceKind.Blob, Bytes(1000 + (run * 10) + i)));
            }
        }

        // The reader's view is older than the merges: it finds all the same.
        Assert.All(names, name => Assert.NotNull(reader.Get(name)));
    }

    [Fact]
    public async Task Many_puts_share_syncs()
    {
        await using EvidenceStore store = Open(_disk);
        _disk.Called.Clear();
        await Task.WhenAll(Enumerable.Range(0, 500).Select(i => Task.Run(() => store.PutAsync(EvidenceKind.Blob, Bytes(i)))));
        Assert.InRange(_disk.Called.Count(call => call == "sync"), 1, 400);
    }

    private static byte[] Bytes(int i) => Encoding.UTF8.GetBytes($"item {i}: " + new string((char)('a' + (i % 26)), 50) + Convert.ToHexString(BitConverter.GetBytes(i * 2654435761L)));

    private List<long> SegmentSizes() => [.. Directory.GetFiles(_folder["evidence"], "*.seg").Select(path => new FileInfo(path).Length)];

    private EvidenceStore Open(IFileSystemCalls? disk = null, EvidenceOptions? options = null)
    {
        WriterMark mark = WriterMark.Take(_folder["writers"]);
        _marks.Add(mark);
        EvidenceStore store = EvidenceStore.Open(_folder["evidence"], mark, options, disk);
        if (_marks.Count > 2)
        {
            // Earlier stores of a test are closed by then: their writers have ended.
            foreach (WriterMark ended in _marks[..^2])
            {
                ended.Dispose();
            }

            _marks.RemoveRange(0, _marks.Count - 2);
        }

        return store;
    }

    private async Task<(string Segment, List<string> Names)> KilledAfterAsync(int items)
    {
        var names = new List<string>();
        await using (EvidenceStore store = Open())
        {
            for (int i = 0; i < items; i++)
            {
                names.Add(await store.PutAsync(EvidenceKind.Blob, Bytes(i)));
            }
        }

        _marks.ForEach(mark => mark.Dispose());
        _marks.Clear();
        string segment = Directory.GetFiles(_folder["evidence"], "*.seg").Single();
        File.Delete(Path.ChangeExtension(segment, ".idx"));
        return (segment, names);
    }
}
