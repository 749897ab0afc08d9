using Microsoft.Win32.SafeHandles;

namespace Sextant.Store.Files;

/// <summary>Who may read a file or folder, where the system knows such rights.</summary>
internal static class FileRights
{
    /// <summary>0700.</summary>
    internal const int OwnerFolder = 0x1C0;

    /// <summary>0600.</summary>
    internal const int OwnerFile = 0x180;

    /// <summary>0050 beside the owner's: the group lists and enters.</summary>
    internal const int GroupReads = 0x28;

    /// <summary>Makes a folder, and its missing parents, with these rights; one that is there keeps its own.</summary>
    internal static void MakeFolder(string folder, int rights)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, (UnixFileMode)rights);
        }
    }

    /// <summary>Gives an open file these rights.</summary>
    internal static void Set(SafeFileHandle file, int rights)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, (UnixFileMode)rights);
        }
    }

    /// <summary>Gives a file these rights.</summary>
    internal static void Set(string file, int rights)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, (UnixFileMode)rights);
        }
    }
}
