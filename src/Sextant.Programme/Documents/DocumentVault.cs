using System.Security.Cryptography;
using Sextant.Programme.Register;
using Sextant.Store.Files;

namespace Sextant.Programme.Documents;

/// <summary>
/// The bytes of files, beside the database, each under the hash of its content: one file however often it is uploaded, and no name that a stranger chose
/// ever becomes a path. A file is there whole before a row names it; one that no row names is only room taken.
/// </summary>
/// <param name="folder">Where they lie.</param>
/// <param name="mostBytes">Bytes that one file may have; null: <see cref="DefaultBytes"/>.</param>
/// <param name="mostOfUnit">Bytes that all files may have that one unit adds to its reports; null: <see cref="DefaultOfUnit"/>.</param>
public sealed class DocumentVault(string folder, long? mostBytes = null, long? mostOfUnit = null)
{
    /// <summary>32 MiB: a scanned decision of some hundred pages.</summary>
    public const long DefaultBytes = 32L << 20;

    /// <summary>1 GiB, 32 files of the largest size: the evidence of a hundred tasks.</summary>
    public const long DefaultOfUnit = 32 * DefaultBytes;

    /// <summary>Bytes that one file may have.</summary>
    public long MostBytes { get; } = mostBytes ?? DefaultBytes;

    /// <summary>Bytes that all files may have that one unit adds to its reports.</summary>
    public long MostOfUnit { get; } = mostOfUnit ?? DefaultOfUnit;

    /// <summary>Reads a stream up to the bound.</summary>
    /// <exception cref="RefusedException">It is empty or too long: <c>file-empty</c>, <c>file-large</c>.</exception>
    internal async Task<byte[]> ReadAsync(Stream content, CancellationToken cancellation)
    {
        using var buffer = new MemoryStream();
        byte[] part = new byte[64 * 1024];
        int read;
        while ((read = await content.ReadAsync(part, cancellation).ConfigureAwait(false)) > 0)
        {
            if (buffer.Length + read > MostBytes)
            {
                throw new RefusedException("file-large", MostBytes >> 20);
            }

            buffer.Write(part, 0, read);
        }

        return buffer.Length > 0 ? buffer.ToArray() : throw new RefusedException("file-empty");
    }

    /// <summary>Looks at a file that somebody sent, without keeping it: whether it is taken, and its tame name.</summary>
    /// <exception cref="RefusedException">Too long, empty, or of a kind that is not taken.</exception>
    public async Task<SentFile> LookAsync(string? name, Stream content, CancellationToken cancellation = default)
    {
        byte[] bytes = await ReadAsync(content, cancellation).ConfigureAwait(false);
        string tame = DocumentFileForm.Name(name);
        return new SentFile(bytes, Convert.ToHexStringLower(SHA256.HashData(bytes)), tame, DocumentFileForm.TypeOf(tame, bytes));
    }

    /// <summary>Keeps a file that somebody sent, for a row to name it: checked, under a tame name.</summary>
    /// <exception cref="RefusedException">Too long, empty, or of a kind that is not taken.</exception>
    /// <exception cref="StorageException">The disk does not take it.</exception>
    public async Task<DocumentFileView> KeepAsync(string? name, Stream content, CancellationToken cancellation = default)
    {
        SentFile sent = await LookAsync(name, content, cancellation).ConfigureAwait(false);
        return new DocumentFileView(Keep(sent.Content), sent.Name, sent.Type, sent.Content.Length);
    }

    /// <summary>Keeps bytes; gives their hash.</summary>
    /// <exception cref="StorageException">The disk does not take them.</exception>
    internal string Keep(byte[] bytes)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        string path = PathOf(hash);
        DurableFile.CreateFolder(System.IO.Path.GetDirectoryName(path)!);

        // Also over one that is there with another length: a machine that lost power may have left it so.
        if (!File.Exists(path) || new FileInfo(path).Length != bytes.Length)
        {
            DurableFile.Write(path, bytes);
        }

        return hash;
    }

    /// <summary>Removes bytes that no row names any more; none are there: nothing.</summary>
    internal void Remove(string hash)
    {
        string path = PathOf(hash);
        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }

    /// <summary>Opens what a row names; null when it is gone or has another length than the row says.</summary>
    public FileStream? Open(DocumentFileView file)
    {
        if (file.Sha256.Length != 64 || !file.Sha256.All(c => char.IsAsciiDigit(c) || c is >= 'a' and <= 'f'))
        {
            return null;
        }

        try
        {
            var stream = new FileStream(PathOf(file.Sha256), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 64 * 1024, useAsync: true);
            if (stream.Length == file.Bytes)
            {
                return stream;
            }

            stream.Dispose();
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            // Said by the null: a backup without files, or a disk that lost them.
        }

        return null;
    }

    private string PathOf(string hash) => System.IO.Path.Combine(folder, hash[..2], hash);
}

/// <summary>A file that somebody sent and that is not kept yet.</summary>
/// <param name="Sha256">The hash of its content, under which it will be kept.</param>
/// <param name="Name">Its tame name.</param>
/// <param name="Type">One of the types that are taken.</param>
public sealed record SentFile(byte[] Content, string Sha256, string Name, string Type);
