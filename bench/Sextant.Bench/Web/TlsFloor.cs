using System.Runtime.InteropServices;

namespace Sextant.Bench.Web;

/// <summary>The same handshakes in C (<c>bench/native/tls-handshakes.c</c>), when <c>bench/prepare</c> has built it.</summary>
internal static class TlsFloor
{
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate double Handshakes(int ipv6, int port, [MarshalAs(UnmanagedType.LPUTF8Str)] string host, [MarshalAs(UnmanagedType.LPUTF8Str)] string roots, int count);

    /// <summary>µs of processor time for one; null where the peer was not built.</summary>
    public static double? Measure(bool ipv6, int port, string host, string roots, int count)
    {
        string path = Repository.Artifact("bench", "libtls-handshakes.so");
        if (!File.Exists(path))
        {
            return null;
        }

        var handshakes = Marshal.GetDelegateForFunctionPointer<Handshakes>(NativeLibrary.GetExport(NativeLibrary.Load(path), "handshakes"));
        double each = handshakes(ipv6 ? 1 : 0, port, host, roots, count);
        return each >= 0 ? each : throw new InvalidOperationException($"the peer in C failed: {each}");
    }
}
