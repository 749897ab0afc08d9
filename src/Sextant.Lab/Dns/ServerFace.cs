namespace Sextant.Lab.Dns;

/// <summary>What a name server does on one of its addresses for one zone: the state that the lines of its script change.</summary>
public sealed class ServerFace
{
    private readonly HashSet<DnsTrouble> _troubles = [];

    /// <summary>How long it thinks before each answer.</summary>
    public TimeSpan Thinks { get; set; }

    /// <summary>Each n-th question is lost; 0 loses none.</summary>
    public int LosesEvery { get; set; }

    /// <summary>The zone's serial here, when it differs from the script's.</summary>
    public uint? Serial { get; set; }

    /// <summary>Adds a trouble.</summary>
    public void Add(DnsTrouble trouble) => _troubles.Add(trouble);

    internal bool Has(DnsTrouble trouble) => _troubles.Contains(trouble);

    /// <summary>Whether nobody listens on TCP.</summary>
    internal bool WithoutTcp => Has(DnsTrouble.UdpOnly) || Has(DnsTrouble.TruncatesWithoutTcp);
}
