using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Checks.Tests.Building;
using Sextant.Wire;

namespace Sextant.Checks.Tests.Mail;

public sealed class MailTests
{
    public static TheoryData<string> Names => [.. MailCases.All.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_mail_domain_gets_its_class(string name) => MailCases.All.Single(c => c.Name == name).Check();

    [Fact]
    public void Every_tag_is_expected_by_some_case() => Assert.Empty(
        CheckCatalog.All.Where(c => c.Kind == TargetKind.Mail).SelectMany(c => c.Tags).Except(MailCases.All.SelectMany(c => c.Tags)));

    [Theory]
    [InlineData(6900, Verdict.Pass)]
    [InlineData(7100, Verdict.Partial)]
    public void Seven_seconds_are_slow(double milliseconds, Verdict expected)
    {
        Judgement judgement = Assert.Single(Judge.Assess(MailWorld.With(w => w.Over(Family.V6, s => s with { GreetingMs = milliseconds })), Profile.National));
        Assert.Equal(expected, judgement.Verdicts.Single(v => v.Criterion == "MAIL-02").Verdict);
    }

    // Whatever happens on both families alike never lowers the class to broken, partial or none.
    [Fact]
    public void What_is_the_same_over_IPv4_never_lowers_the_class()
    {
        foreach (Func<SmtpLook, SmtpLook> fault in new Func<SmtpLook, SmtpLook>[]
        {
            s => s.Dropped(), s => s.RefusedPort(), s => s.NoGreeting(), s => s.Closed(), s => s.Garbage(), s => s.Rejected(), s => s.Deferred(),
            s => s.WithoutStartTls(), s => s.StartTlsFails(), s => s.Certificate(Failure.TlsExpired), s => s with { GreetingMs = 20000 },
        })
        {
            foreach (int? host in new int?[] { null, 0, 1 })
            {
                Scan scan = MailWorld.With(w =>
                {
                    w.Over(Family.V4, fault, host);
                    w.Over(Family.V6, fault, host);
                });
                Assert.Contains(Assert.Single(Judge.Assess(scan, Profile.National)).Class, new[] { TargetClass.Ready, TargetClass.Unknown });
            }
        }
    }
}
