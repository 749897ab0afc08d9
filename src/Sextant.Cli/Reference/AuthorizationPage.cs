using Sextant.Cli.Wording;
using Sextant.Programme.People;
using Sextant.Web.Access;

namespace Sextant.Cli.Reference;

/// <summary>Who may do what: every way into the pages with every role, written from the lines that the server itself goes by.</summary>
internal static class AuthorizationPage
{
    public static IEnumerable<string> Lines(Texts texts)
    {
        Role[] roles = Enum.GetValues<Role>();
        yield return $"# {texts["reference.authorization"]}";
        yield return "";
        yield return $"<!-- {texts["reference.generated"]} -->";
        yield return "";
        yield return texts["reference.authorization-lead"];
        yield return "";
        yield return $"| {texts["reference.route"]} | {texts["reference.right"]} | {string.Join(" | ", roles.Select(role => role.Word()))} |";
        yield return $"| --- | --- |{string.Concat(roles.Select(_ => " :-: |"))}";
        foreach (RouteRule rule in RouteRules.All)
        {
            yield return $"| {Way(rule)} | {rule.Right.Word()}{(rule.Fresh ? " ¹" : "")} | {string.Join(" | ", roles.Select(role => Mark(rule, role)))} |";
        }

        yield return "";
        yield return $"¹ {texts["reference.fresh"]}";
        yield return "";
        yield return $"² {texts["reference.scoped"]}";
        foreach (Role role in roles.Where(role => role != Role.Public && Rights.Of(role).All(right => right == Right.KeepOwnAccount || Rights.Of(Role.Public).Contains(right))))
        {
            yield return "";
            yield return texts.Format("reference.role-empty", role.Word());
        }

        yield return "";
        yield return $"## {texts["reference.rights"]}";
        yield return "";
        foreach (Right right in Enum.GetValues<Right>())
        {
            yield return $"- `{right.Word()}`: {texts[$"right.{right.Word()}"]}{(Rights.Lendable.Contains(right) ? $" {texts["reference.lendable"]}" : "")}";
        }

        yield return "";
        yield return $"## {texts["reference.gives"]}";
        yield return "";
        foreach (Role giver in roles.Where(giver => roles.Any(role => Rights.MayGive(giver, role))))
        {
            yield return $"- `{giver.Word()}`: {string.Join(", ", roles.Where(role => Rights.MayGive(giver, role)).Select(role => $"`{role.Word()}`"))}";
        }
    }

    private static string Way(RouteRule rule) => $"`{rule.Method} {rule.Route}{(rule.Handler is null ? "" : $"?handler={rule.Handler}")}`";

    private static string Mark(RouteRule rule, Role role) => !MayEver(role, rule.Right) ? "" : rule.Scope is not null && Rights.IsScoped(role) ? "✓ ²" : "✓";

    private static bool MayEver(Role role, Right right) => Rights.Of(role).Contains(right);
}
