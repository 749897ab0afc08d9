using System.Net;
using Sextant.Checks.Observations;
using Sextant.Store.Files;

namespace Sextant.Web.Tests.Hosting;

/// <summary>What a watchdog reads: ok while everything is kept, and what is not while a disk refuses.</summary>
public sealed class HealthTests
{
    [Fact(Timeout = 90_000)]
    public async Task A_disk_that_refuses_shows_at_healthz_until_it_takes_something_again()
    {
        await using Site site = await Site.StartAsync(pack: false);
        Assert.Equal((HttpStatusCode.OK, "ok"), await AskAsync(site));
        site.Disk.SyncError = Errno.InputOutput;
        await Assert.ThrowsAsync<StorageException>(() => site.KeepAsync(Empty("one.gov.vn")));
        (HttpStatusCode code, string said) = await AskAsync(site);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, code);
        Assert.Matches("^not kept: evidence, since 20[0-9-]+T[0-9:]+Z\n$", said);
        site.Disk.SyncError = 0;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await AskAsync(site)).Code); // nothing has been kept yet
        await site.KeepAsync(Empty("two.gov.vn"));
        Assert.Equal((HttpStatusCode.OK, "ok"), await AskAsync(site));

        // The lake alone: evidence goes on being kept and says nothing of it.
        site.Disk.RenameError = Errno.NoSpace;
        await Assert.ThrowsAsync<StorageException>(() => site.KeepAsync(Empty("three.gov.vn")));
        Assert.StartsWith("not kept: results,", (await AskAsync(site)).Said, StringComparison.Ordinal);
        site.Disk.RenameError = 0;
        await site.KeepAsync(Empty("four.gov.vn"));
        Assert.Equal((HttpStatusCode.OK, "ok"), await AskAsync(site));
    }

    [Fact(Timeout = 90_000)]
    public async Task An_audit_log_that_is_not_anchored_shows_at_healthz_until_it_is_again()
    {
        await using Site site = await Site.StartAsync(pack: false);
        Directory.CreateDirectory(site.Anchors); // where a folder is no file can be
        Assert.NotNull(await site.Parts.People.Links.FirstAdministratorAsync());
        (HttpStatusCode code, string said) = await AskAsync(site);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, code);
        Assert.Matches("^not kept: anchors, since 20[0-9-]+T[0-9:]+Z\n$", said);
        Directory.Delete(site.Anchors);
        Assert.NotNull(await site.Parts.People.Links.FirstAdministratorAsync());
        Assert.Equal((HttpStatusCode.OK, "ok"), await AskAsync(site));
    }

    private static async Task<(HttpStatusCode Code, string Said)> AskAsync(Site site)
    {
        using HttpResponseMessage response = await site.Client.GetAsync("/healthz");
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private static Scan Empty(string name) => new()
    {
        Name = name,
        Kinds = [TargetKind.Site],
        StartedAt = TimeProvider.System.GetUtcNow(),
        FinishedAt = TimeProvider.System.GetUtcNow(),
        Vantage = new VantageObservation { Name = "blind", CheckedAt = TimeProvider.System.GetUtcNow(), Ipv4 = true, Ipv6 = false, Resolver = true },
        Context = new ScanContext { Program = "test" },
    };
}
