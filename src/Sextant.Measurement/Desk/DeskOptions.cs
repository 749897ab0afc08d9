namespace Sextant.Measurement.Desk;

/// <summary>Bounds of measuring at a visitor's wish.</summary>
public sealed record DeskOptions
{
    /// <summary>How long a measurement stands before the same name is measured again. 10 minutes: repairs take longer than that to be seen.</summary>
    public TimeSpan Again { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Names that may wait. 50: at ten seconds a name and two at once, the last waits four minutes.</summary>
    public int QueueLength { get; init; } = 50;

    /// <summary>Names measured at once.</summary>
    public int Workers { get; init; } = 2;

    /// <summary>Measurements one client network may ask for in <see cref="QuotaWindow"/>. 6: an administrator at work, not a crawler.</summary>
    public int PerClient { get; init; } = 6;

    /// <summary>The window of <see cref="PerClient"/>.</summary>
    public TimeSpan QuotaWindow { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Client networks remembered at once. 10,000: beyond, the desk serves nobody new until some are forgotten.</summary>
    public int MostClients { get; init; } = 10_000;
}
