using Sextant.Measurement.Storage;

namespace Sextant.Measurement.Lake;

/// <summary>How much a table of the lake holds.</summary>
/// <param name="Table">The table.</param>
/// <param name="Files">Its files.</param>
/// <param name="Rows">Their rows.</param>
/// <param name="Bytes">Their bytes.</param>
public sealed record LakeSize(LakeTable Table, int Files, long Rows, long Bytes);
