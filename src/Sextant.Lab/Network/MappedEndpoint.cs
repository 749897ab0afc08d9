using System.Net;

namespace Sextant.Lab.Network;

/// <summary>One virtual endpoint and the socket on loopback that stands for it.</summary>
/// <param name="Virtual">The address and port of the world.</param>
/// <param name="Transport">TCP or UDP.</param>
/// <param name="Real">A socket of the lab's process on [::1] or 127.0.0.1.</param>
public sealed record MappedEndpoint(IPEndPoint Virtual, Transport Transport, IPEndPoint Real);
