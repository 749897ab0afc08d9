using Sextant.Net.Bulk.Datagrams;

namespace Sextant.Net.Bulk.Engine;

/// <summary>What became of an id on a lane.</summary>
internal enum IdUse
{
    /// <summary>Never used.</summary>
    Never,

    /// <summary>Its question was answered.</summary>
    Answered,

    /// <summary>Its question was given up, or sent anew with another id.</summary>
    GivenUp,

    /// <summary>Its question is under way.</summary>
    Open,
}

/// <summary>Which id on which lane belongs to which slot.</summary>
internal sealed class Lanes(int count, RandomPool random)
{
    private const ushort Answered = ushort.MaxValue;
    private const ushort GivenUp = ushort.MaxValue - 1;

    // 0: never used; a slot's number and one while it is open. Two bytes each: a lane's ids are touched at random, and 128 KiB stay in the cache.
    private readonly ushort[] _ids = new ushort[count << 16];

    // Drawn ahead of their use, the last first.
    private readonly ushort[] _drawn = new ushort[DatagramPort.Batch];
    private int _drawnCount;

    /// <summary>
    /// Draws ids for the questions that go over a lane next. Each lies somewhere else in the table: fetched one behind the other, as they are used,
    /// they cost a memory's time each; looked at together, about one for all.
    /// </summary>
    /// <returns>Nothing that means anything: it keeps the compiler from leaving the looks out.</returns>
    public int Draw(int lane, int ids)
    {
        int seen = 0;
        for (_drawnCount = 0; _drawnCount < ids; _drawnCount++)
        {
            ushort id = random.Next16();
            _drawn[_drawnCount] = id;
            seen |= _ids[(lane << 16) | id];
        }

        return seen;
    }

    /// <summary>Takes a free id; never more than a quarter of a lane's ids are in use, so that it is soon found.</summary>
    public ushort Open(int lane, int slot)
    {
        while (true)
        {
            ushort id = _drawnCount > 0 ? _drawn[--_drawnCount] : random.Next16();
            ref ushort use = ref _ids[(lane << 16) | id];
            if (use is 0 or Answered or GivenUp)
            {
                use = (ushort)(slot + 1);
                return id;
            }
        }
    }

    /// <summary>The slot of an id that is open; -1 of any other.</summary>
    public int Peek(int lane, ushort id) => _ids[(lane << 16) | id] is var use and not (0 or Answered or GivenUp) ? use - 1 : -1;

    public IdUse Find(int lane, ushort id, out int slot)
    {
        ushort use = _ids[(lane << 16) | id];
        slot = use - 1;
        return use switch
        {
            0 => IdUse.Never,
            Answered => IdUse.Answered,
            GivenUp => IdUse.GivenUp,
            _ => IdUse.Open,
        };
    }

    public void Close(int lane, ushort id, bool answered) => _ids[(lane << 16) | id] = answered ? Answered : GivenUp;
}
