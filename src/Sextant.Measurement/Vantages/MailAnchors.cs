using Sextant.Checks.Observations;
using Sextant.Measurement.Probes;
using Sextant.Wire;

namespace Sextant.Measurement.Vantages;

/// <summary>Configured mail servers: without one that greets, silence at port 25 may be this network's own filter.</summary>
internal sealed class MailAnchors(ScanSession session, VantageOptions options)
{
    public async Task<AnchorLook[]> LookAsync(CancellationToken cancellation)
    {
        AnchorLook[][] looks = await Task.WhenAll(options.Smtp.Select(name => LookAtAsync(name, cancellation))).ConfigureAwait(false);
        return [.. looks.SelectMany(group => group)];
    }

    private async Task<AnchorLook[]> LookAtAsync(string name, CancellationToken cancellation)
    {
        Lookup[] found = await Task.WhenAll(
            session.Names.LookAsync(name, "A", cancellation),
            session.Names.LookAsync(name, "AAAA", cancellation)).ConfigureAwait(false);
        SmtpLook[] talks = await Task.WhenAll(found
            .SelectMany(lookup => lookup.Addresses.Take(1))
            .Select(address => session.Talks.TalkAsync(address, name, cancellation))).ConfigureAwait(false);
        return [.. talks.Select(talk => new AnchorLook
        {
            Role = "smtp",
            Name = name,
            Address = talk.Address,
            Family = talk.Family,
            Port = 25,
            // A 5xx to a stranger still proves that port 25 leaves the network.
            Healthy = talk.GreetingCode is not null,
            Failure = talk.GreetingCode is null ? talk.Failure : null,
            Milliseconds = talk.Attempts[^1].Milliseconds,
        })];
    }
}
