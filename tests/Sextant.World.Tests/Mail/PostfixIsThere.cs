using Sextant.Testing;

namespace Sextant.World.Tests.Mail;

/// <summary>Says when the rows about mail were not looked at.</summary>
public sealed class PostfixIsThere
{
    [Fact]
    public void There_are_rows_about_mail()
    {
        Assert.SkipWhen(PostfixServer.Absent is not null, PostfixServer.Absent ?? "");
        Assert.NotEmpty(MailRows.Rows);
    }
}
