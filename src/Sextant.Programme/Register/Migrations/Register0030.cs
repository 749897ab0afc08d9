using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Sextant.Programme.Register.Migrations;

/// <summary>Courses, sessions, who learns, certificates, experts.</summary>
[DbContext(typeof(ProgrammeContext))]
[Migration("0030_training")]
internal sealed class Register0030 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        TableDraft.Versioned(migrationBuilder, "register_course").Text("title").Text("level").Text("audience", true).Text("content", true).Number("hours", true).Number("certificate_months", true);
        TableDraft.Versioned(migrationBuilder, "register_session").Text("course").Number("number").Date("starts").Date("ends").Text("mode").Text("place", true).Text("teacher", true)
            .Number("capacity", true).Number("parts").Text("state").Index("course");
        TableDraft.Versioned(migrationBuilder, "register_learner").Number("number").Text("name").Text("name_key").Text("organisation", true).Text("unit_text", true).Text("email", true)
            .Text("staff_number", true).Text("job", true).Text("merged_into", true).Flag("erased").Index("name_key");
        TableDraft.Versioned(migrationBuilder, "register_learners_apart").Text("first").Text("second");
        TableDraft.Versioned(migrationBuilder, "register_enrolment").Text("session").Text("learner").Text("attended").Text("result", true).Index("session").Index("learner");
        TableDraft.Versioned(migrationBuilder, "register_certificate").Text("session").Text("learner").Text("code").Text("name").Text("title").Text("level").Date("issued").Date("expires", true)
            .Date("revoked", true).Index("session").Index("code");
        TableDraft.Versioned(migrationBuilder, "register_expert").Text("learner").Text("name").Text("fields").Text("seat", true).Text("contact", true).Text("consent").Date("since")
            .Text("paper", true).Text("link").Index("link");
    }
}
