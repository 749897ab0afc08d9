using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Sextant.Programme.Register.Migrations;

/// <summary>The register's first tables.</summary>
[DbContext(typeof(ProgrammeContext))]
[Migration("0001_register")]
internal sealed class Register0001 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Organisations(migrationBuilder);
        Plans(migrationBuilder);
        Meetings(migrationBuilder);
        Figures(migrationBuilder);
        Catalogues(migrationBuilder);
    }

    private static void Organisations(MigrationBuilder m)
    {
        TableDraft.Versioned(m, "register_organisation").Text("kind").Text("sector");
        TableDraft.Versioned(m, "register_name").Text("organisation").Text("language").Text("name").Text("folded").Index("organisation").Index("folded");
        TableDraft.Versioned(m, "register_designation").Text("organisation").Text("scheme").Text("value").Index("organisation").Index("scheme", "value");
        TableDraft.Versioned(m, "register_relation").Text("from").Text("to").Text("kind").Index("from").Index("to");
        TableDraft.Versioned(m, "register_target").Text("organisation").Text("kind").Text("ascii").Text("domain").Text("role").Text("confidence")
            .Text("target_key").Index("organisation").Index("target_key");
        TableDraft.Versioned(m, "register_outline").Text("organisation").Text("path").Index("organisation");
    }

    private static void Plans(MigrationBuilder m)
    {
        TableDraft.Versioned(m, "register_source").Text("kind").Text("title").Text("publisher", true).Date("date", true).Flag("to_confirm").Text("text", true);
        TableDraft.Versioned(m, "register_decision").Text("number", true).Date("date").Text("title").Text("amends", true);
        TableDraft.Versioned(m, "register_work_group").Number("number").Text("name");
        TableDraft.Versioned(m, "register_plan").Number("year").Text("title").Number("task_count", true).Date("issued", true);
        TableDraft.Versioned(m, "register_programme").Text("name").Date("starts").Date("ends").Text("decision", true)
            .Text("scope_kinds").Number("scope_units", true).Date("scope_until", true).Text("services_until");
        TableDraft.Versioned(m, "register_phase").Text("programme").Number("number").Text("name").Date("starts").Date("ends");
        TableDraft.Versioned(m, "register_target_value").Text("programme").Text("indicator").Number("phase", true).Date("starts", true).Date("by", true)
            .Amount("value", true).Amount("low", true).Amount("high", true).Text("unit", true).Text("state", true);
    }

    private static void Meetings(MigrationBuilder m)
    {
        TableDraft.Versioned(m, "register_meeting").Date("date").Text("title").Text("chair", true).Text("form", true).Number("sites", true)
            .Text("discussion", true).Text("discussed_by");
        TableDraft.Versioned(m, "register_direction").Text("meeting").Number("position").Text("text").Text("addressee", true)
            .Number("work_group", true).Flag("work_group_inferred");
        TableDraft.Versioned(m, "register_standard").Text("number").Text("about").Text("issued_by", true).Date("date", true).Date("effective", true);
        TableDraft.Versioned(m, "register_day").Number("month").Number("day").Text("name");
    }

    private static void Figures(MigrationBuilder m)
    {
        TableDraft.Versioned(m, "register_fact").Text("indicator").Date("date").Amount("value", true).Text("unit", true).Text("of", true)
            .Amount("numerator", true).Amount("denominator", true).Text("counts", true).Amount("target", true).Text("stated", true).Flag("at_least")
            .Number("rank_world", true).Number("rank_region", true).Text("rank_source", true).Date("reported", true).Index("indicator");
        TableDraft.Versioned(m, "register_series").Text("publisher").Text("indicator", true).Text("definition");
        TableDraft.Versioned(m, "register_usage_point").Text("series").Date("month").Amount("value").Number("rank_world", true);
    }

    private static void Catalogues(MigrationBuilder m)
    {
        TableDraft.Versioned(m, "register_indicator").Number("position").Text("group").Text("name").Text("formula").Text("unit").Text("cadence").Text("status");
        TableDraft.Versioned(m, "register_criterion").Number("position").Text("subject_kind").Text("name").Text("pass_condition").Text("level")
            .Number("weight").Text("status");
        TableDraft.Versioned(m, "register_asn").Long("number").Text("holder").Number("ipv4_ranges").Number("ipv6_ranges").Text("ipv6_prefixes");
        new TableDraft(m, "register_pack_load").Text("pack").Text("version").Text("country").Text("time_zone").Text("languages").Text("name")
            .Text("view_box").Text("vocabulary").Text("digest").Instant("loaded_at");
    }
}
