using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.Register;

namespace Sextant.Programme.Documents;

/// <summary>
/// What people write down about documents: each a new version of a fact and an entry of the audit log. Whether somebody may is asked before, by who calls.
/// </summary>
public sealed class DocumentEditing(ProgrammeDatabase database, DocumentVault vault, TimeProvider clock)
{
    /// <summary>Files that one document may have. 50: a decision with annexes; more is a folder, not a document.</summary>
    private const int MostFiles = 50;

    private readonly AuditedRegister _register = new(database, clock);

    /// <summary>Writes a document down, or changes one; gives its id.</summary>
    /// <exception cref="RefusedException">Something of it cannot be.</exception>
    public Task<string> RecordAsync(DocumentDraft draft, Actor actor, string? reason, CancellationToken cancellation = default) =>
        _register.WriteAsync(new RegisterChange(actor, "document.record", reason), async (context, writer) =>
        {
            RegisterDocument? held = draft.Id is { } id ? await context.HeldAsync<RegisterDocument>(id, "document-none", cancellation).ConfigureAwait(false) : null;
            await context.OrganisationAsync(draft.Issuer, cancellation).ConfigureAwait(false);
            string words = string.IsNullOrWhiteSpace(draft.Number) ? draft.Title ?? string.Empty : draft.Number;
            await UnknownAsync(context, draft, held, cancellation).ConfigureAwait(false);
            RegisterDocument row = DocumentKeys.Searchable(Row(draft, held, held?.Key ?? await context.NewIdAsync<RegisterDocument>(words, cancellation).ConfigureAwait(false)));
            await writer.PutAsync(row, reason, cancellation).ConfigureAwait(false);
            return row.Key;
        }, cancellation);

    /// <summary>Takes a document back with its articles, obligations and files: it was written down by mistake. Its id is never given to another.</summary>
    /// <exception cref="RefusedException">There is none, or others name it: <c>document-named</c>.</exception>
    public Task WithdrawAsync(string id, Actor actor, string reason, CancellationToken cancellation = default) =>
        _register.WriteAsync(new RegisterChange(actor, "document.withdraw", reason), async (context, writer) =>
        {
            RegisterDocument held = await context.HeldAsync<RegisterDocument>(id, "document-none", cancellation).ConfigureAwait(false);
            await DocumentUses.NoneAsync(context, id, cancellation).ConfigureAwait(false);
            await AllBackAsync(context.Current<RegisterArticle>().Where(row => row.Document == id)).ConfigureAwait(false);
            string[] obligations = [.. await context.Current<RegisterObligation>().Where(row => row.Document == id).Select(row => row.Key).ToListAsync(cancellation).ConfigureAwait(false)];
            await AllBackAsync(context.Current<RegisterProof>().Where(row => obligations.Contains(row.Obligation))).ConfigureAwait(false);
            await AllBackAsync(context.Current<RegisterObligation>().Where(row => row.Document == id)).ConfigureAwait(false);
            await AllBackAsync(context.Current<RegisterDocumentFile>().Where(row => row.Document == id)).ConfigureAwait(false);
            await AllBackAsync(context.Current<RegisterDocumentRelation>().Where(row => row.From == id)).ConfigureAwait(false);
            await writer.TakeBackAsync(held, reason, cancellation).ConfigureAwait(false);
            return true;

            async Task AllBackAsync<T>(IQueryable<T> parts)
                where T : RegisterRow
            {
                foreach (T part in await parts.AsNoTracking().ToListAsync(cancellation).ConfigureAwait(false))
                {
                    await writer.TakeBackAsync(part, reason, cancellation).ConfigureAwait(false);
                }
            }
        }, cancellation);

