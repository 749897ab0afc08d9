using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sextant.Cli.Settings;

namespace Sextant.Cli.Tests.Settings;

public sealed class FileKindsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(".  3600000  NS  a.root.example.\na.root.example. 3600000 AAAA 2001:db8::1\n", true)]
    [InlineData("; a.root.example. AAAA 2001:db8::1\n", false)]
    [InlineData("hello\n", false)]
    [InlineData("", false)]
    public void Root_hints_hold_addresses(string content, bool valid) =>
        Assert.Equal(valid, FileKinds.RootHints.TryRead(_folder.Write("hints", content), out _, out _));

    [Fact]
    public void A_ca_file_holds_a_certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = new CertificateRequest("CN=Root", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(90));

        Assert.True(FileKinds.CaFile.TryRead(_folder.Write("ca.pem", certificate.ExportCertificatePem()), out _, out _));
        Assert.False(FileKinds.CaFile.TryRead(_folder.Write("no.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"), out _, out _));
        Assert.False(FileKinds.CaFile.TryRead(_folder.Write("text.pem", "no certificate"), out _, out _));
        Assert.False(FileKinds.CaFile.TryRead(_folder.Path, out _, out Rule? closer));
        Assert.Equal("file-exists", closer!.Key);
    }

    [Fact]
    public void A_folder_may_be_new_and_must_not_be_a_file()
    {
        Assert.True(FileKinds.Folder.TryRead(Path.Combine(_folder.Path, "new"), out _, out _));
        Assert.False(FileKinds.Folder.TryRead(_folder.Write("file", ""), out _, out _));
        Assert.False(FileKinds.Folder.TryRead("", out _, out _));
        Assert.False(FileKinds.Folder.TryRead("a\0b", out _, out _));
    }

    [Fact]
    public void The_systems_resolvers_are_read_without_scopes()
    {
        string path = _folder.Write("resolv.conf", "# none\nsearch example\nnameserver 192.0.2.53\nnameserver fe80::1%eth0\nnameserver\t2001:db8::53\nnameserver x\n");

        Assert.Equal(["192.0.2.53:53", "[2001:db8::53]:53"], SystemResolvers.Read(path).Select(e => e.ToString()));
        Assert.Empty(SystemResolvers.Read(Path.Combine(_folder.Path, "missing")));
    }
}
