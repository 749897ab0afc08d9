using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Sextant.Programme.Register.Migrations.From0060;

/// <summary>By which link a letter can be asked to be the last, and how letters came before that was asked.</summary>
[DbContext(typeof(ProgrammeContext))]
[Migration("0069_letters_that_stop")]
internal sealed class Register0069 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("stop", "outbox", nullable: true);
        migrationBuilder.AddColumn<string>("stopped_from", "notice_choice", nullable: true);
    }
}
