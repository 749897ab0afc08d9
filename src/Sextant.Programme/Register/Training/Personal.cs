using System.Text.Json.Serialization.Metadata;

namespace Sextant.Programme.Register;

/// <summary>
/// A property that says something of a private person. The audit log is read by many and never forgets: it says that something stands there, and never what. The register's own versions hold it,
/// behind the right to read it, until it is erased.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PersonalAttribute : Attribute
{
    /// <summary>What the audit log says instead.</summary>
    internal const string Instead = "(personal)";

    /// <summary>Puts <see cref="Instead"/> in the place of personal texts.</summary>
    internal static void Hide(JsonTypeInfo type)
    {
        foreach (JsonPropertyInfo property in type.Properties.Where(one => one.AttributeProvider?.IsDefined(typeof(PersonalAttribute), inherit: true) == true))
        {
            Func<object, object?> get = property.Get!;
            property.Get = row => get(row) is null ? null : Instead;
        }
    }
}