    /// <summary>One document amends, replaces, guides or rests on another.</summary>
    public Task RelateAsync(string from, string kind, string to, Actor actor, string? reason, CancellationToken cancellation = default) =>
        _register.WriteAsync(new RegisterChange(actor, "document.relate", reason), async (context, writer) =>
        {
            RegisterDocument first = await context.HeldAsync<RegisterDocument>(from, "document-none", cancellation).ConfigureAwait(false);
            RegisterDocument second = await context.DocumentAsync(to, cancellation).ConfigureAwait(false);
            string other = second.Key;
            if (from == other || !DocumentWords.Relations.Contains(kind, StringComparer.Ordinal))
            {
                throw new RefusedException("document-relation");
            }

            // No document replaces or amends one that came after it, nor two each other.
            string back = DocumentKeys.Relation(other, kind, from);
            if (kind is "replaces" or "amends" && (first.Date < second.Date || await context.Current<RegisterDocumentRelation>().AnyAsync(row => row.Key == back, cancellation).ConfigureAwait(false)))
            {
                throw new RefusedException("document-relation-order");
            }

            var row = new RegisterDocumentRelation { Key = DocumentKeys.Relation(from, kind, other), From = from, To = other, Kind = kind, ValidFrom = first.Date };
            await writer.PutAsync(row, reason, cancellation).ConfigureAwait(false);
            return true;
        }, cancellation);

    /// <summary>A relation was written down by mistake.</summary>
    public Task UnrelateAsync(string from, string kind, string to, Actor actor, string reason, CancellationToken cancellation = default) =>
        TakeBackAsync<RegisterDocumentRelation>(DocumentKeys.Relation(from, kind, to), "document", actor, reason, cancellation);

    /// <summary>Enters an article, or another wording of the one at its place.</summary>
    public Task<int> PutArticleAsync(string document, ArticleDraft draft, Actor actor, string? reason, CancellationToken cancellation = default) =>
        _register.WriteAsync(new RegisterChange(actor, "document.article", reason), async (context, writer) =>
        {
            RegisterDocument held = await context.HeldAsync<RegisterDocument>(document, "document-none", cancellation).ConfigureAwait(false);
            int position = await RegisterEditing.PlaceAsync(context.Set<RegisterArticle>().Where(row => row.Document == document).Select(row => row.Position), draft.Position, cancellation).ConfigureAwait(false);
            string number = Written.Line(draft.Number, "article-number", 200);
            string? title = Written.OptionalLine(draft.Title, "article-title", 1000);
            string text = Written.Text(draft.Text, "article-text", Written.LongText);
            var row = new RegisterArticle
            {
                Key = DocumentKeys.Article(document, position), Document = document, Position = position, Number = number, Title = title, Text = text,
                Folded = SearchText.Of(number, title, text), ValidFrom = held.Date,
            };
            await writer.PutAsync(row, reason, cancellation).ConfigureAwait(false);
            return position;
        }, cancellation);

    /// <summary>Enters an obligation, or changes the one at its place; gives its key.</summary>
    public Task<string> PutObligationAsync(string document, ObligationDraft draft, Actor actor, string? reason, CancellationToken cancellation = default) =>
        _register.WriteAsync(new RegisterChange(actor, "document.obligation", reason), async (context, writer) =>
        {
            RegisterDocument held = await context.HeldAsync<RegisterDocument>(document, "document-none", cancellation).ConfigureAwait(false);
            string? article = draft.Article is { } at ? DocumentKeys.Article(document, at) : null;
            if (article is not null)
            {
                await context.HeldAsync<RegisterArticle>(article, "article-none", cancellation).ConfigureAwait(false);
            }

            if (draft.Organisation is { } organisation)
            {
                await context.HeldAsync<RegisterOrganisation>(organisation, "organisation-none", cancellation).ConfigureAwait(false);
            }

            int position = await RegisterEditing.PlaceAsync(context.Set<RegisterObligation>().Where(row => row.Document == document).Select(row => row.Position), draft.Position, cancellation).ConfigureAwait(false);
            string text = Written.Text(draft.Text, "obligation-text");
            string? addressee = Written.OptionalLine(draft.Addressee, "obligation-addressee");
            var row = new RegisterObligation
            {
                Key = DocumentKeys.Obligation(document, position), Document = document, Article = article, Position = position, Text = text, Organisation = draft.Organisation,
                Addressee = addressee, Due = draft.Due, Folded = SearchText.Of(addressee, text), ValidFrom = held.Date,
            };
            await writer.PutAsync(row, reason, cancellation).ConfigureAwait(false);
            return row.Key;
        }, cancellation);

