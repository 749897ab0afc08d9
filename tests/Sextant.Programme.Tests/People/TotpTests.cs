using System.Text;
using Sextant.Programme.People;

namespace Sextant.Programme.Tests.People;

public sealed class TotpTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    /// <summary>The last six digits of RFC 6238, appendix B.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_RFC(long seconds, string code) => Assert.Equal(code, Totp.Code(Secret, DateTimeOffset.FromUnixTimeSeconds(seconds)));

    [Fact]
    public void A_code_works_a_step_early_or_late_and_never_twice()
    {
        DateTimeOffset now = DateTimeOffset.FromUnixTimeSeconds(2000000000);
        foreach ((int seconds, bool works) in ((int, bool)[])[(-61, false), (-30, true), (0, true), (30, true), (61, false)])
        {
            Assert.Equal(works, Totp.Match(Secret, Totp.Code(Secret, now.AddSeconds(seconds)), now, 0) is not null);
        }

        long step = Totp.Match(Secret, "279 037", now, 0)!.Value;
        Assert.Null(Totp.Match(Secret, "279037", now, step));
        Assert.Null(Totp.Match(Secret, Totp.Code(Secret, now.AddSeconds(-30)), now, step));
        Assert.NotNull(Totp.Match(Secret, Totp.Code(Secret, now.AddSeconds(30)), now, step));
        Assert.Null(Totp.Match(Secret, "２７９０３７", now, 0));
        Assert.Null(Totp.Match(Secret, "2790370", now, 0));
    }

    [Fact]
    public void The_secret_is_written_as_authenticators_read_it()
    {
        Assert.Equal("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", Totp.ToBase32(Secret));
        Assert.Equal("otpauth://totp/Sextant:l%C3%A0n%40a.vn?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Sextant", Totp.Address(Secret, "Sextant", "làn@a.vn"));
    }
}
