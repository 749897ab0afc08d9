using System.Buffers.Binary;
using Sextant.Lab.Network;
using Sextant.Lab.Serving;
using Sextant.Wire.Dns;

namespace Sextant.Lab.Dns;

/// <summary>DNS over TCP: messages behind a length of two bytes (RFC 1035 section 4.2.2), several on one connection (RFC 7766).</summary>
internal sealed class DnsTcpService(IDnsService service) : ITcpService
{
    private const int QuestionsPerConnection = 500;

    public async Task ServeAsync(Stream stream, Served served, CancellationToken cancellation)
    {
        byte[] length = new byte[2];
        for (int i = 0; i < QuestionsPerConnection; i++)
        {
            if (await stream.ReadAtLeastAsync(length, 2, false, cancellation).ConfigureAwait(false) < 2)
            {
                return;
            }

            byte[] bytes = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
            await stream.ReadExactlyAsync(bytes, cancellation).ConfigureAwait(false);
            if (!DnsReader.TryRead(bytes, out var query, out _))
            {
                return;
            }

            var reply = service.Answer(query, Transport.Tcp, served);
            await served.PauseAsync(reply.Thinks, cancellation).ConfigureAwait(false);
            if (reply.Bytes is not { } answer || answer.Length > ushort.MaxValue)
            {
                return;
            }

            byte[] framed = new byte[answer.Length + 2];
            BinaryPrimitives.WriteUInt16BigEndian(framed, (ushort)answer.Length);
            answer.CopyTo(framed, 2);
            await stream.WriteAsync(framed, cancellation).ConfigureAwait(false);
        }
    }
}