    /// <summary>Takes an article or an obligation back that was entered by mistake; with an obligation goes what shows that it is met.</summary>
    /// <param name="part"><c>article</c> or <c>obligation</c>.</param>
    /// <exception cref="RefusedException">There is none, or an obligation rests on the article.</exception>
    public Task WithdrawPartAsync(string document, string part, int position, Actor actor, string reason, CancellationToken cancellation = default) =>
        _register.WriteAsync(new RegisterChange(actor, "document.withdraw", reason), async (context, writer) =>
        {
            if (part is not ("article" or "obligation"))
            {
                throw new RefusedException("document-part");
            }

            if (part == "article")
            {
                RegisterArticle article = await context.HeldAsync<RegisterArticle>(DocumentKeys.Article(document, position), "article-none", cancellation).ConfigureAwait(false);
                if (await context.Set<RegisterObligation>().AnyAsync(row => row.Article == article.Key && row.SupersededAt == null && !row.Withdrawn, cancellation).ConfigureAwait(false))
                {
                    throw new RefusedException("article-obliges");
                }

                await writer.TakeBackAsync(article, reason, cancellation).ConfigureAwait(false);
                return true;
            }

            RegisterObligation obligation = await context.HeldAsync<RegisterObligation>(DocumentKeys.Obligation(document, position), "obligation-none", cancellation).ConfigureAwait(false);
            List<RegisterProof> proofs = await context.Set<RegisterProof>().AsNoTracking().Where(row => row.Obligation == obligation.Key && row.SupersededAt == null && !row.Withdrawn).ToListAsync(cancellation).ConfigureAwait(false);
            foreach (RegisterProof proof in proofs)
            {
                await writer.TakeBackAsync(proof, reason, cancellation).ConfigureAwait(false);
            }

            await writer.TakeBackAsync(obligation, reason, cancellation).ConfigureAwait(false);
            return true;
        }, cancellation);

    /// <summary>Shows that an obligation is met: by a document, by a target that is measured, or by an address of a page.</summary>
    public Task ProveAsync(string obligation, ProofDraft draft, Actor actor, string? reason, CancellationToken cancellation = default) =>
        _register.WriteAsync(new RegisterChange(actor, "obligation.prove", reason), async (context, writer) =>
        {
            await context.HeldAsync<RegisterObligation>(obligation, "obligation-none", cancellation).ConfigureAwait(false);
            string reference = draft.Kind == "document" ? (await context.DocumentAsync(draft.Reference, cancellation).ConfigureAwait(false)).Key : Written.Line(draft.Reference, "proof-reference", 1000);
            bool known = draft.Kind switch
            {
                "document" => true,
                "target" => await context.Set<RegisterTarget>().AnyAsync(row => row.TargetKey == reference && row.SupersededAt == null && !row.Withdrawn, cancellation).ConfigureAwait(false),
                "link" => Uri.TryCreate(reference, UriKind.Absolute, out Uri? address) && address.Scheme is "https" or "http",
                _ => false,
            };
            if (!known)
            {
                throw new RefusedException("proof-reference", 1000);
            }

            var row = new RegisterProof { Key = $"{obligation}/{draft.Kind}/{reference}", Obligation = obligation, Kind = draft.Kind, Reference = reference, Text = Written.OptionalLine(draft.Text, "proof-text") };
            await writer.PutAsync(row, reason, cancellation).ConfigureAwait(false);
            return true;
        }, cancellation);

