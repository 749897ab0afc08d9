using System.Globalization;

namespace Sextant.Measurement.Lake;

/// <summary>One Parquet file of the lake.</summary>
/// <param name="Path">Under the lake's folder.</param>
/// <param name="FullPath">Where it is.</param>
/// <param name="Day">UTC day of what it holds.</param>
/// <param name="Campaign">The campaign.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its SHA-256 in hexadecimal.</param>
public sealed record LakeFile(string Path, string FullPath, DateOnly Day, string Campaign, long Rows, long Bytes, string Sha256);

/// <summary>How many targets a tag was said of.</summary>
public sealed record TagCount(string Tag, long Targets);

/// <summary>Which part of the lake is looked at; what is null is not asked for.</summary>
/// <param name="From">First UTC day.</param>
/// <param name="To">Last UTC day.</param>
/// <param name="Campaign">One campaign.</param>
public sealed record LakeRange(DateOnly? From = null, DateOnly? To = null, string? Campaign = null)
{
    internal static string Word(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static DateOnly Read(string word) => DateOnly.ParseExact(word, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
