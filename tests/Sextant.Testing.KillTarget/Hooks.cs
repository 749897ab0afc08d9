using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Sextant.Net;
using Sextant.Net.Dns;
using Sextant.Net.Guard;
using Sextant.Net.Http.Outward;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Webhooks;
using Sextant.Store.Databases;
using Sextant.Wire.Addresses;

namespace Sextant.Testing.KillTarget;

/// <summary>Sends the events of an outbox to a receiver on loopback until it is killed or none is left.</summary>
internal static class Hooks
{
    public static async Task RunAsync(string place, string folder, int minutes)
    {
        ProgrammeDatabase register = await ProgrammeDatabase.OpenAsync(File.Exists(place) ? DatabaseOptions.Sqlite(place) : DatabaseOptions.PostgreSql(place));
        var clock = new LaterClock(TimeSpan.FromMinutes(minutes));
        var people = new PeopleArea(register, DataProtectionProvider.Create(new DirectoryInfo(Path.Combine(folder, "keys"))), new PeopleOptions(), clock);
        var guard = new DialGuard(new DialGuardOptions { OwnNetworks = [IpPrefix.Parse("127.0.0.0/8")], GlobalPrefixes = [IpPrefix.Parse("127.0.0.0/8")], AllowOwnHost = true });
        var network = new MachineNetwork();
        var stub = new StubClient(new DnsTransport(network, guard, null, TimeProvider.System), new StubOptions { Resolvers = [new IPEndPoint(IPAddress.Loopback, 9)] });
        using var posts = new GuardedPosts(network, stub, guard, TimeProvider.System, [X509CertificateLoader.LoadCertificateFromFile(Path.Combine(folder, "root.pem"))]);
        var outbox = new WebhookOutbox(register, people, clock);
        while (await outbox.SendAsync(new Sender(posts), CancellationToken.None) > 0)
        {
        }
    }

    private sealed class LaterClock(TimeSpan later) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + later;
    }

    private sealed class Sender(GuardedPosts posts) : IHookSender
    {
        public async Task<HookFate> SendAsync(HookRequest request, CancellationToken cancellation)
        {
            PostOutcome outcome = await posts.PostAsync(request.Url, request.Body, request.Headers, cancellation);
            Console.WriteLine($"sent {outcome.Status} {outcome.Fault}");
            await Console.Out.FlushAsync(cancellation);
            await Task.Delay(20, cancellation); // the time in which a kill leaves the event taken and not known to be
            return new HookFate(outcome.Status, outcome.Fault, outcome.Took);
        }
    }
}
