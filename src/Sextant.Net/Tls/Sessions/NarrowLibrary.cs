using System.Runtime.InteropServices;
using static Sextant.Net.Tls.Sessions.OpenSslProviderCalls;

namespace Sextant.Net.Tls.Sessions;

/// <summary>
/// A library context of OpenSSL 3 of our own that knows of the default provider's algorithms only those that a TLS client needs. For each certificate OpenSSL 3.0 looks through all key types, all
/// decoders and all else that it has fetched to find who reads the key: two fifths of a handshake. Among few it finds it soon; the algorithms themselves are the very same. What is signed in a way that is not
/// here is no chain of which the handshake knows that it is well, and left to the judge, who has them all (decision 0064).
/// </summary>
internal static class NarrowLibrary
{
    private const string Name = "sextant";

    // By the beginning of their names, and each with its other names behind it. The counter and the block mode are for random numbers, SHA-1 for how OpenSSL files names.
    private static readonly Dictionary<Operation, string[]> Kept = new()
    {
        [Operation.Digest] = ["SHA1:", "SHA2-256:", "SHA2-384:", "SHA2-512:", "MD5:"],
        [Operation.Cipher] = ["AES-128-GCM:", "AES-256-GCM:", "ChaCha20-Poly1305", "AES-128-CBC", "AES-256-CBC", "AES-256-CTR", "AES-256-ECB", "NULL"],
        [Operation.Mac] = ["HMAC"],
        [Operation.Kdf] = ["HKDF", "TLS13-KDF", "TLS1-PRF"],
        [Operation.Keys] = ["RSA:", "RSA-PSS:", "EC:", "ED25519", "ED448", "X25519", "X448", "DH:", "HKDF", "TLS1-PRF", "HMAC"],
        [Operation.Decoder] = ["RSA:", "RSA-PSS:", "EC:", "ED25519", "ED448"],
        [Operation.Encoder] = [],
        [Operation.Store] = [],
    };

    private static readonly Lazy<nint> One = new(Make);
    private static readonly nint[] Tables = new nint[Most];
    private static nint provider;

    // OpenSSL knows their addresses only: they live as long as the process does.
    private static readonly Begin Beginning = Start;
    private static readonly Query Querying = (nint _, int operation, out int uncached) =>
    {
        uncached = 0;
        return operation is > 0 and < Most ? Tables[operation] : 0;
    };

    private static readonly Capabilities Telling = (_, what, tell, argument) => Tell(provider, what, tell, argument);

    /// <summary>The library context; 0, which is everybody's, where it cannot be made or where the machine wants certified algorithms alone.</summary>
    public static nint Context => One.Value;

    private static nint Make()
    {
        if (WantsCertified(0) == 1 || (provider = Load(0, "default", 1)) == 0)
        {
            return 0;
        }

        for (int operation = 1; operation < Most; operation++)
        {
            nint all = Ask(provider, operation, out _);
            Tables[operation] = all != 0 && Kept.TryGetValue((Operation)operation, out string[]? kept) ? Narrowed(all, kept, (Operation)operation) : all;
        }

        nint library = NewLibrary();
        return library != 0 && Add(library, Name, Marshal.GetFunctionPointerForDelegate(Beginning)) == 1 && Load(library, Name, 0) != 0 ? library : 0;
    }

    // OSSL_ALGORITHM: | names | properties | functions | description |, the last one without a name.
    private static nint Narrowed(nint all, string[] kept, Operation operation)
    {
        var places = new List<nint>();
        for (nint at = all; Marshal.ReadIntPtr(at) != 0; at += 4 * nint.Size)
        {
            string names = Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(at))!;
            string properties = Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(at, nint.Size)) ?? "";
            bool reads = operation != Operation.Decoder || (properties.Contains("input=der", StringComparison.Ordinal) && properties.Contains("structure=SubjectPublicKeyInfo", StringComparison.Ordinal));
            if (reads && Array.Exists(kept, name => (names + ":").StartsWith(name, StringComparison.Ordinal)))
            {
                places.Add(at);
            }
        }

        nint few = Marshal.AllocHGlobal((places.Count + 1) * 4 * nint.Size);
        for (int i = 0; i <= places.Count; i++)
        {
            for (int field = 0; field < 4 * nint.Size; field += nint.Size)
            {
                Marshal.WriteIntPtr(few, (i * 4 * nint.Size) + field, i < places.Count ? Marshal.ReadIntPtr(places[i], field) : 0);
            }
        }

        return few;
    }

    // OSSL_DISPATCH: | number, padded | function |, the last one with number 0. The functions of the algorithms are given the default provider's state, as ever.
    private static int Start(nint handle, nint core, out nint functions, out nint state)
    {
        functions = Marshal.AllocHGlobal(3 * 2 * nint.Size);
        (int Number, nint Function)[] all =
        [
            (QueryOperation, Marshal.GetFunctionPointerForDelegate(Querying)), (GetCapabilities, Marshal.GetFunctionPointerForDelegate(Telling)), (0, 0),
        ];
        for (int i = 0; i < all.Length; i++)
        {
            Marshal.WriteIntPtr(functions, i * 2 * nint.Size, all[i].Number);
            Marshal.WriteIntPtr(functions, ((i * 2) + 1) * nint.Size, all[i].Function);
        }

        state = StateOf(provider);
        return 1;
    }
}
