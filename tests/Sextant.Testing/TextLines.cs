using System.Text;

namespace Sextant.Testing;

/// <summary>Lines of a conversation in text, as scripted servers speak it: byte by byte, so that nothing beyond a line is taken before TLS begins.</summary>
public static class TextLines
{
    /// <summary>Says a line, ended by CR LF.</summary>
    public static ValueTask SayAsync(this Stream stream, string text, CancellationToken cancellation) => stream.WriteAsync(Encoding.UTF8.GetBytes(text + "\r\n"), cancellation);

    /// <summary>The next line without its end; null when the other side says no more.</summary>
    public static async Task<string?> LineAsync(this Stream stream, CancellationToken cancellation)
    {
        var line = new StringBuilder();
        byte[] one = new byte[1];
        while (await stream.ReadAsync(one, cancellation) > 0)
        {
            if (one[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)one[0]);
        }

        return null;
    }
}
