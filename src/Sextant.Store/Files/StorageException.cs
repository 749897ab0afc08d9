using System.Globalization;
using System.Runtime.InteropServices;

namespace Sextant.Store.Files;

/// <summary>The disk did not keep what it was given. What was being written is not acknowledged.</summary>
public sealed class StorageException : IOException
{
    private StorageException(string sentence, int errorNumber, string path)
        : base(sentence)
    {
        ErrorNumber = errorNumber;
        Path = path;
    }

    /// <summary>The system's error number (<c>errno</c>); 0 when it gave none.</summary>
    public int ErrorNumber { get; }

    /// <summary>The file or folder.</summary>
    public string Path { get; }

    /// <summary>True when the disk, or the quota, is full.</summary>
    public bool IsFull => ErrorNumber is Errno.NoSpace or Errno.Quota;

    /// <summary>A fault with a number of the system, in a sentence an operator can act on.</summary>
    public static StorageException Of(string operation, string path, int errorNumber)
    {
        string advice = errorNumber switch
        {
            Errno.NoSpace => "the disk is full: free space, then start again; nothing acknowledged is lost",
            Errno.Quota => "the disk quota is used up: raise it or free space; nothing acknowledged is lost",
            Errno.InputOutput => "the disk reports an input/output error: look at the system log and the disk's health; nothing acknowledged is lost",
            Errno.ReadOnly => "the file system is read-only: it may have been remounted after an error",
            Errno.Access or Errno.NotPermitted => "this user may not write there",
            _ => Marshal.GetPInvokeErrorMessage(errorNumber),
        };
        return new StorageException(
            string.Create(CultureInfo.InvariantCulture, $"Cannot {operation} '{path}': {advice} (errno {errorNumber})."), errorNumber, path);
    }

    /// <summary>A fault found by reading: what is stored is not what was written.</summary>
    public static StorageException Corrupt(string path, string what) => new($"'{path}' is damaged: {what}.", 0, path);

    /// <summary>A file that an earlier fault made unusable for further writes.</summary>
    public static StorageException Poisoned(string path) =>
        new($"'{path}' takes no more writes, because an earlier write or sync of it failed.", Errno.InputOutput, path);
}

/// <summary>Error numbers of Linux that are told apart.</summary>
public static class Errno
{
    /// <summary>EPERM.</summary>
    public const int NotPermitted = 1;

    /// <summary>EINTR.</summary>
    public const int Interrupted = 4;

    /// <summary>EIO.</summary>
    public const int InputOutput = 5;

    /// <summary>EAGAIN and EWOULDBLOCK.</summary>
    public const int Again = 11;

    /// <summary>EACCES.</summary>
    public const int Access = 13;

    /// <summary>EINVAL.</summary>
    public const int Invalid = 22;

    /// <summary>ENOSPC.</summary>
    public const int NoSpace = 28;

    /// <summary>EROFS.</summary>
    public const int ReadOnly = 30;

    /// <summary>EDQUOT.</summary>
    public const int Quota = 122;
}
