using System.Text;
using Sextant.Checks.Observations;
using Sextant.Checks.Web.Content;
using Sextant.Wire;

namespace Sextant.Checks.Tests.Web.Content;

/// <summary>Pages such as portals have: a frame of menus and a footer, a list of news, and small things that change by themselves.</summary>
internal static class Pages
{
    private static readonly string[] Syllables =
        ("cổng thông tin điện tử tỉnh ủy ban nhân dân hướng dẫn thủ tục hành chính công bố kế hoạch phát triển kinh tế xã hội hội nghị triển khai nhiệm vụ giải pháp"
        + " chuyển đổi số dịch vụ trực tuyến phản ánh kiến nghị văn bản chỉ đạo điều hành lịch tiếp công dân tuyển dụng đấu thầu quy hoạch ngân sách đầu tư môi trường"
        + " giáo dục y tế nông thôn mới an ninh quốc phòng du lịch văn hóa thể thao khoa học công nghệ lao động").Split(' ');

    public static string Sentence(int seed, int words = 12)
    {
        var random = new Random(seed);
        return string.Join(' ', Enumerable.Range(0, words).Select(_ => Syllables[random.Next(Syllables.Length)]));
    }

    public static string Portal(string title = "Cổng thông tin điện tử tỉnh Mẫu", IEnumerable<int>? news = null, string nonce = "k3j2", int visits = 10_234, int menu = 12, string? lead = null)
    {
        var html = new StringBuilder($"<!DOCTYPE html><html lang=vi><head><meta charset=utf-8><title>{title}</title><meta name=csrf content='{nonce}'>");
        html.Append($"<script nonce='{nonce}'>var token='{nonce}';</script><link rel=stylesheet href='/a.css?v={nonce}'></head><body><header><nav><ul>");
        for (int i = 0; i < menu; i++)
        {
            html.Append($"<li><a href='/m{i}'>{Sentence(1000 + i, 4)}</a></li>");
        }

        html.Append($"</ul></nav></header><main><h1>{lead ?? Sentence(7, 8)}</h1>");
        foreach (int n in news ?? Enumerable.Range(0, 12))
        {
            html.Append($"<article><h2>{Sentence(n, 10)}</h2><p>{Sentence(5000 + n, 30)}</p><time>21/11/2026 08:{n:00}</time></article>");
        }

        html.Append($"</main><footer><p>{Sentence(9, 40)}</p><p>Lượt truy cập: {visits:N0}</p></footer></body></html>");
        return html.ToString();
    }

    public const string NginxDefault =
        "<!DOCTYPE html><html><head><title>Welcome to nginx!</title><style>body{width:35em}</style></head><body><h1>Welcome to nginx!</h1>"
        + "<p>If you see this page, the nginx web server is successfully installed and working. Further configuration is required.</p>"
        + "<p>For online documentation and support please refer to <a href=\"http://nginx.org/\">nginx.org</a>.</p><p><em>Thank you for using nginx.</em></p></body></html>";

    public const string ApacheOld = "<html><body><h1>It works!</h1></body></html>";

    public static PageShape Read(string html, string type = "text/html; charset=utf-8", string url = "https://www.example.vn/") =>
        PageReader.Read(Encoding.UTF8.GetBytes(html), type, new Uri(url));

    public static Fetch Fetch(string html, Family family = Family.V4, int status = 200, string url = "https://www.example.vn/", string type = "text/html; charset=utf-8") =>
        new() { Family = family, Url = "https://www.example.vn/", FinalUrl = url, Status = status, Page = Read(html, type, url) };

    public static Comparison Compare(string v4, string v6, string v4Again) =>
        PageComparison.Compare(Fetch(v6, Family.V6), [Fetch(v4), Fetch(v4Again)]);
}
