using System.Globalization;
using System.IO.Compression;
using System.Text;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Papers.Writing;

/// <summary>One paper of many, on its way into an archive.</summary>
/// <param name="Stem">What its file is called behind its number.</param>
/// <param name="Cells">What the list says of it behind number and file, each as a cell already.</param>
internal sealed record ArchivedPaper(string Stem, byte[] Content, IReadOnlyList<string> Cells);

/// <summary>Many papers as one ZIP, with a list of them in the CSV of its language.</summary>
internal static class PaperArchive
{
    /// <param name="columns">The header of the list, a key of the texts.</param>
    /// <param name="papers">Each is written before the next is asked for.</param>
    internal static byte[] Write(PaperTexts t, string columns, IEnumerable<ArchivedPaper> papers)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            char by = CsvWriter.Separator(t.Language);
            var list = new StringBuilder(t[columns]).Append("\r\n");
            foreach ((int i, ArchivedPaper paper) in papers.Index())
            {
                string name = string.Create(CultureInfo.InvariantCulture, $"{i + 1:000}-{paper.Stem}.docx");
                using (Stream entry = archive.CreateEntry(name).Open())
                {
                    entry.Write(paper.Content);
                }

                list.Append(CultureInfo.InvariantCulture, $"{i + 1}{by}{name}{by}").AppendJoin(by, paper.Cells).Append("\r\n");
            }

            // With its mark, or Excel reads Vietnamese letters as Latin ones.
            using Stream index = archive.CreateEntry(t["letters.list"]).Open();
            index.Write([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(list.ToString())]);
        }

        return stream.ToArray();
    }
}
