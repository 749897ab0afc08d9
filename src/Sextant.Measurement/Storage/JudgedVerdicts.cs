using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sextant.Checks.Judging;

namespace Sextant.Measurement.Storage;

/// <summary>What is stored once for all scans that gave the same.</summary>
internal sealed record JudgedVerdicts(IReadOnlyList<string> Hosts, IReadOnlyList<string> Unmeasured, IReadOnlyList<CriterionVerdict> Verdicts)
{
    private static readonly JsonSerializerOptions Writing = new(JudgementJson.Options) { TypeInfoResolver = VerdictsWriting.Default };

    // Beside the scans and not in them: a record that changes while it lies in a set is no longer found there.
    private static readonly ConditionalWeakTable<FinishedScan, IReadOnlyList<VerdictSetRow>> Known = [];

    /// <summary>The rows of a scan's verdicts, in the order of its judgements; written out once for all who keep them.</summary>
    internal static IReadOnlyList<VerdictSetRow> Of(FinishedScan scan) => Known.GetValue(scan, static one => [.. one.Judgements.Select(Of)]);

    /// <summary>The stored form.</summary>
    internal static string Write(JudgedVerdicts verdicts) => JsonSerializer.Serialize(verdicts, Writing);

    private static VerdictSetRow Of(Judgement judgement)
    {
        string content = Write(new JudgedVerdicts(judgement.Hosts, judgement.Unmeasured, judgement.Verdicts));
        return new VerdictSetRow { Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)).AsSpan(0, 16)), Content = content };
    }

    /// <summary>Reads it again.</summary>
    internal static JudgedVerdicts Read(string content) => JsonSerializer.Deserialize<JudgedVerdicts>(content, JudgementJson.Options)!;
}

/// <summary>How verdicts are written, found out when Sextant is built and not by reflection at each start. Only for writing, as with scans.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(JudgedVerdicts))]
internal sealed partial class VerdictsWriting : JsonSerializerContext;
