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

    /// <summary>Draws a free id; never more than a quarter of a lane's ids are in use, so that it is soon found.</summary>
    public ushort Open(int lane, int slot)
    {
        while (true)
        {
            ushort id = random.Next16();
            ref ushort use = ref _ids[(lane << 16) | id];
            if (use is 0 or Answered or GivenUp)
            {
                use = (ushort)(slot + 1);
                return id;
            }
        }
    }

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
