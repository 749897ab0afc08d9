using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Documents;

/// <summary>What in the register names a document: it would name nothing if the document were taken back.</summary>
internal static class DocumentUses
{
    /// <summary>What others say of some documents: by what kind of thing, and which one.</summary>
    internal static IQueryable<Use> Named(ProgrammeContext context, IReadOnlyCollection<string> documents)
    {
        // Papers of a meeting that was taken back went with it only later: those left behind name nothing.
        IQueryable<RegisterMeeting> meetings = context.Current<RegisterMeeting>();
        return context.Current<RegisterDocumentRelation>().Where(row => documents.Contains(row.To)).Select(row => new Use { Document = row.To, Kind = "relation", By = row.From })
            .Concat(context.Current<RegisterExemption>().Where(row => row.Document != null && documents.Contains(row.Document)).Select(row => new Use { Document = row.Document!, Kind = "exemption", By = row.Organisation }))
            .Concat(context.Current<RegisterMeeting>().Where(row => row.Document != null && documents.Contains(row.Document)).Select(row => new Use { Document = row.Document!, Kind = "meeting", By = row.Key }))
            .Concat(context.Current<RegisterPartner>().Where(row => row.Document != null && documents.Contains(row.Document)).Select(row => new Use { Document = row.Document!, Kind = "partner", By = row.Key }))
            .Concat(context.Current<RegisterPlan>().Where(row => row.Decision != null && documents.Contains(row.Decision)).Select(row => new Use { Document = row.Decision!, Kind = "plan", By = row.Key }))
            .Concat(context.Current<RegisterPaper>().Where(row => row.Document != null && documents.Contains(row.Document) && meetings.Any(meeting => meeting.Key == row.Meeting)).Select(row => new Use { Document = row.Document!, Kind = "paper", By = row.Meeting }))
            .Concat(context.Current<RegisterDrafting>().Where(row => row.Document != null && documents.Contains(row.Document)).Select(row => new Use { Document = row.Document!, Kind = "draft", By = row.Key }))
            .Concat(context.Current<RegisterUnitEvent>().Where(row => row.Document != null && documents.Contains(row.Document)).Select(row => new Use { Document = row.Document!, Kind = "event", By = row.Key }))
            .Concat(context.Current<RegisterProof>().Where(row => row.Kind == "document" && documents.Contains(row.Reference)).Select(row => new Use { Document = row.Reference, Kind = "obligation", By = row.Obligation }))
            .Concat(context.Current<RegisterTaskReport>().Where(row => row.ProofKind == "document" && documents.Contains(row.ProofReference!)).Select(row => new Use { Document = row.ProofReference!, Kind = "task", By = row.Task }));
    }

    /// <summary>What was written down of documents themselves.</summary>
    internal static IQueryable<Use> Parts(ProgrammeContext context, IReadOnlyCollection<string> documents) =>
        context.Current<RegisterArticle>().Where(row => documents.Contains(row.Document)).Select(row => new Use { Document = row.Document, Kind = "article", By = row.Key })
            .Concat(context.Current<RegisterObligation>().Where(row => documents.Contains(row.Document)).Select(row => new Use { Document = row.Document, Kind = "obligation", By = row.Key }))
            .Concat(context.Current<RegisterDocumentFile>().Where(row => documents.Contains(row.Document)).Select(row => new Use { Document = row.Document, Kind = "file", By = row.Key }))
            .Concat(context.Current<RegisterDocumentRelation>().Where(row => documents.Contains(row.From)).Select(row => new Use { Document = row.From, Kind = "relation", By = row.From }));

    /// <summary>Refuses to take a document back that others name: says by what, and how many do.</summary>
    /// <exception cref="RefusedException"><c>document-named</c>.</exception>
    internal static async Task NoneAsync(ProgrammeContext context, string document, CancellationToken cancellation)
    {
        string own = document + "/"; // evidence of its own obligations goes with them
        List<Use> uses = await Named(context, [document]).Where(use => !(use.Kind == "obligation" && use.By.StartsWith(own))).Distinct().ToListAsync(cancellation).ConfigureAwait(false);
        if (uses.OrderBy(use => use.Kind, StringComparer.Ordinal).ThenBy(use => use.By, StringComparer.Ordinal).FirstOrDefault() is { } first)
        {
            throw new RefusedException("document-named", new TableWord("word.names-" + first.Kind), first.By, uses.Count);
        }
    }

    /// <summary>One thing that names a document.</summary>
    internal sealed record Use
    {
        internal required string Document { get; init; }

        internal required string Kind { get; init; }

        internal required string By { get; init; }
    }
}
