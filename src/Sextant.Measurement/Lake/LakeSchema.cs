using Sextant.Measurement.Storage;

namespace Sextant.Measurement.Lake;

/// <summary>
/// The columns of each table of the lake. They are read by others too (open data), so a column is added, never renamed or given
/// another meaning; readers take files by column name.
/// </summary>
internal static class LakeSchema
{
    private const string Verdicts = """
        campaign VARCHAR, target VARCHAR, kind VARCHAR, ascii VARCHAR, "unicode" VARCHAR, criterion VARCHAR, subject VARCHAR, verdict VARCHAR,
        tags VARCHAR[], cause VARCHAR, single_look BOOLEAN, class VARCHAR, class_cause VARCHAR, level VARCHAR, vantage VARCHAR, lab BOOLEAN,
        profile VARCHAR, measured_at TIMESTAMPTZ, evidence VARCHAR
        """;

    private const string Findings = """
        campaign VARCHAR, target VARCHAR, "check" VARCHAR, tag VARCHAR, subject VARCHAR, parameters VARCHAR, cause VARCHAR, single_look BOOLEAN,
        vantage VARCHAR, lab BOOLEAN, profile VARCHAR, measured_at TIMESTAMPTZ, evidence VARCHAR
        """;

    private const string Observations = """
        campaign VARCHAR, name VARCHAR, operation VARCHAR, subject VARCHAR, detail VARCHAR, family VARCHAR, endpoint VARCHAR, port INTEGER,
        started_at TIMESTAMPTZ, milliseconds DOUBLE, attempts INTEGER, failure VARCHAR, vantage VARCHAR, lab BOOLEAN, evidence VARCHAR
        """;

    private const string Targets = """
        campaign VARCHAR, target VARCHAR, kind VARCHAR, ascii VARCHAR, "unicode" VARCHAR, class VARCHAR, class_cause VARCHAR, level VARCHAR,
        level_scope VARCHAR, single_look BOOLEAN, vantage VARCHAR, lab BOOLEAN, profile VARCHAR, measured_at TIMESTAMPTZ, evidence VARCHAR,
        verdict_set VARCHAR
        """;

    internal static string Columns(LakeTable table) => table switch
    {
        LakeTable.Verdicts => Verdicts,
        LakeTable.Findings => Findings,
        LakeTable.Observations => Observations,
        LakeTable.Targets => Targets,
        _ => throw new ArgumentOutOfRangeException(nameof(table)),
    };

    /// <summary>Rows of a file lie in this order, so that one target's rows are together and the file's statistics can skip.</summary>
    internal static string Order(LakeTable table) => table == LakeTable.Observations ? "name, started_at" : "target, measured_at";
}
