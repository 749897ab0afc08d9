using Sextant.Checks.Observations;
using Sextant.Checks.Recipes;
using Sextant.Checks.Tests.Building;
using Sextant.Wire;

namespace Sextant.Checks.Tests.Recipes;

public sealed class SoftwareSeenTests
{
    [Theory]
    [InlineData("nginx/1.22.1", Software.Nginx)]
    [InlineData("openresty", Software.Nginx)]
    [InlineData("Apache/2.4.66 (Debian)", Software.Apache)]
    [InlineData("Microsoft-IIS/10.0", Software.Iis)]
    [InlineData("cloudflare", Software.Unknown)]
    [InlineData("", Software.Unknown)]
    [InlineData(null, Software.Unknown)]
    public void A_server_header_tells(string? header, Software expected) => Assert.Equal(expected, SoftwareSeen.OfServerHeader(header));

    [Theory]
    [InlineData("mx1.example.gov.vn ESMTP Postfix (Debian/GNU)", Software.Postfix)]
    [InlineData("Microsoft ESMTP MAIL Service ready", Software.Unknown)]
    [InlineData(null, Software.Unknown)]
    public void A_greeting_tells(string? greeting, Software expected) => Assert.Equal(expected, SoftwareSeen.OfGreeting(greeting));

    [Fact]
    public void The_mail_server_of_the_finding_speaks_for_itself()
    {
        Scan scan = MailWorld.With(w => w.Alter = s => s with { Greeting = s.Greeting!.StartsWith("mx2", StringComparison.Ordinal) ? "mx2 Exchange" : s.Greeting });
        Assert.Equal(Software.Postfix, SoftwareSeen.Detect(scan, TargetKind.Mail));
        Assert.Equal(Software.Postfix, SoftwareSeen.Detect(scan, TargetKind.Mail, Samples.Of("mail-starttls-missing")));
    }

    [Fact]
    public void A_site_is_known_by_the_family_that_answers()
    {
        Lookup none = Seen.Addresses("www.example.gov.vn", "AAAA");
        Scan scan = Seen.Scan("www.example.gov.vn", TargetKind.Site) with
        {
            Web = new WebObservation
            {
                Site = "www.example.gov.vn",
                Hosts =
                [
                    new HostObservation
                    {
                        Name = "www.example.gov.vn", A = none, Aaaa = none,
                        Fetches =
                        [
                            new Fetch { Family = Family.V6, Url = "https://www.example.gov.vn/", Hops = [new Hop { Url = "https://www.example.gov.vn/", Failure = Failure.TimedOut }] },
                            new Fetch { Family = Family.V4, Url = "https://www.example.gov.vn/", Hops = [new Hop { Url = "https://www.example.gov.vn/", Server = "nginx" }] },
                        ],
                    },
                ],
            },
        };
        Assert.Equal(Software.Nginx, SoftwareSeen.Detect(scan, TargetKind.Site));
    }

    [Fact]
    public void Name_servers_are_not_asked() => Assert.Equal(Software.Unknown, SoftwareSeen.Detect(ZoneWorld.With(), TargetKind.Zone));
}
