namespace Sextant.Net.Bulk;

/// <summary>Nobody answers any more: to go on would only write failures down that are none of the names'.</summary>
public sealed class BulkSilenceException(TimeSpan silence, long lost)
    : IOException($"Nothing was answered for {silence.TotalSeconds:0} s, to {lost} questions.")
{
    public TimeSpan Silence { get; } = silence;

    /// <summary>Questions that nothing came back for in that time.</summary>
    public long Lost { get; } = lost;
}
