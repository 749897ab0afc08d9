using Sextant.Measurement.Storage;

namespace Sextant.Measurement.Retention;

/// <summary>What of a class of data is past its time.</summary>
/// <param name="Class">The class.</param>
/// <param name="Before">What is older than the beginning of this day.</param>
/// <param name="Files">Files; 0 for what lies in the database.</param>
/// <param name="Rows">Rows; of the evidence, items.</param>
/// <param name="Bytes">Bytes of the files.</param>
public sealed record PastData(DataClass Class, DateOnly Before, int Files, long Rows, long Bytes);
