using System.Text;
using Sextant.Net.Bulk;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Net.Tests.Bulk;

/// <summary>One answer as a test sees it.</summary>
internal sealed record Seen(string Name, DnsType Type, Failure? Failure, string Data, string Aliases, int Tries, bool Tcp, string? Stop = null)
{
    public string Whole => $"{Name} {Type} {Failure?.ToWord() ?? Data}";
}

/// <summary>A list in memory, and its answers; a second answer to a question fails the test.</summary>
internal sealed class BulkTrial(IReadOnlyList<string> names, int types) : IBulkWork
{
    private readonly Lock _gate = new();
    private readonly HashSet<(long, int)> _answered = [];
    private int _next;
    private long _lots;

    public List<Seen> Answers { get; } = [];

    public static async Task<(List<Seen> Answers, BulkCounts Counts)> RunAsync(BulkOptions options, IReadOnlyList<string> names, INetwork? network = null)
    {
        var trial = new BulkTrial(names, options.Types.Count);
        var resolver = new BulkResolver(options, network ?? new MachineNetwork(), TimeProvider.System);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(3)); // a busy machine is no fault
        await resolver.RunAsync(trial, limit.Token);
        Assert.Equal(names.Count * options.Types.Count, trial.Answers.Count);
        return ([.. trial.Answers.OrderBy(a => a.Whole, StringComparer.Ordinal)], resolver.Counts);
    }

    public IBulkHands TakeHands() => new Hands(this);

    private BulkTake Take(BulkLot lot)
    {
        lock (_gate)
        {
            lot.Clear();
            lot.Number = _lots++;
            while (_next < names.Count && lot.TryAdd(DnsName.Parse(names[_next]).Wire))
            {
                _next++;
            }

            return lot.Count > 0 ? BulkTake.Taken : BulkTake.End;
        }
    }

    private void Put(in BulkResult result)
    {
        byte[] space = new byte[4096];
        var data = new List<string>();
        foreach (DnsRecordView record in result.Records)
        {
            data.Add(Encoding.UTF8.GetString(space, 0, DnsRecordText.Write(result.Message, record, space)));
        }

        var aliases = new List<string>();
        for (ReadOnlySpan<byte> left = result.Aliases; !left.IsEmpty;)
        {
            DnsNameWire.TryCopy(left, 0, left.Length, space, out CopiedName copied);
            aliases.Add(Text(left[..copied.Length]));
            left = left[copied.Length..];
        }

        lock (_gate)
        {
            Assert.True(_answered.Add((result.Lot, result.Position)), $"answered twice: {result.Lot} {result.Position}");
            Assert.InRange(result.Position, 0, (BulkLot.MostNames * types) - 1);
            Answers.Add(new Seen(
                Text(result.Name), result.Type, result.Failure, string.Join(' ', data.Order(StringComparer.Ordinal)), string.Join(' ', aliases), result.Tries, result.Tcp,
                result.Stop is { } stop ? $"{Text(stop.Zone.Span)} {stop.Fault}" : null));
        }
    }

    private static string Text(ReadOnlySpan<byte> wire)
    {
        byte[] space = new byte[DnsRecordText.LongestName];
        return Encoding.ASCII.GetString(space, 0, DnsRecordText.WriteName(wire, space));
    }

    private sealed class Hands(BulkTrial trial) : IBulkHands
    {
        public BulkTake TryTake(BulkLot lot) => trial.Take(lot);

        public void Put(in BulkResult result) => trial.Put(result);

        public void Rest()
        {
        }

        public void Flush()
        {
        }
    }
}
