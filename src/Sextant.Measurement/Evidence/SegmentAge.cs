namespace Sextant.Measurement.Evidence;

/// <summary>
/// Whether what lies in a segment is taken for a later scan's, so that it is not written again. By the time at which the last item came into it, which the file
/// system keeps; so the system's clock is asked, as it is by that.
/// </summary>
internal static class SegmentAge
{
    internal static bool Shares(string segment, EvidenceOptions options) => File.GetLastWriteTimeUtc(segment) >= (TimeProvider.System.GetUtcNow() - options.SharedFor).UtcDateTime;
}
