using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Sextant.Programme.Register.Migrations;

/// <summary>
/// Meetings with place, people, sites and papers. Only packs filled the tables of meetings and directions so far, so they are made anew, and the next
/// load of the pack fills them.
/// </summary>
[DbContext(typeof(ProgrammeContext))]
[Migration("0011_meetings")]
internal sealed class Register0011 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("register_meeting");
        migrationBuilder.DropTable("register_direction");
        TableDraft.Versioned(migrationBuilder, "register_meeting").Date("date").Text("title").Text("chair", true).Text("form", true).Text("place", true)
            .Number("sites", true).Text("discussion", true).Text("discussed_by").Text("document", true);
        TableDraft.Versioned(migrationBuilder, "register_direction").Text("meeting").Number("position").Text("text").Text("addressee", true)
            .Number("work_group", true).Flag("work_group_inferred").Index("meeting");
        TableDraft.Versioned(migrationBuilder, "register_attendance").Text("meeting").Number("position").Text("name", true).Text("role", true)
            .Text("organisation", true).Text("site", true).Index("meeting");
        TableDraft.Versioned(migrationBuilder, "register_meeting_site").Text("meeting").Number("position").Text("name").Text("organisation", true)
            .Number("people", true).Index("meeting");
        TableDraft.Versioned(migrationBuilder, "register_paper").Text("meeting").Number("position").Text("title").Text("by", true).Text("document", true).Index("meeting");
    }
}
