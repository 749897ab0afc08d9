using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Sextant.Store.Databases;

namespace Sextant.Measurement.Storage.Migrations;

/// <summary>In which data folder a file of the lake lies, where several have one database.</summary>
[DbContext(typeof(MeasurementContext))]
[Migration("0005_places")]
internal sealed class Places : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<string>("place", "lake_file", nullable: false, defaultValue: "");
}
