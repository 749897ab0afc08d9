using System.Globalization;
using System.Text;

namespace Sextant.Checks.Web.Content;

/// <summary>
/// Gathers a sequence of words and keeps a sketch of its runs: the smallest hashes of all runs of a few words. Two sketches of the same
/// size give an unbiased estimate of how much two texts share (Broder's bottom-k), in bounded space whatever the page's size.
/// </summary>
internal sealed class Shingles
{
    // Hashes kept: 400 give the share to within 2.5 percentage points (one standard deviation, at one half): finer than any threshold used.
    public const int Kept = 400;
    private const int LongestWord = 24;
    private const int MostRuns = 200_000;
    private const int ShortestToken = 4;
    private const int TokenRises = 2;

    private readonly int window;
    private readonly Queue<uint> last = new();
    private readonly uint[] kept = new uint[Kept]; // in order
    private readonly char[] word = new char[LongestWord];
    private int keptCount;
    private int length;
    private uint newest;
    private bool hasDigit;
    private bool onlyHex = true;
    private bool lower;
    private int rises;
    private int tooLong;
    private int runs;

    public Shingles(int window = 3) => this.window = window;

    /// <summary>How many words were added.</summary>
    public int Words { get; private set; }

    /// <summary>The first words, for those who look for phrases.</summary>
    public StringBuilder Head { get; } = new();

    /// <summary>Adds running text: words are runs of letters, marks and digits, folded to lower case.</summary>
    public void AddText(string text)
    {
        foreach (char c in text)
        {
            if (char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark)
            {
                hasDigit |= char.IsDigit(c);
                onlyHex &= char.IsAsciiHexDigit(c);
                rises += lower && char.IsUpper(c) ? 1 : 0;
                lower = char.IsLower(c);
                if (length < LongestWord)
                {
                    word[length++] = char.ToLowerInvariant(c);
                }
                else
                {
                    tooLong++;
                }
            }
            else
            {
                EndWord();
            }
        }
    }

    /// <summary>An element begins: text before and after it is no single word, unless the element stands inside lines.</summary>
    public void EndRun(string element)
    {
        if (element is not ("b" or "i" or "em" or "strong" or "span" or "font" or "u" or "small" or "sup" or "sub" or "mark"))
        {
            EndWord();
        }
    }

    /// <summary>Adds one word as it is; the empty word adds nothing.</summary>
    public void Add(string whole)
    {
        if (whole.Length > 0)
        {
            AddHash(Hash(whole.AsSpan(0, Math.Min(whole.Length, LongestWord))));
        }
    }

    /// <summary>The sketch: sorted and distinct.</summary>
    public IReadOnlyList<uint> Finish()
    {
        EndWord();
        if (keptCount == 0 && last.Count > 0)
        {
            Keep(Combine()); // fewer words than a run has: all of them are one run
        }

        return kept[..keptCount];
    }

    // Dates, counters, prices and session marks change from one fetch to the next, so every word with a digit is the same word, and so are
    // pieces of hexadecimal ("beef") and of base64 ("aXbQrT"); over-long words are tokens and say nothing.
    private void EndWord()
    {
        if (length == 0)
        {
            return;
        }

        if (Head.Length < 4000)
        {
            Head.Append(word, 0, length).Append(' ');
        }

        if (tooLong == 0)
        {
            bool token = hasDigit || (onlyHex && length >= ShortestToken) || rises >= TokenRises;
            AddHash(token ? 0u : Hash(word.AsSpan(0, length)));
        }

        length = 0;
        hasDigit = lower = false;
        onlyHex = true;
        rises = 0;
        tooLong = 0;
    }

    private void AddHash(uint hash)
    {
        if (runs >= MostRuns)
        {
            return;
        }

        // "12 345,67" and "12 346" are one number: numbers in a row count once.
        if (hash == 0 && last.Count > 0 && newest == 0)
        {
            return;
        }

        Words++;
        last.Enqueue(newest = hash);
        if (last.Count > window)
        {
            last.Dequeue();
        }

        if (last.Count == window)
        {
            runs++;
            Keep(Combine());
        }
    }

    private void Keep(uint hash)
    {
        int at = kept.AsSpan(0, keptCount).BinarySearch(hash);
        if (at >= 0 || ~at == Kept)
        {
            return;
        }

        keptCount = Math.Min(keptCount + 1, Kept);
        kept.AsSpan(~at, keptCount - ~at - 1).CopyTo(kept.AsSpan(~at + 1));
        kept[~at] = hash;
    }

    private uint Combine()
    {
        uint hash = 2166136261;
        foreach (uint part in last)
        {
            hash = Mix(hash, part);
        }

        return Finalise(hash);
    }

    // FNV-1a: stable over processes and versions, which string.GetHashCode is not. It is no defence: who builds collisions
    // makes his own two pages look alike to us and gains nothing he could not have by serving the same page.
    private static uint Hash(ReadOnlySpan<char> text)
    {
        uint hash = 2166136261;
        foreach (char c in text)
        {
            hash = unchecked((hash ^ (byte)c) * 16777619u);
            hash = unchecked((hash ^ (byte)(c >> 8)) * 16777619u);
        }

        return hash == 0 ? 1 : hash;
    }

    private static uint Mix(uint hash, uint part)
    {
        for (int shift = 0; shift < 32; shift += 8)
        {
            hash = unchecked((hash ^ ((part >> shift) & 0xFF)) * 16777619u);
        }

        return hash;
    }

    // The smallest hashes are kept, so all bits must be well mixed (the finaliser of MurmurHash3).
    private static uint Finalise(uint hash)
    {
        hash = unchecked((hash ^ (hash >> 16)) * 0x85EBCA6Bu);
        hash = unchecked((hash ^ (hash >> 13)) * 0xC2B2AE35u);
        return hash ^ (hash >> 16);
    }
}
