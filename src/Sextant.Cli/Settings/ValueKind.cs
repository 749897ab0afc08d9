namespace Sextant.Cli.Settings;

/// <summary>Reads one value; <paramref name="closer"/> names a rule more exact than the kind's own, when there is one.</summary>
internal delegate bool ReadValue<T>(string text, out T? value, out Rule? closer);

/// <summary>A kind of value: what stands for it in the help, the rule it obeys, and its reader.</summary>
internal sealed record ValueKind<T>(string Metavar, Rule Rule, ReadValue<T> TryRead);
