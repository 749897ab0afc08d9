namespace Sextant.Net.Bulk.Engine;

/// <summary>Walks one thread's lots: name by name, type by type, past what is done already.</summary>
internal sealed class NameFeed(IBulkHands hands, int types)
{
    private readonly BulkLot _lot = new();
    private int _position;
    private int _end;

    /// <summary>The list is at its end and every question of it was taken.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>The list has more, but not now.</summary>
    public bool MustWait { get; private set; }

    public long Lot => _lot.Number;

    /// <summary>The next place that is not answered; false when there is none now.</summary>
    public bool TryNext(out int position)
    {
        while (true)
        {
            while (_position < _end)
            {
                position = _position++;
                if (!_lot.IsDone(position))
                {
                    return true;
                }
            }

            position = -1;
            BulkTake take = IsAtEnd ? BulkTake.End : hands.TryTake(_lot);
            IsAtEnd = take == BulkTake.End;
            MustWait = take == BulkTake.Later;
            if (take != BulkTake.Taken)
            {
                return false;
            }

            (_position, _end) = (0, _lot.Count * types);
        }
    }

    public ReadOnlySpan<byte> Name(int position) => _lot.Name(position / types);
}
