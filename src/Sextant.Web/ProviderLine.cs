using Sextant.Programme.People;

namespace Sextant.Web;

/// <summary>A provider of the settings, and by what it is asked.</summary>
/// <param name="Provider">Who it is, and how far its word goes.</param>
/// <param name="Client">Goes out: follows no redirect, keeps no cookie.</param>
/// <param name="Patience">How long one question may take.</param>
public sealed record ProviderLine(SignInProvider Provider, HttpClient Client, TimeSpan Patience);
