using Sextant.Lab.Mail;
using Sextant.Lab.Tls;
using Sextant.Wire;

namespace Sextant.Lab.Country;

/// <summary>What happens to a domain's mail.</summary>
internal static class MailPlots
{
    public static readonly Plot Healthy = new(
        "mail-healthy", LabClass.Ready, "Thư nhận tốt trên cả hai giao thức.", "Mail is taken on both families.", s => _ = s.World.Mail(s.Name));

    public static readonly Plot Absent = new(
        "mail-no-mx", LabClass.NotApplicable, "Tên miền không có MX: không nhận thư.", "The domain has no MX: it takes no mail.", _ => { });

    public static IReadOnlyList<Plot> All { get; } =
    [
        Healthy,
        One("mail-v6-only", LabClass.Ready, "Máy chủ thư thuần IPv6.", "The mail server is IPv6-only.", m => m.OnlyV6()),
        One("mail-greylisting", LabClass.Ready, "Hoãn thư sau EHLO (greylisting).", "Greylisting after EHLO.", m => m.Greylists()),
        One("mail-no-starttls", LabClass.Ready, "Không có STARTTLS trên cả hai giao thức: chỉ là nhận xét.", "No STARTTLS on either family: a remark only.", m => m.WithoutStarttls()),
        new("mail-one-of-two", LabClass.Partial, "Chỉ một trong hai MX có IPv6.", "One of two MX has IPv6.", s => s.World.Mail(s.Name).Exchange("mx1").Exchange("mx2", 20, m => m.OnlyV4())),
        new("mail-one-mx-dead", LabClass.Partial, "Một trong hai MX không trả lời trên IPv6.", "One of two MX does not answer over IPv6.", s => s.World.Mail(s.Name).Exchange("mx1").Exchange("mx2", 20, m => m.OnlyV4().Publishes(s.Nobody))),
        One("mail-starttls-missing", LabClass.Partial, "STARTTLS thiếu chỉ trên IPv6.", "STARTTLS is missing on IPv6 alone.", m => m.WithoutStarttls(Family.V6)),
        One("mail-starttls-fails", LabClass.Partial, "STARTTLS hỏng chỉ trên IPv6.", "STARTTLS fails on IPv6 alone.", m => m.BreaksTls(Family.V6)),
        One("mail-certificate-expired", LabClass.Partial, "Chứng thư hết hạn chỉ trên IPv6.", "The certificate has expired on IPv6 alone.", m => m.Certificate(CertificateKind.Expired, Family.V6)),
        new("mail-slow-greeting", LabClass.Partial, "Chào chậm chỉ trên IPv6.", "A slow greeting on IPv6 alone.", s => s.World.Mail(s.Name).Server(m => m.GreetsAfter(s.Options.SlowGreeting, Family.V6))),
        One("mail-never-greets", LabClass.Broken, "Trên IPv6 nhận kết nối nhưng không bao giờ chào.", "Over IPv6 the connection is accepted and no greeting comes.", m => m.NeverGreets(Family.V6)),
        new("mail-dead", LabClass.Broken, "Địa chỉ IPv6 của MX không có ai trả lời.", "Nobody answers at the IPv6 address of the MX.", s => s.World.Mail(s.Name).Server(m => m.OnlyV4().Publishes(s.Nobody))),
        One("mail-rejects", LabClass.Broken, "Trả 5xx chỉ trên IPv6.", "5xx on IPv6 alone.", m => m.Greets("554 5.7.1 no service over this protocol", Family.V6)),
        One("mail-rejects-ehlo", LabClass.Broken, "Trả 5xx cho EHLO chỉ trên IPv6.", "5xx to EHLO on IPv6 alone.", m => m.AnswersEhlo("550 5.7.1 go away", Family.V6)),
        One("mail-closes", LabClass.Broken, "Trên IPv6 nhận kết nối rồi đóng ngay.", "Over IPv6 the connection is accepted and closed.", m => m.Closes(Family.V6)),
        new("mail-unique-local", LabClass.Broken, "AAAA của MX là địa chỉ nội bộ.", "The AAAA of the MX is a unique local address.", s => s.World.Mail(s.Name).Server(m => m.OnlyV4().Publishes("fd12:3456:789a::25"))),
        One("mail-none", LabClass.None, "MX chỉ có IPv4.", "The MX has IPv4 only.", m => m.OnlyV4()),
        One("mail-busy", LabClass.Unknown, "Trả 421 trên IPv6.", "421 over IPv6.", m => m.Greets("421 4.3.2 busy, come back later", Family.V6)),
        One("mail-defers", LabClass.Unknown, "Chào bằng 450 trên cả hai giao thức.", "Greets with 450 on both families.", m => m.Greets("450 4.7.1 greylisted")),
        One("mail-down", LabClass.Unknown, "Máy chủ thư không bao giờ chào trên cả hai giao thức.", "The mail server never greets on either family.", m => m.NeverGreets()),
        new("mail-null-mx", LabClass.NotApplicable, "NULL MX: tên miền nói rõ là không nhận thư.", "NULL MX: the domain says that it takes no mail.", s => s.World.Mail(s.Name).NullMx()),
        Absent,
    ];

    private static Plot One(string id, LabClass expected, string vi, string en, Action<MailHostScript> script) =>
        new(id, expected, vi, en, s => s.World.Mail(s.Name).Server(script));
}