    /// <summary>Adds a file. Its bytes are on the disk before the row that names them is committed.</summary>
    /// <exception cref="RefusedException">Too long, empty, of a kind that is not taken, or one too many.</exception>
    public async Task<DocumentFileView> AttachAsync(string document, string? name, Stream content, Actor actor, CancellationToken cancellation = default)
    {
        DocumentFileView file = await vault.KeepAsync(name, content, cancellation).ConfigureAwait(false);
        return await _register.WriteAsync(new RegisterChange(actor, "document.attach", null), async (context, writer) =>
        {
            RegisterDocument held = await context.HeldAsync<RegisterDocument>(document, "document-none", cancellation).ConfigureAwait(false);
            string key = DocumentKeys.File(document, file.Sha256);
            int others = await context.Set<RegisterDocumentFile>().CountAsync(row => row.Document == document && row.Key != key && row.SupersededAt == null && !row.Withdrawn, cancellation).ConfigureAwait(false);
            if (others >= MostFiles)
            {
                throw new RefusedException("file-count", MostFiles);
            }

            var row = new RegisterDocumentFile { Key = key, Document = document, Sha256 = file.Sha256, Name = file.Name, Type = file.Type, Bytes = file.Bytes, ValidFrom = held.Date };
            await writer.PutAsync(row, null, cancellation).ConfigureAwait(false);
            return file;
        }, cancellation).ConfigureAwait(false);
    }

    /// <summary>A file does not belong to the document. Its bytes stay: earlier states of the register name them.</summary>
    public Task DetachAsync(string document, string sha256, Actor actor, string reason, CancellationToken cancellation = default) =>
        TakeBackAsync<RegisterDocumentFile>(DocumentKeys.File(document, sha256), "document", actor, reason, cancellation);

    private Task TakeBackAsync<T>(string key, string what, Actor actor, string reason, CancellationToken cancellation)
        where T : RegisterRow =>
        _register.WriteAsync(new RegisterChange(actor, $"{what}.withdraw", reason), async (context, writer) =>
        {
            await writer.TakeBackAsync(await context.HeldAsync<T>(key, $"{what}-none", cancellation).ConfigureAwait(false), reason, cancellation).ConfigureAwait(false);
            return true;
        }, cancellation);

    /// <summary>Refuses a further document of a number and a day that one bears: who names it by its number would name neither.</summary>
    private static async Task UnknownAsync(ProgrammeContext context, DocumentDraft draft, RegisterDocument? held, CancellationToken cancellation)
    {
        if (held is not null || draft.Date is not { } date || Folded.Of(draft.Number ?? "") is not { Length: > 0 } number)
        {
            return;
        }

        var same = await context.Current<RegisterDocument>().Where(row => row.Date == date && row.Number != null).Select(row => new { row.Key, row.Number }).ToListAsync(cancellation).ConfigureAwait(false);
        if (same.Find(row => Folded.Of(row.Number!) == number) is { } known)
        {
            throw new RefusedException("document-known", known.Key);
        }
    }

    // A pack's note has a text for each language; it stays as it is where nobody wrote another.
    private static string? Note(DocumentDraft draft, RegisterDocument? held)
    {
        string? written = Written.OptionalText(draft.Note, "document-note");
        return written is not null && written == LocalText.OfNote(held?.Note)?.In("vi") ? held!.Note : written;
    }

    private static RegisterDocument Row(DocumentDraft draft, RegisterDocument? held, string id)
    {
        if (!DocumentWords.Kinds.Contains(draft.Kind, StringComparer.Ordinal))
        {
            throw new RefusedException("document-kind");
        }

        if (draft.Effective > draft.Expires || (draft.Date is { } date && date.Year is < 1945 or > 2200))
        {
            throw new RefusedException("document-days");
        }

        return new RegisterDocument
        {
            Key = id, Kind = draft.Kind, Number = Written.OptionalLine(draft.Number, "document-number", 200), Date = draft.Date,
            Title = Written.Line(draft.Title, "document-title", 2000), Issuer = draft.Issuer, IssuerName = Written.OptionalLine(draft.IssuerName, "document-issuer"),
            IssuedBy = Written.OptionalLine(draft.IssuedBy, "document-number", 200), Effective = draft.Effective, Expires = draft.Expires,
            Text = Written.OptionalText(draft.Text, "document-text", Written.LongText), Folded = "", ValidFrom = draft.Date, Note = Note(draft, held),
            IssuerInferred = held is not null && held.IssuerInferred && held.Issuer == draft.Issuer, Source = held?.Source,
        };
    }
}
