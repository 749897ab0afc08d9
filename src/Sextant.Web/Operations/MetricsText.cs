using System.Globalization;
using System.Text;

namespace Sextant.Web.Operations;

/// <summary>
/// Writes OpenMetrics 1.0 text: families one after the other, each with its type and what it means. https://github.com/prometheus/OpenMetrics
/// </summary>
internal sealed class MetricsText
{
    /// <summary>What it is, for the reader's choice of parser.</summary>
    public const string ContentType = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private readonly StringBuilder _text = new();
    private string _family = "";

    /// <summary>A value that goes up and down.</summary>
    public MetricsText Gauge(string name, string help) => Family(name, "gauge", help);

    /// <summary>A value that only grows; its samples are called <c>NAME_total</c>.</summary>
    public MetricsText Counter(string name, string help) => Family(name, "counter", help);

    /// <summary>Facts that are labels; the samples are called <c>NAME_info</c> and are 1.</summary>
    public MetricsText Info(string name, string help) => Family(name, "info", help);

    /// <summary>One sample of the family begun last.</summary>
    public MetricsText Sample(double value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        _text.Append(_family);
        for (int i = 0; i < labels.Length; i++)
        {
            _text.Append(i == 0 ? '{' : ',').Append(labels[i].Name).Append("=\"").Append(Escaped(labels[i].Value)).Append('"');
        }

        _text.Append(labels.Length > 0 ? "} " : " ").Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
        return this;
    }

    /// <summary>The whole text.</summary>
    public string End() => _text.Append("# EOF\n").ToString();

    private MetricsText Family(string name, string type, string help)
    {
        _text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n').Append("# HELP ").Append(name).Append(' ').Append(Escaped(help)).Append('\n');
        _family = type switch { "counter" => name + "_total", "info" => name + "_info", _ => name };
        return this;
    }

    // ABNF of OpenMetrics: quotes, backslashes and line ends are the only ones that need it.
    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
