namespace Sextant.Measurement.Evidence;

/// <summary>What a segment's file is called: its writer, a number, and the suffix.</summary>
internal static class SegmentName
{
    /// <summary>Ends the name of every segment.</summary>
    internal const string Suffix = ".seg";

    /// <summary>The writer in a file's name.</summary>
    internal static string WriterOf(string path) => Path.GetFileName(path).Split('-')[0];
}
