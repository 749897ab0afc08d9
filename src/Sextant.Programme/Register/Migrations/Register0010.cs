using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Sextant.Programme.Register.Migrations;

/// <summary>
/// Documents of every kind in one table, with relations, articles, obligations and files. Decisions and standards had tables of their own that only
/// packs filled: the next load of the pack fills the new one.
/// </summary>
[DbContext(typeof(ProgrammeContext))]
[Migration("0010_documents")]
internal sealed class Register0010 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("register_decision");
        migrationBuilder.DropTable("register_standard");
        TableDraft.Versioned(migrationBuilder, "register_document").Text("kind").Text("number", true).Date("date", true).Text("title").Text("issuer", true)
            .Text("issuer_name", true).Flag("issuer_inferred").Text("issued_by", true).Date("effective", true).Date("expires", true).Text("text", true).Text("folded");
        TableDraft.Versioned(migrationBuilder, "register_document_relation").Text("from").Text("to").Text("kind").Index("from").Index("to");
        TableDraft.Versioned(migrationBuilder, "register_article").Text("document").Number("position").Text("number").Text("title", true).Text("text").Text("folded")
            .Index("document");
        TableDraft.Versioned(migrationBuilder, "register_obligation").Text("document").Text("article", true).Number("position").Text("text").Text("organisation", true)
            .Text("addressee", true).Date("due", true).Text("folded").Index("document").Index("organisation");
        TableDraft.Versioned(migrationBuilder, "register_proof").Text("obligation").Text("kind").Text("reference").Text("text", true).Index("obligation");
        TableDraft.Versioned(migrationBuilder, "register_document_file").Text("document").Text("sha256").Text("name").Text("type").Long("bytes").Index("document");
    }
}
