using System.Text;
using Sextant.Measurement.Evidence;
using Sextant.Store.Files;
using Sextant.Testing;

namespace Sextant.Measurement.Tests.Evidence;

public sealed class SegmentIndexTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<WriterMark> _marks = [];

    public void Dispose()
    {
        _marks.ForEach(mark => mark.Dispose());
        _folder.Dispose();
    }

    [Fact]
    public async Task Each_of_many_items_is_found_by_the_index_and_none_that_was_never_put()
    {
        string[] names;
        await using (EvidenceStore store = Open())
        {
            names = await PutAsync(store, "item");
        }

        await using EvidenceStore next = Open();
        await PutAsync(next, "other"); // so many looks that a filter answers the later ones
        for (int number = 0; number < names.Length; number++)
        {
            Assert.Equal($"item {number}", Encoding.UTF8.GetString(next.Get(names[number])!));
            Assert.False(next.Contains(EvidenceHash.Of(Encoding.UTF8.GetBytes($"third {number}")).ToString()));
        }

        long size = Size();
        Assert.Equal(names, await PutAsync(next, "item"));
        Assert.Equal(size, Size());

        static Task<string[]> PutAsync(EvidenceStore store, string what) =>
            Task.WhenAll(Enumerable.Range(0, 3_000).Select(number => store.PutAsync(EvidenceKind.Blob, Encoding.UTF8.GetBytes($"{what} {number}"))));
    }

    private long Size() => Directory.GetFiles(_folder["evidence"], "*.seg").Sum(path => new FileInfo(path).Length);

    private EvidenceStore Open()
    {
        WriterMark mark = WriterMark.Take(_folder["writers"]);
        _marks.Add(mark);
        return EvidenceStore.Open(_folder["evidence"], mark);
    }
}
