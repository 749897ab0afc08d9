using System.Runtime.InteropServices;

namespace Sextant.Bench.Addresses;

/// <summary>The peer in C, DIR-24-8, when <c>bench/prepare</c> has built it.</summary>
internal static partial class Dir24
{
    private const string Library = "dir24-8";

    /// <summary>Fills the peer; ranges are given widest first, so that the narrowest holds. False when it was not built.</summary>
    public static bool TryFill(string folder, IEnumerable<(uint First, uint Last, uint Value)> ranges)
    {
        string path = Path.Combine(folder, $"lib{Library}.so");
        if (!File.Exists(path))
        {
            return false;
        }

        NativeLibrary.SetDllImportResolver(typeof(Dir24).Assembly, (name, _, _) => name == Library ? NativeLibrary.Load(path) : 0);
        if (Init() != 0)
        {
            throw new InvalidOperationException("the peer got no memory");
        }

        foreach ((uint first, uint last, uint value) in ranges)
        {
            if (Add(first, last, value) != 0)
            {
                throw new InvalidOperationException("the peer got no memory");
            }
        }

        return true;
    }

    [LibraryImport(Library, EntryPoint = "dir_sum")]
    public static partial ulong Sum(ReadOnlySpan<uint> addresses, ulong count);

    [LibraryImport(Library, EntryPoint = "dir_init")]
    private static partial int Init();

    [LibraryImport(Library, EntryPoint = "dir_add")]
    private static partial int Add(uint first, uint last, uint value);
}
