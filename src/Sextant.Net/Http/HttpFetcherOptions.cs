namespace Sextant.Net.Http;

/// <summary>Bounds of one fetch and what it says of itself.</summary>
public sealed record HttpFetcherOptions
{
    /// <summary>Version of the program, for the User-Agent.</summary>
    public string Version { get; init; } = "0.1.0";

    /// <summary>Where the measured can ask to be left out; shown in the User-Agent. Default none, which a public vantage should not keep.</summary>
    public string? Contact { get; init; }

    /// <summary>Vietnamese first, then English: both families are asked the same, so that both get the same language.</summary>
    public string AcceptLanguage { get; init; } = "vi,en;q=0.5";

    /// <summary>10 s for connecting, handshakes and transfer of all hops together (criterion WEB-03); waiting for turns and name lookups are not counted.</summary>
    public TimeSpan TotalTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>10 s from a request to the end of its response's headers, however slowly they drip.</summary>
    public TimeSpan HeadersTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>4 s: what Internet.nl waits for a TCP connection, so verdicts compare.</summary>
    public TimeSpan ConnectTimeout { get; init; } = Dialling.Dialler.DefaultTimeout;

    /// <summary>5 s for a handshake.</summary>
    public TimeSpan TlsTimeout { get; init; } = Tls.TlsDialogue.DefaultTimeout;

    /// <summary>20 redirects, where browsers give up (Fetch standard, HTTP-redirect fetch): what a visitor reaches is no dead end.</summary>
    public int MaxRedirects { get; init; } = 20;

    /// <summary>3 addresses of a redirect's host are tried: enough that one dead address does not hide the page, few enough for the time limit.</summary>
    public int MaxAddresses { get; init; } = 3;

    /// <summary>2 MiB as transferred: 99 % of home pages are under 300 KB.</summary>
    public int MaxTransfer { get; init; } = 2 * 1024 * 1024;

    /// <summary>8 MiB decompressed: four times the transfer bound, the usual ratio of HTML.</summary>
    public int MaxBody { get; init; } = 8 * 1024 * 1024;

    /// <summary>8 MiB more are passed over to tell a long body of unknown length from one that never ends.</summary>
    public int MaxPassedOver { get; init; } = 8 * 1024 * 1024;

    /// <summary>1 MiB of a decompressed body is there for who fetches it; what lies beyond goes into its length and digest alone.</summary>
    public int MaxHead { get; init; } = 1024 * 1024;

    /// <summary>64 KiB of a body are kept without further ado: no more than its connection holds with TLS.</summary>
    public int FreeHead { get; init; } = 64 * 1024;

    /// <summary>
    /// 256 bodies longer than that are in memory at once, until they were looked at, so that hostile ones hold 512 MiB at most (the others' heads, or 2 MiB of Brotli before it is
    /// unpacked) and 256 MiB otherwise. Where all are taken a fetch waits before it reads on, in the order of asking, and its time stands still.
    /// </summary>
    public int MaxLongBodies { get; init; } = 256;

    /// <summary>32 KiB of response headers: twice what common servers send at most.</summary>
    public int MaxHeadersKib { get; init; } = 32;

    /// <summary>3 s without a byte is silence; a body that still flows at the time limit is endless.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(3);

    internal string UserAgent => Contact is null ? $"Sextant/{Version}" : $"Sextant/{Version} (+{Contact})";
}
