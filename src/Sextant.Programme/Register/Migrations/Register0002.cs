using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Sextant.Programme.Register.Migrations;

/// <summary>A load of the program's own pack keeps the hash of its files, by which a later start sees whether the pack has changed.</summary>
[DbContext(typeof(ProgrammeContext))]
[Migration("0002_own_files")]
internal sealed class Register0002 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddColumn<string>("own_files", "register_pack_load", nullable: true);
}
