using System.Net;

namespace Sextant.Lab.Dns;

/// <summary>The script of a name server. Without a word it answers as RFC 1035 and its successors ask, over UDP and TCP, on both families.</summary>
public sealed class NameServerScript : HostScript<NameServerScript>
{
    private readonly List<(Where Where, string? Zone, Action<ServerFace> Change)> _lines = [];

    internal NameServerScript(AddressPool pool, string host)
        : base(pool, host)
    {
    }

    /// <summary>Changes what it does; the general form of the lines below. With a zone: for questions in that zone alone.</summary>
    public NameServerScript Changes(Action<ServerFace> change, Where on = default, string? zone = null)
    {
        _lines.Add((on, zone is null ? null : Names.Fold(zone), change));
        return this;
    }

    /// <summary>Does something wrong.</summary>
    public NameServerScript Does(DnsTrouble trouble, Where on = default, string? zone = null) => Changes(f => f.Add(trouble), on, zone);

    /// <summary>Thinks so long before each answer.</summary>
    public NameServerScript Thinks(TimeSpan time, Where on = default, string? zone = null) => Changes(f => f.Thinks = time, on, zone);

    /// <summary>Loses each n-th question.</summary>
    public NameServerScript LosesEvery(int n, Where on = default, string? zone = null) => Changes(f => f.LosesEvery = n, on, zone);

    /// <summary>Has another serial than the other servers.</summary>
    public NameServerScript Serial(uint serial, Where on = default, string? zone = null) => Changes(f => f.Serial = serial, on, zone);

    internal ServerFace Face(IPAddress address, string zone)
    {
        var face = new ServerFace();
        foreach (var (where, only, change) in _lines)
        {
            if (where.Covers(address) && (only is null || only == zone))
            {
                change(face);
            }
        }

        return face;
    }
}
