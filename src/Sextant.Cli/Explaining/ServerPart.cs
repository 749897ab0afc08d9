using Sextant.Checks.Judging;
using Sextant.Checks.Observations;

namespace Sextant.Cli.Explaining;

/// <summary>What single servers said: answers over each transport, the walk over IPv6 alone, TLS handshakes.</summary>
internal static class ServerPart
{
    /// <summary>What is offered unless a large answer is looked for; not worth a word.</summary>
    private const int DefaultPayload = 1232;

    /// <summary>Answers of authoritative servers.</summary>
    public static void Answers(Page page, string heading, IReadOnlyList<ServerAnswer> answers)
    {
        if (answers.Count > 0)
        {
            page.Sub(heading);
        }

        foreach (ServerAnswer answer in answers)
        {
            Answer(page, answer);
        }
    }

    /// <summary>The loss at single addresses.</summary>
    public static void Samples(Page page, IReadOnlyList<QuerySample> samples)
    {
        foreach (QuerySample sample in samples)
        {
            int lost = sample.Attempts.Count(attempt => attempt.Failure is not null);
            page.Marked(4, lost == 0 ? Verdict.Pass : Verdict.Fail, $"UDP {Page.Remote(sample.Address, 53)}  {page.Texts.Format("explain.sample", sample.Attempts.Count, lost)}");
        }
    }

    /// <summary>The walk from the root over IPv6 alone, with the first link that needs IPv4.</summary>
    public static void Walk(Page page, PathWalk? walk)
    {
        if (walk is null)
        {
            return;
        }

        page.Sub("explain.walk", Page.Of(walk.Family));
        foreach (PathStep step in walk.Steps)
        {
            page.Marked(4, Page.Mark(step.Failure), $"{step.Zone,-24} {step.Server ?? "?"} {step.Address}", Page.Joined(step.Question, page.Ms(step.Milliseconds), page.Why(step.Failure)));
        }

        if (walk.Stop is { } stop)
        {
            page.Marked(4, Verdict.Fail, page.Texts.Format("explain.stop", stop.Zone, stop.Server ?? page.Texts["explain.all-servers"], page.Says.Find($"word.reason.{stop.Reason}") ?? stop.Reason));
        }
        else
        {
            page.Marked(4, walk.Reached ? Verdict.Pass : Verdict.Unknown, walk.Reached ? page.Texts["explain.reached"] : page.Why(walk.Failure));
        }
    }

    /// <summary>One handshake and its certificate.</summary>
    public static void Tls(Page page, int indent, TlsLook tls)
    {
        string agreed = Page.Joined(tls.Protocol is { } protocol ? $"TLS {protocol}" : null, tls.CipherSuite, tls.Alpn is { } alpn ? $"ALPN {alpn}" : null);
        page.Marked(indent, Page.Mark(tls.Handshake), $"{Page.Remote(tls.Address, tls.Port)}  SNI {tls.ServerName}  {Page.Joined(agreed, page.Why(tls.Handshake))}", page.Tries(tls.Attempts));
        if (tls.Handshake is null)
        {
            string faults = string.Join(", ", tls.Certificate.Select(fault => page.Says.Of(fault)));
            string days = tls is { NotBefore: { } from, NotAfter: { } to } ? $"{page.Instant(from)} – {page.Instant(to)}" : "";
            string names = string.Join(", ", tls.Names.Take(8)) + (tls.Names.Count > 8 ? " …" : "");
            page.Marked(indent + 2, tls.Certificate.Count == 0 ? Verdict.Pass : Verdict.Fail, Page.Joined(page.Texts.Format("explain.certificate", names), faults), days);
        }
    }

    private static void Answer(Page page, ServerAnswer answer)
    {
        string flags = string.Join(' ', Flags(answer));
        string data = answer.Data.Count > 0 ? string.Join(", ", answer.Data.Take(6)) + (answer.Data.Count > 6 ? " …" : "") : answer.ReferralTo is { } zone ? $"→ {zone}" : "";
        string junk = answer.Junk.Count > 0 ? string.Join(", ", answer.Junk) : "";
        page.Marked(
            4,
            answer.Failure is null ? Verdict.Pass : Verdict.Fail,
            $"{answer.Transport.ToUpperInvariant(),-3} {Page.Remote(answer.Address, 53)} {answer.Server}  {answer.Name} {answer.Type}  {Page.Joined(Reply(answer, flags), data, page.Why(answer.Failure))}",
            Page.Joined(
                page.Tries(answer.Attempts), answer.Size is { } size ? $"{size} B" : null, answer.UdpPayload is > DefaultPayload and { } payload ? $"EDNS {payload}" : null, answer.CaseKept == false ? "0x20 ✗" : null, junk,
                answer.WithEdns is { } edns ? page.Texts.Format("explain.edns", page.Says.Of(edns), page.Tries(answer.EdnsAttempts)) : null));
    }

    private static string Reply(ServerAnswer answer, string flags) => answer.Rcode is { } rcode ? flags.Length > 0 ? $"{rcode} ({flags})" : rcode : "";

    private static IEnumerable<string> Flags(ServerAnswer answer)
    {
        if (answer.Authoritative)
        {
            yield return "aa";
        }

        if (answer.Truncated)
        {
            yield return "tc";
        }

        if (answer.RecursionDesired)
        {
            yield return "rd";
        }

        if (answer.RecursionAvailable)
        {
            yield return "ra";
        }
    }
}
