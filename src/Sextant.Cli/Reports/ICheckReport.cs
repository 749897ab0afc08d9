namespace Sextant.Cli.Reports;

/// <summary>How judged names are written: for a person, as JSON, or as CSV.</summary>
internal interface ICheckReport
{
    /// <summary>Before the first name.</summary>
    void Begin();

    /// <summary>One name.</summary>
    void Write(MeasuredName measured);

    /// <summary>After the last name.</summary>
    void End();
}
