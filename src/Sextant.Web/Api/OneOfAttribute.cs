using System.Reflection;

namespace Sextant.Web.Api;

/// <summary>The words that a member may be: they stand in the description of the API, and a body with another one is told them.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class OneOfAttribute : Attribute
{
    /// <param name="words">The class that has the list.</param>
    /// <param name="list">The list's name: a public static property.</param>
    public OneOfAttribute(Type words, string list) => Words =
        words.GetProperty(list, BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as IReadOnlyList<string> ?? throw new ArgumentException($"{words.Name} has no list {list}", nameof(list));

    /// <param name="words">The words themselves, where no list has them.</param>
    public OneOfAttribute(params string[] words) => Words = words;

    /// <summary>The words.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>What a member says of itself; null where any text may stand.</summary>
    public static OneOfAttribute? Of(ICustomAttributeProvider? member) => member?.GetCustomAttributes(typeof(OneOfAttribute), false) is [OneOfAttribute one, ..] ? one : null;
}
