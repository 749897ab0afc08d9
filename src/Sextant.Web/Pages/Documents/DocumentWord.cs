using Sextant.Programme.Documents;

namespace Sextant.Web.Pages.Documents;

/// <summary>The states of documents as addresses and texts name them.</summary>
public static class DocumentWord
{
    /// <summary><c>in-force</c> and so on.</summary>
    public static string Of(DocumentState state) => state switch
    {
        DocumentState.Coming => "coming",
        DocumentState.InForce => "in-force",
        DocumentState.Expired => "expired",
        DocumentState.Replaced => "replaced",
        _ => "unknown",
    };
}
