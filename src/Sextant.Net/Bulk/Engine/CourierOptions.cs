namespace Sextant.Net.Bulk.Engine;

/// <summary>What a courier needs to know, in ticks of its clock.</summary>
internal sealed record CourierOptions
{
    public required int InFlight { get; init; }

    /// <summary>Each lane leads to one server; else one lane leads to many, and where an answer came from is compared.</summary>
    public required bool Connected { get; init; }

    public required bool RecursionDesired { get; init; }

    public required int Tries { get; init; }

    public required long Timeout { get; init; }

    public required long ShortestWait { get; init; }

    public required ushort UdpPayload { get; init; }

    /// <summary>When nothing was answered for so long, it is over.</summary>
    public required long Silence { get; init; }

    public static CourierOptions Of(BulkOptions options, bool connected, TimeProvider time) => new()
    {
        InFlight = options.InFlight,
        Connected = connected,
        RecursionDesired = connected,
        Tries = options.Tries,
        Timeout = Ticks(options.Timeout, time),
        ShortestWait = Ticks(options.ShortestWait < options.Timeout ? options.ShortestWait : options.Timeout, time),
        UdpPayload = options.UdpPayload,
        Silence = Ticks(options.Silence, time),
    };

    public static long Ticks(TimeSpan span, TimeProvider time) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
