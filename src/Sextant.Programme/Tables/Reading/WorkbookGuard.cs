using System.IO.Compression;
using System.Xml;

namespace Sextant.Programme.Tables;

/// <summary>
/// Looks at a workbook's parts before any library does: their number, what they are, and how large they truly become when they are unpacked (what a ZIP's list says of that is
/// a stranger's word).
/// </summary>
internal static class WorkbookGuard
{
    private static readonly string[] Active = ["vbaproject", "/macrosheets/", "/activex/", "/embeddings/", "/ctrlprops/", "/dialogsheets/", "vbadata"];

    /// <summary>Whether it may be opened; says in <paramref name="faults"/> why not.</summary>
    internal static bool Check(byte[] content, TableLimits limits, TableFaults faults)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
            string? word = zip.Entries.Count > limits.Parts ? "workbook-parts"
                : zip.Entries.Any(entry => Active.Any(name => ("/" + entry.FullName).Contains(name, StringComparison.OrdinalIgnoreCase))) ? "file-macros"
                : zip.Entries.DistinctBy(entry => entry.FullName, StringComparer.OrdinalIgnoreCase).Count() < zip.Entries.Count ? "workbook-broken"
                : Parts(zip, limits);
            if (word is not null)
            {
                faults.File(word, word == "workbook-parts" ? limits.Parts : limits.UnpackedBytes >> 20);
            }

            return word is null;
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            faults.File("workbook-broken");
            return false;
        }
    }

    private static string? Parts(ZipArchive zip, TableLimits limits)
    {
        long unpacked = 0;
        byte[] buffer = new byte[64 << 10];
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            using Stream part = entry.Open();
            int first = part.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            if (LooksLikeXml(buffer.AsSpan(0, first)) && !HasPlainBeginning(buffer, first))
            {
                return "workbook-xml";
            }

            if (entry.FullName.EndsWith("[Content_Types].xml", StringComparison.OrdinalIgnoreCase)
                && System.Text.Encoding.UTF8.GetString(buffer, 0, first).Contains("macroEnabled", StringComparison.OrdinalIgnoreCase))
            {
                return "file-macros";
            }

            for (int read = first; read > 0; read = part.Read(buffer))
            {
                unpacked += read;
                if (unpacked > limits.UnpackedBytes)
                {
                    return "workbook-unpacked";
                }
            }
        }

        return null;
    }

    private static bool LooksLikeXml(ReadOnlySpan<byte> bytes) => bytes.IndexOf((byte)'<') is >= 0 and < 8;

    /// <summary>A document type stands before the first element or nowhere; entities, local or from elsewhere, come by it alone.</summary>
    private static bool HasPlainBeginning(byte[] buffer, int count)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, ConformanceLevel = ConformanceLevel.Document };
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(buffer, 0, count, writable: false), settings);
            return reader.MoveToContent() == XmlNodeType.Element;
        }
        catch (XmlException)
        {
            return false;
        }
    }
}
