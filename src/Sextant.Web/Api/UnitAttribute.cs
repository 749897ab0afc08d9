namespace Sextant.Web.Api;

/// <summary>What a number counts in; stands in the description of its member.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class UnitAttribute(string unit) : Attribute
{
    /// <summary>Such as <c>%</c>.</summary>
    public string Unit { get; } = unit;
}
