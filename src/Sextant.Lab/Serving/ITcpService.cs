using System.Net;

namespace Sextant.Lab.Serving;

/// <summary>What answers on a TCP endpoint of the world. Called once for each connection; whatever it throws for the network's sake ends that connection only.</summary>
internal interface ITcpService
{
    Task ServeAsync(Stream stream, Served served, CancellationToken cancellation);
}

/// <summary>What a service knows of the world around one connection or datagram.</summary>
/// <param name="At">The virtual endpoint it came to.</param>
/// <param name="Counters">What happened before.</param>
/// <param name="Options">How the world behaves in time.</param>
internal sealed record Served(IPEndPoint At, Counters Counters, WorldOptions Options)
{
    public Task PauseAsync(TimeSpan time, CancellationToken cancellation) =>
        time <= TimeSpan.Zero ? Task.CompletedTask : Task.Delay(time, Options.Clock, cancellation);
}
