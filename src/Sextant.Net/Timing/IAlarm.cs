namespace Sextant.Net.Timing;

/// <summary>What a <see cref="TimeWheel"/> rings.</summary>
internal interface IAlarm
{
    /// <summary>Its time is up. May come, once, while it is being taken off.</summary>
    void Ring();
}
