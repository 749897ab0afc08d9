using Sextant.Cli.Settings;

namespace Sextant.Cli.Tests.Settings;

public sealed class ValueKindsTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1:53")]
    [InlineData("192.0.2.1:5353", "192.0.2.1:5353")]
    [InlineData("2001:db8::1", "[2001:db8::1]:53")]
    [InlineData("[2001:db8::1]", "[2001:db8::1]:53")]
    [InlineData("[::1]:5353", "[::1]:5353")]
    [InlineData("::1", "[::1]:53")]
    [InlineData("[192.0.2.1]:53", null)]
    [InlineData("::1:53", null)]
    [InlineData("[::1]53", null)]
    [InlineData("[::1]:0", null)]
    [InlineData("[::1]:65536", null)]
    [InlineData("[::1]:+53", null)]
    [InlineData("192.0.2.1:", null)]
    [InlineData("010.0.0.1", null)]
    [InlineData("0x7f.1", null)]
    [InlineData("1", null)]
    [InlineData("fe80::1%eth0", null)]
    [InlineData("resolver.example", null)]
    [InlineData("", null)]
    public void Endpoints(string text, string? expected) =>
        Assert.Equal(expected, ValueKinds.Endpoint(53).TryRead(text, out var value, out _) ? value!.ToString() : null);

    [Theory]
    [InlineData("2001:db8::/32", "2001:db8::/32")]
    [InlineData("192.0.2.0/24", "192.0.2.0/24")]
    [InlineData("192.0.2.128/25", "192.0.2.128/25")]
    [InlineData("::/0", "::/0")]
    [InlineData("2001:db8::1/128", "2001:db8::1/128")]
    [InlineData("2001:db8::1/32", null)]
    [InlineData("192.0.2.1/24", null)]
    [InlineData("192.0.2.0/33", null)]
    [InlineData("2001:db8::/129", null)]
    [InlineData("2001:db8::", null)]
    [InlineData("2001:db8::/-1", null)]
    [InlineData("/", null)]
    public void Networks(string text, string? expected) =>
        Assert.Equal(expected, ValueKinds.Network.TryRead(text, out var value, out _) ? value.ToString() : null);

    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("4s", 4000)]
    [InlineData("4", 4000)]
    [InlineData("1.5s", 1500)]
    [InlineData("2m", 120_000)]
    [InlineData("1h", null)] // beyond the range below
    [InlineData("99ms", null)]
    [InlineData("-1s", null)]
    [InlineData("1e3s", null)]
    [InlineData("4 s", null)]
    [InlineData("NaN", null)]
    [InlineData("9999999999999999999999999h", null)]
    [InlineData("s", null)]
    public void Durations(string text, int? milliseconds) =>
        Assert.Equal(milliseconds, ValueKinds.Duration("100ms", "5m").TryRead(text, out var value, out _) ? (int)value.TotalMilliseconds : null);

    [Theory]
    [InlineData("1s-3s", true)]
    [InlineData("2s-2s", true)]
    [InlineData("3s-1s", false)]
    [InlineData("1s", false)]
    [InlineData("1s-2s-3s", false)]
    [InlineData("1s-2h", false)]
    public void Ranges(string text, bool valid) => Assert.Equal(valid, ValueKinds.Range("100ms", "1h").TryRead(text, out _, out _));

    [Theory]
    [InlineData("v4=a.example", true)]
    [InlineData("SMTP=mx.example.", true)]
    [InlineData("broken=bệnh.example", true)]
    [InlineData("0=a.example", false)]
    [InlineData("v5=a.example", false)]
    [InlineData("v4=", false)]
    [InlineData("v4=a..b", false)]
    [InlineData("v4=a b", false)]
    [InlineData("v4", false)]
    public void Anchors(string text, bool valid) => Assert.Equal(valid, ChoiceKinds.Anchor.TryRead(text, out _, out _));

    [Theory]
    [InlineData("https://ipv6.example/measuring", true)]
    [InlineData("mailto:ipv6@example.vn", true)]
    [InlineData("https://a/)\r\nX: y", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("ipv6.example", false)]
    public void Contacts(string text, bool valid) => Assert.Equal(valid, ChoiceKinds.Contact.TryRead(text, out _, out _));

    [Theory]
    [InlineData("sqlite", true)]
    [InlineData("Host=localhost;Database=sextant;Username=me;Password=x", true)]
    [InlineData("Host=localhost", false)]
    [InlineData("postgres", false)]
    public void Databases(string text, bool valid) => Assert.Equal(valid, ChoiceKinds.Database.TryRead(text, out _, out _));
}
