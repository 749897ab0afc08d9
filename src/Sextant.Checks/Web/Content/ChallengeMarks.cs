namespace Sextant.Checks.Web.Content;

/// <summary>
/// Knows pages that test for robots or turn them away: such a page says nothing of the site. A mark must belong to the challenge itself,
/// because the same services leave scripts on every ordinary page they deliver.
/// </summary>
internal static class ChallengeMarks
{
    // More words than this, and it is a page that speaks of challenges or carries a captcha in a form.
    private const int MostWords = 250;
    private const int FewWords = 40;
    private const int LookedAt = 64 * 1024;

    private static readonly string[] Titles =
    [
        "Just a moment...", "Attention Required! | Cloudflare", "DDoS-Guard", "Sucuri WebSite Firewall", "Radware Captcha Page", "Radware Block Page",
        "Vercel Security Checkpoint", "Making sure you're not a bot!", "Client Challenge", "Checking your browser", "Bot Verification", "Human Verification",
        "Robot Challenge Screen", "Please Wait... | Cloudflare", "Access to this page has been denied", "You are being redirected...",
    ];

    // Element ids, script variables and addresses that stand only on the challenge itself.
    private static readonly string[] Marks =
    [
        "_cf_chl_opt", "cf-challenge-running", "cf-browser-verification", "id=\"challenge-form\"", "/cdn-cgi/l/chk_", // Cloudflare
        "errors.edgesuite.net", "sec-if-cpt-container", "sec-cpt-if", "bm-verify=", // Akamai
        "Incapsula incident ID", "incap_ses_blocked", "Request unsuccessful. Incapsula", // Imperva
        "sucuri_cloudproxy_js", "geo.captcha-delivery.com", "id=\"px-captcha\"", "window._pxAppId", // Sucuri, DataDome, HUMAN
        "gokuProps", "awsWafCookieDomainList", "AwsWafIntegration.checkForceRefresh", // AWS WAF
        "/.well-known/sgcaptcha/", "/.well-known/ddos-guard/", "anubis_challenge", "/.within.website/", "data-sitekey=\"vercel", // SiteGround, DDoS-Guard, Anubis
        "bobcmn", "/TSPD/", "The requested URL was rejected. Please consult with your administrator", // F5
        "__jsl_clearance", "__test=", "toNumbers(\"", "document.cookie=\"D1N=", "document.cookie = \"D1N=", // cookie set by script
    ];

    // Small pages only.
    private static readonly string[] Phrases =
    [
        "checking your browser", "verify you are human", "verifying you are human", "verify that you are not a robot", "are you a robot", "not a robot",
        "enable javascript and cookies to continue", "ddos protection by", "unusual traffic from your", "complete the security check",
        "kiểm tra trình duyệt", "xác minh bạn là con người", "xác minh bạn không phải là rô bốt", "xác minh bạn không phải là robot", "xác nhận bạn không phải là robot",
        "bạn không phải là người máy", "chống tấn công ddos",
    ];

    public static bool Shows(string html, PageWalk walk)
    {
        int words = walk.Text.Words;
        if (words > MostWords)
        {
            return false;
        }

        if (walk.Title is { } title && Array.Exists(Titles, t => title.StartsWith(t, StringComparison.OrdinalIgnoreCase)))
        {
            return true;
        }

        ReadOnlySpan<char> source = html.AsSpan(0, Math.Min(html.Length, LookedAt));
        foreach (string mark in Marks)
        {
            if (source.Contains(mark, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        string said = walk.Text.Head.ToString();
        return Array.Exists(Phrases, p => said.Contains(p, StringComparison.Ordinal)) || (words < FewWords && OnlySetsCookie(source)) || (words < FewWords && IsBareCaptcha(source));
    }

    // The plainest of all challenges: a page of nothing but a script that sets a cookie and loads the page again.
    private static bool OnlySetsCookie(ReadOnlySpan<char> source) =>
        source.Contains("document.cookie", StringComparison.Ordinal)
        && (source.Contains("location.reload", StringComparison.Ordinal) || source.Contains("location.href=location.href", StringComparison.Ordinal)
            || source.Contains("window.location=window.location", StringComparison.Ordinal) || source.Contains("location.replace(", StringComparison.Ordinal));

    private static bool IsBareCaptcha(ReadOnlySpan<char> source) =>
        source.Contains("g-recaptcha", StringComparison.OrdinalIgnoreCase) || source.Contains("h-captcha", StringComparison.OrdinalIgnoreCase)
        || source.Contains("cf-turnstile", StringComparison.OrdinalIgnoreCase);
}
